from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measurement.models.feeds import Feed, StandingApproval
from measurement.models.indicators import Indicator, Method
from measurement.models.runs import Run
from partnership.models import Place


class Release(models.Model):
    """All figures of one feed as they become public together, or not at all."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Waiting for a second person")
        PUBLISHED = "published", _("Published")

    TRANSITIONS = {State.DRAFT: (State.PUBLISHED,), State.PUBLISHED: ()}

    feed = models.ForeignKey(
        Feed, verbose_name=_("data feed"), on_delete=models.PROTECT, related_name="releases"
    )
    run = models.OneToOneField(
        Run, verbose_name=_("refresh"), on_delete=models.PROTECT, related_name="release"
    )
    method = models.ForeignKey(
        Method,
        verbose_name=_("method"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("How these figures were counted; the feed may count another way since."),
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    is_current = models.BooleanField(_("what the public sees now"), default=False)
    drafted_at = models.DateTimeField(_("drafted"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        "partnership.User",
        verbose_name=_("published by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    approval = models.ForeignKey(
        StandingApproval,
        verbose_name=_("under the standing approval"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feed"], condition=Q(is_current=True), name="release_one_current_per_feed"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True, published_by__isnull=True)
                | Q(state="published", published_at__isnull=False, published_by__isnull=False),
                name="release_published_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(state="published"),
                name="release_current_is_published",
            ),
        ]

    def __str__(self):
        return f"{self.feed}, {self.run.number}"


class FigureQuerySet(models.QuerySet):
    def public(self) -> "FigureQuerySet":
        """Figures of current releases: the only ones a page, chart or file may show."""
        return self.filter(release__is_current=True)


class Figure(models.Model):
    """One number as the public may see it, or withheld with the reason. Never changed."""

    class Withheld(models.TextChoices):
        NO = "", _("Shown")
        PRIVACY = "privacy", _("Not published, to protect people’s privacy")
        MISSING = "missing", _("Not in the source")

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()  # inclusive
    dims = models.CharField(max_length=120, blank=True)  # the group as a key; empty: everybody
    # Unrounded, in the method's unit; rounded once, where it is shown.
    value = models.DecimalField(max_digits=30, decimal_places=18, null=True)
    numerator = models.DecimalField(max_digits=30, decimal_places=15, null=True)
    denominator = models.DecimalField(max_digits=30, decimal_places=15, null=True)
    # The likely range (95 %), in the method's unit.
    low = models.DecimalField(max_digits=30, decimal_places=18, null=True)
    high = models.DecimalField(max_digits=30, decimal_places=18, null=True)
    # The wider one (99.8 %), for where many places stand side by side.
    low_998 = models.DecimalField(max_digits=30, decimal_places=18, null=True)
    high_998 = models.DecimalField(max_digits=30, decimal_places=18, null=True)
    withheld = models.CharField(max_length=7, choices=Withheld, default=Withheld.NO, blank=True)
    # Where the value stands in the publisher's table; empty for a figure that we add up.
    sheet = models.CharField(max_length=80, blank=True)
    cell = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=40, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["period_end"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "place", "period_start", "period_end", "dims"],
                name="figure_once_in_a_release",
            ),
            models.CheckConstraint(
                condition=Q(withheld="", value__isnull=False)
                | Q(
                    withheld__in=["privacy", "missing"],
                    value__isnull=True,
                    numerator__isnull=True,
                    denominator__isnull=True,
                    low__isnull=True,
                    high__isnull=True,
                    low_998__isnull=True,
                    high_998__isnull=True,
                ),
                name="figure_is_shown_or_withheld_never_both",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(
                    low_998__lte=F("low"),
                    low__lte=F("value"),
                    value__lte=F("high"),
                    high__lte=F("high_998"),
                ),
                name="figure_ranges_hold_the_value",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}, {self.place}, {self.period_end:%Y}"

    @property
    def is_shown(self) -> bool:
        return self.withheld == ""


class SeriesSummary(models.Model):
    """What the figures of one place or group say, in words that were decided at release."""

    class TrendWord(models.TextChoices):
        BETTER = "better", _("Got better")
        WORSE = "worse", _("Got worse")
        SAME = "same", _("No clear change")
        CARE = "care", _("Read with care")
        UNKNOWN = "unknown", _("Not enough data")

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="summaries")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    dims = models.CharField(max_length=120, blank=True)
    trend_word = models.CharField(max_length=7, choices=TrendWord)
    direction = models.CharField(max_length=4)  # up, down or flat
    # The run of periods that was tested; the latest figure ends it.
    start = models.ForeignKey(Figure, on_delete=models.PROTECT, null=True, related_name="+")
    latest = models.ForeignKey(Figure, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.CharField(max_length=20, blank=True)  # which rule: M7, M8 or both
    tests = models.JSONField(default=dict)  # the numbers behind the word, for staff
    # How this place compares with the rest of the state: higher, lower, unclear or empty.
    against_state = models.CharField(max_length=7, blank=True)
    explore = models.JSONField(null=True)  # the interactive figure, for the main series only
    methods_version = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("word on a series")
        verbose_name_plural = _("words on series")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "place", "dims"],
                name="series_summary_once_in_a_release",
            ),
            models.CheckConstraint(
                condition=Q(trend_word__in=["better", "worse", "same", "care", "unknown"]),
                name="series_summary_word_is_known",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=["up", "down", "flat"]),
                name="series_summary_direction_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}, {self.place}: {self.get_trend_word_display()}"
