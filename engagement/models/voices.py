import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.querysets import ContributionQuerySet, QuestionQuerySet
from partnership.managers import ScopedManager


def random_key() -> int:
    """A number that tells nothing: numbers in a row would say in which order people wrote."""
    return secrets.randbelow(2**62) + 1


class Question(models.Model):
    """What the partnership asks everybody, what the answers can change, and what came of it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CONSIDERING = "considering", _("We are looking at it")
        CLOSED = "closed", _("Answered")

    TRANSITIONS = {
        State.DRAFT: (State.OPEN,),
        State.OPEN: (State.CONSIDERING,),
        State.CONSIDERING: (State.CLOSED,),
        State.CLOSED: (),
    }

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(
        _("question"), max_length=160, help_text=_("One question, as you would say it.")
    )
    about = models.TextField(_("why we ask"))
    can_change = models.TextField(_("what your answer can change"))
    cannot_change = models.TextField(_("what it cannot change"))
    who_reads = models.CharField(_("who reads it"), max_length=240)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("last day"))
    answer_by = models.DateField(_("we answer by"))
    outcome = models.ForeignKey(
        "agenda.Outcome",
        verbose_name=_("outcome it is about"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    result = models.TextField(_("what came of it"), blank=True)
    decision = models.ForeignKey(
        "partnership.Decision",
        verbose_name=_("decision"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.DRAFT)

    all_objects = QuestionQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(QuestionQuerySet)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open", "considering", "closed"]),
                name="question_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__lte=models.F("closes_on")),
                name="question_opens_before_it_closes",
                violation_error_message=_("It must open before it closes."),
            ),
            models.CheckConstraint(
                condition=Q(closes_on__lte=models.F("answer_by")),
                name="question_closes_before_it_is_answered",
                violation_error_message=_("It must close before you answer."),
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(result=""),
                name="question_closed_says_what_came_of_it",
                violation_error_message=_("Say what came of it."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("engagement:question", args=[self.slug])

    @property
    def takes_answers(self) -> bool:
        today = timezone.localdate()
        return self.state == self.State.OPEN and self.opens_on <= today <= self.closes_on


class Theme(models.Model):
    """What several people said, in our words: so that it can be counted and answered."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    description = models.CharField(_("in one sentence"), max_length=240)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("engagement:theme", args=[self.slug])


class Contribution(models.Model):
    """
    What a person told us, as far as she lets us use it.

    It holds nothing that leads to her: no address, no browser, no time finer than the day
    (SECURITY R56). No history of it is kept: what is withdrawn is gone (R57).
    """

    class Channel(models.TextChoices):
        WEB = "web", _("Written here")
        PAPER = "paper", _("On paper")
        IN_PERSON = "in_person", _("Said to a worker")

    class Consent(models.TextChoices):
        QUOTE_PUBLIC = "quote_public", _("Show them on this site, without my name")
        QUOTE_PARTNERS = "quote_partners", _("Only partners read them, to plan with")
        COUNT_ONLY = "count_only", _("Read them, count them, then delete them")

    class Age(models.TextChoices):
        UNDER_13 = "under_13", _("Under 13")
        TEENS = "13_17", _("13 to 17")
        YOUNG = "18_25", _("18 to 25")
        ADULT = "26_64", _("26 to 64")
        OLDER = "65_over", _("65 or over")

    class Reason(models.TextChoices):
        PERSONAL_DETAIL = "personal_detail", _("It named or described a person.")
        IDENTIFIES_CHILD = "identifies_child", _("A child could be recognised.")
        ABUSIVE = "abusive", _("It attacked somebody.")
        OFF_TOPIC = "off_topic", _("It was about something that we do not work on.")
        LEGAL = "legal", _("A law does not let us show it.")
        DUPLICATE = "duplicate", _("We had the same words already.")

    class State(models.TextChoices):
        RECEIVED = "received", _("Waits to be read")
        IN_REVIEW = "in_review", _("Being read")
        FLAGGED = "flagged", _("Somebody may be at risk")
        PUBLISHED = "published", _("Shown to everybody")
        PARTNERS_ONLY = "partners_only", _("Read by partners")
        COUNTED_ONLY = "counted_only", _("Counted")
        DECLINED = "declined", _("Not used")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    _AFTER_REVIEW = (State.PUBLISHED, State.PARTNERS_ONLY, State.COUNTED_ONLY, State.DECLINED)
    # Words that their author corrects are read again; what is withdrawn stays so.
    TRANSITIONS = {
        State.RECEIVED: (State.IN_REVIEW, State.FLAGGED, State.WITHDRAWN),
        State.IN_REVIEW: (*_AFTER_REVIEW, State.RECEIVED, State.FLAGGED, State.WITHDRAWN),
        State.FLAGGED: (State.IN_REVIEW, State.WITHDRAWN),
        State.PUBLISHED: (
            State.RECEIVED, State.IN_REVIEW, State.FLAGGED, State.COUNTED_ONLY, State.WITHDRAWN,
        ),
        State.PARTNERS_ONLY: (
            State.RECEIVED, State.IN_REVIEW, State.FLAGGED, State.COUNTED_ONLY, State.WITHDRAWN,
        ),
        State.COUNTED_ONLY: (State.WITHDRAWN,),
        State.DECLINED: (State.RECEIVED, State.IN_REVIEW, State.WITHDRAWN),
        State.WITHDRAWN: (),
    }  # fmt: skip
    TO_READ = (State.RECEIVED, State.IN_REVIEW, State.FLAGGED)
    LONGEST = 4000  # characters

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    receipt_hash = models.CharField(max_length=64, unique=True, editable=False)
    channel = models.CharField(_("how it came"), max_length=9, choices=Channel)
    entered_by = models.ForeignKey(
        "partnership.User",
        verbose_name=_("written down by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    text = models.TextField(_("words"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    english = models.TextField(_("in English"), blank=True)
    question = models.ForeignKey(
        Question,
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
    )
    outcome = models.ForeignKey(
        "agenda.Outcome",
        verbose_name=_("about the outcome"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    strategy = models.ForeignKey(
        "strategies.Strategy",
        verbose_name=_("about the strategy"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    age = models.CharField(_("age"), max_length=8, choices=Age, blank=True)
    place = models.ForeignKey(
        "partnership.Place",
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    consent = models.CharField(_("said yes to"), max_length=14, choices=Consent)
    consent_wording = models.CharField(_("as it was asked"), max_length=8)
    consent_language = models.CharField(_("asked in"), max_length=8)
    consent_on = models.DateField(_("said on"))
    state = models.CharField(_("state"), max_length=13, choices=State, default=State.RECEIVED)
    is_held = models.BooleanField(
        _("came in a flood"), default=False, help_text=_("Too much or too quickly to be sure.")
    )
    is_edited = models.BooleanField(_("a part was taken out"), default=False)
    decline_reason = models.CharField(_("why not"), max_length=16, choices=Reason, blank=True)
    received_on = models.DateField(_("came on"))
    read_by = models.DateField(_("a person reads it by"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    themes = models.ManyToManyField(
        Theme, through="ContributionTheme", related_name="contributions"
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    all_objects = ContributionQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(ContributionQuerySet)

    class Meta:
        verbose_name = _("voice")
        verbose_name_plural = _("voices")
        ordering = ["-received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "received", "in_review", "flagged", "published", "partners_only",
                        "counted_only", "declined", "withdrawn",
                    ]
                ),
                name="contribution_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(channel="web", entered_by__isnull=True)
                | Q(channel__in=["paper", "in_person"], entered_by__isnull=False),
                name="contribution_says_who_wrote_it_down",
            ),
            models.CheckConstraint(
                condition=Q(age__in=["", "under_13", "13_17", "18_25", "26_64", "65_over"]),
                name="contribution_age_is_known",
            ),
            models.CheckConstraint(
                condition=Q(consent__in=["quote_public", "quote_partners", "count_only"]),
                name="contribution_consent_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(consent="quote_public"),
                name="contribution_is_shown_only_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state="partners_only")
                | Q(consent__in=["quote_public", "quote_partners"]),
                name="contribution_is_read_only_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state="counted_only", consent="count_only")
                | Q(text="", english=""),
                name="contribution_that_is_only_counted_has_no_words",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", text="", english="", withdrawn_on__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_on__isnull=True)),
                name="contribution_withdrawn_has_no_words",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["withdrawn", "counted_only"]) | ~Q(text=""),
                name="contribution_has_words",
            ),
            models.CheckConstraint(
                condition=Q(state="declined") & ~Q(decline_reason="")
                | (~Q(state="declined") & Q(decline_reason="")),
                name="contribution_not_used_says_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    decline_reason__in=[
                        "", "personal_detail", "identifies_child", "abusive", "off_topic",
                        "legal", "duplicate",
                    ]
                ),
                name="contribution_reason_is_known",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_channel_display()}, {self.received_on:%Y-%m-%d}"  # never the words

    @classmethod
    def counted(cls):
        """
        For counts only: all that was said to us, also what was withdrawn since. A flood is not in
        it until a person has looked.
        """
        return cls.all_objects.filter(is_held=False).order_by()

    @property
    def waits_too_long(self) -> bool:
        return self.state in self.TO_READ and self.read_by < timezone.localdate()

    @property
    def may_be_corrected(self) -> bool:
        return self.state not in (self.State.WITHDRAWN, self.State.COUNTED_ONLY)


class ContributionTheme(models.Model):
    """One voice belongs to a theme, as somebody of the team saw it."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("voice"), on_delete=models.CASCADE, related_name="theme_links"
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), on_delete=models.PROTECT, related_name="voice_links"
    )
    by = models.ForeignKey(
        "partnership.User", verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("theme of a voice")
        verbose_name_plural = _("themes of voices")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "theme"], name="voice_once_a_theme"),
        ]

    def __str__(self):
        return str(self.theme)


class AspirationContribution(models.Model):
    """The voice that an aspiration of the agenda was taken from."""

    aspiration = models.ForeignKey(
        "agenda.Aspiration", verbose_name=_("aspiration"), on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("voice"), on_delete=models.PROTECT,
        related_name="aspiration_links",
    )  # fmt: skip

    class Meta:
        verbose_name = _("voice behind an aspiration")
        verbose_name_plural = _("voices behind aspirations")
        constraints = [
            models.UniqueConstraint(
                fields=["aspiration", "contribution"], name="voice_once_an_aspiration"
            ),
        ]

    def __str__(self):
        return str(self.aspiration)
