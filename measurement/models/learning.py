from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from measurement.querysets import FindingQuerySet, LearningQuestionQuerySet
from partnership.managers import ScopedManager


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Everybody")
    PARTNERS = "partners", _("Partners only")


class LearningQuestion(models.Model):
    """What the partners want to find out, and why the answer would change what they do."""

    class State(models.TextChoices):
        OPEN = "open", _("We are looking")
        ANSWERED = "answered", _("Answered for now")
        PARKED = "parked", _("Set aside")

    TRANSITIONS = {
        State.OPEN: (State.ANSWERED, State.PARKED),
        State.ANSWERED: (State.OPEN,),
        State.PARKED: (State.OPEN,),
    }

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    question = models.CharField(_("question"), max_length=160)
    why = models.TextField(_("why we ask"), help_text=_("What would we do differently?"))
    outcomes = models.ManyToManyField(
        "agenda.Outcome", verbose_name=_("about"), related_name="+", blank=True
    )
    asked_by = models.ForeignKey(
        "partnership.Organisation",
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility, default=Visibility.PUBLIC
    )

    all_objects = LearningQuestionQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(LearningQuestionQuerySet)

    class Meta:
        verbose_name = _("learning question")
        verbose_name_plural = _("learning questions")
        ordering = ["question"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered", "parked"]),
                name="learning_question_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "partners"]),
                name="learning_question_visibility_is_known",
            ),
        ]

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return reverse("measurement:question", args=[self.slug])


class EvidenceItem(models.Model):
    """Something that was looked at to answer a question: what it says, and what it cannot say."""

    class Kind(models.TextChoices):
        MEASURE = "measure", _("One of our measures")
        STUDY = "study", _("A study")
        PRACTICE = "practice", _("What workers see")
        VOICES = "voices", _("What people told us")
        CITED_FIGURE = "cited_figure", _("A figure published elsewhere")

    question = models.ForeignKey(
        LearningQuestion,
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("what was looked at"), max_length=160)
    says = models.TextField(_("what it says"))
    limits = models.TextField(_("what it cannot say"))
    indicator = models.ForeignKey(
        "measurement.Indicator",
        verbose_name=_("measure"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    citation = models.CharField(
        _("where it is published"), max_length=300, blank=True, help_text=_("Author, title, year.")
    )
    link = models.URLField(_("link"), blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["question", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["measure", "study", "practice", "voices", "cited_figure"]),
                name="evidence_kind_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind="measure") | Q(indicator__isnull=False),
                name="evidence_of_a_measure_names_it",
                violation_error_message=_("Choose the measure."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["study", "cited_figure"]) | ~Q(citation=""),
                name="evidence_from_elsewhere_is_cited",
                violation_error_message=_("Say where it is published."),
            ),
        ]

    def __str__(self):
        return self.title


class Finding(models.Model):
    """What the partners think they know now, what they are not sure of, and who disagrees."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        DISPUTED = "disputed", _("We do not agree")
        SUPERSEDED = "superseded", _("We think otherwise now")

    class Confidence(models.TextChoices):
        LOW = "low", _("We are not sure")
        MEDIUM = "medium", _("We are fairly sure")
        HIGH = "high", _("We are sure")

    TRANSITIONS = {
        State.PROPOSED: (State.AGREED, State.DISPUTED),
        State.AGREED: (State.SUPERSEDED,),
        State.DISPUTED: (State.AGREED, State.SUPERSEDED),
        State.SUPERSEDED: (),
    }
    SAID = (State.AGREED, State.DISPUTED, State.SUPERSEDED)  # the partners stand by it

    question = models.ForeignKey(
        LearningQuestion,
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="findings",
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    statement = models.CharField(_("what we found"), max_length=240)
    so_what = models.TextField(_("so what"), blank=True)
    now_what = models.TextField(_("now what"), blank=True)
    evidence = models.ManyToManyField(
        EvidenceItem, verbose_name=_("rests on"), related_name="findings"
    )
    confidence = models.CharField(_("how sure we are"), max_length=6, choices=Confidence)
    not_sure_of = models.TextField(_("what we are not sure of"))
    dissent = models.TextField(_("who sees it differently, and why"), blank=True)
    decisions = models.ManyToManyField(
        "partnership.Decision",
        verbose_name=_("decided because of it"),
        related_name="+",
        blank=True,
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        verbose_name=_("what we think now"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    all_objects = FindingQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(FindingQuerySet)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-agreed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "agreed", "disputed", "superseded"]),
                name="finding_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=["low", "medium", "high"]),
                name="finding_confidence_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(agreed_on__isnull=False),
                name="finding_has_its_day",
                violation_error_message=_("Say on which day it was agreed."),
            ),
            models.CheckConstraint(
                condition=~Q(state="disputed") | ~Q(dissent=""),
                name="finding_disputed_says_by_whom",
                violation_error_message=_("Say who sees it differently, and why."),
            ),
        ]

    def __str__(self):
        return self.statement

    def get_absolute_url(self):
        return f"{self.question.get_absolute_url()}#{self.slug}"
