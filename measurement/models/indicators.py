from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Indicator(models.Model):
    """How we know. The words for people stand here; how it is counted stands in its Method."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("Such as: Children who find feelings and behaviour hard at school start"),
    )
    short_name = models.CharField(_("short name"), max_length=60)
    who = models.CharField(
        _("who"), max_length=120, help_text=_("Such as: children who started school")
    )
    what = models.CharField(
        _("what"), max_length=120, help_text=_("Such as: had a high level of difficulty")
    )
    counted = models.CharField(
        _("what is counted"), max_length=60, help_text=_("Such as: children")
    )
    finding_up = models.CharField(
        _("said when it rises"), max_length=120, help_text=_("Such as: More children find it hard")
    )
    finding_down = models.CharField(_("said when it falls"), max_length=120)
    finding_same = models.CharField(_("said when there is no clear change"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["order", "name"]

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        return reverse("measurement:indicator", args=[self.slug])


class Method(models.Model):
    """How an indicator is counted. A new way of counting is a new row with the next number."""

    class Polarity(models.TextChoices):
        LOWER = "lower_is_better", _("Fewer is better")
        HIGHER = "higher_is_better", _("More is better")
        NEUTRAL = "neutral", _("Can be good or bad")

    class Unit(models.TextChoices):
        PERCENT = "percent", _("Percent")
        PER_100000 = "per_100000", _("For every 100,000 people")

    FACTORS = {Unit.PERCENT: Decimal(100), Unit.PER_100000: Decimal(100_000)}

    class Aggregation(models.TextChoices):
        RATIO_OF_SUMS = "ratio_of_sums", _("Sums of counts divided, never an average of shares")

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("measure"), on_delete=models.PROTECT, related_name="methods"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    definition = models.TextField(_("what it counts"))
    quality = models.TextField(_("how good it is"))
    weighted_counts = models.BooleanField(
        _("the publisher's counts are weighted"),
        default=False,
        help_text=_("The page then says that the likely range may be too narrow."),
    )
    events_repeat = models.BooleanField(
        _("one person or family may be counted more than once"),
        default=False,
        help_text=_("Then the page says that chance is larger than its likely range."),
    )
    is_background = models.BooleanField(
        _("it says how many people there are, not how they are"),
        default=False,
        help_text=_(
            "It is about everybody, so it has no likely range. It gets no word and is in no tally."
        ),
    )
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, default=Unit.PERCENT)
    polarity = models.CharField(_("which way is better"), max_length=16, choices=Polarity)
    aggregation = models.CharField(
        _("how places are added up"),
        max_length=14,
        choices=Aggregation,
        default=Aggregation.RATIO_OF_SUMS,
    )
    interval_months = models.PositiveSmallIntegerField(_("months between periods"), default=12)
    usual_lag_days = models.PositiveSmallIntegerField(
        _("days until it is usually published"), default=365
    )

    class Meta:
        verbose_name = _("method")
        verbose_name_plural = _("methods")
        ordering = ["indicator", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="method_number_once_an_indicator"
            ),
            models.CheckConstraint(
                condition=Q(polarity__in=["lower_is_better", "higher_is_better", "neutral"]),
                name="method_polarity_is_known",
            ),
            models.CheckConstraint(
                condition=Q(interval_months__gte=1), name="method_interval_at_least_a_month"
            ),
            models.CheckConstraint(
                condition=Q(unit__in=["percent", "per_100000"]), name="method_unit_is_known"
            ),
            models.CheckConstraint(
                condition=Q(is_background=False) | Q(polarity="neutral"),
                name="method_background_is_neutral",
                violation_error_message=_(
                    "How many people there are is neither good nor bad: "
                    "choose “Can be good or bad”."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} ({self.number})"

    @property
    def factor(self) -> Decimal:
        """What numerator / denominator is multiplied by."""
        return self.FACTORS[self.unit]

    @property
    def is_share(self) -> bool:
        return self.unit == self.Unit.PERCENT

    @property
    def tests_shares(self) -> bool:
        """Whether shares of people are compared by a test that asks if it could be chance."""
        return self.is_share and not self.is_background

    @property
    def suffix(self) -> str:
        """What stands behind a value: "%", or nothing behind a rate."""
        return "%" if self.is_share else ""


class IndicatorOutcome(models.Model):
    """Which outcome a measure tells about, and whether it stands first there."""

    class Role(models.TextChoices):
        HEADLINE = "headline", _("Stands first")
        SECONDARY = "secondary", _("Stands beside")

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("measure"), on_delete=models.PROTECT, related_name="outcome_links"
    )
    outcome = models.ForeignKey(
        "agenda.Outcome",
        verbose_name=_("outcome"),
        on_delete=models.PROTECT,
        related_name="indicator_links",
    )
    role = models.CharField(_("role"), max_length=9, choices=Role, default=Role.SECONDARY)

    class Meta:
        verbose_name = _("measure of an outcome")
        verbose_name_plural = _("measures of outcomes")
        ordering = ["outcome", "role", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "outcome"],
                name="indicator_once_an_outcome",
                violation_error_message=_("This measure tells about it already."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["headline", "secondary"]), name="indicator_role_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.outcome}"
