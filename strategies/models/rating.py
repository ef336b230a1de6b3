from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnership.managers import ScopedManager
from partnership.models import Organisation
from strategies.models.strategies import Strategy
from strategies.querysets import AssessmentQuerySet, LeverageRoundQuerySet


class LeverageRound(models.Model):
    """For some weeks each partner says what it thinks of the same strategies."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        DISCUSSED = "discussed", _("Talked about")

    TRANSITIONS = {
        State.DRAFT: (State.OPEN,),
        State.OPEN: (State.CLOSED,),
        State.CLOSED: (State.DISCUSSED,),
        State.DISCUSSED: (),
    }
    OVER = (State.CLOSED, State.DISCUSSED)

    strategies = models.ManyToManyField(
        Strategy, verbose_name=_("strategies to rate"), related_name="rounds"
    )
    opens_on = models.DateField(_("from"))
    closes_on = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    talk = models.TextField(
        _("what was said about it"),
        blank=True,
        help_text=_("When you talked about where you do not agree. Everybody reads it."),
    )

    all_objects = LeverageRoundQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(LeverageRoundQuerySet)

    class Meta:
        verbose_name = _("rating round")
        verbose_name_plural = _("rating rounds")
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open", "closed", "discussed"]),
                name="round_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("closes_on")),
                name="round_ends_after_it_begins",
                violation_error_message=_("Its last day cannot be before its first."),
            ),
            models.CheckConstraint(
                condition=~Q(state="discussed") | ~Q(talk=""),
                name="round_discussed_says_what_was_said",
            ),
        ]

    def __str__(self):
        month = date_format(self.opens_on, "F Y")
        return _now("Rating of %(month)s") % {"month": month}

    def get_absolute_url(self):
        return reverse("strategies:rating", args=[self.pk])

    @property
    def takes_ratings(self) -> bool:
        return self.state == self.State.OPEN and timezone.localdate() <= self.closes_on


class Assessment(models.Model):
    """What one organisation thinks of one strategy in one round; null is “we cannot say”."""

    QUESTIONS = ("impact", "influence", "networks", "knowledge", "resources", "feasibility")

    round = models.ForeignKey(
        LeverageRound, verbose_name=_("round"), on_delete=models.PROTECT, related_name="assessments"
    )
    strategy = models.ForeignKey(
        Strategy, verbose_name=_("strategy"), on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    impact = models.PositiveSmallIntegerField(_("impact"), null=True, blank=True)
    influence = models.PositiveSmallIntegerField(_("influence"), null=True, blank=True)
    networks = models.PositiveSmallIntegerField(_("networks"), null=True, blank=True)
    knowledge = models.PositiveSmallIntegerField(_("knowledge"), null=True, blank=True)
    resources = models.PositiveSmallIntegerField(_("resources"), null=True, blank=True)
    feasibility = models.PositiveSmallIntegerField(_("feasibility"), null=True, blank=True)
    reason = models.TextField(_("why"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    all_objects = AssessmentQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(AssessmentQuerySet)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["round", "strategy", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "strategy", "organisation"],
                name="rating_once_an_organisation",
            ),
            *[
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True})
                    | Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                    name=f"rating_{name}_is_1_to_5",
                )
                for name in ("impact", "influence", "networks", "knowledge", "resources",
                             "feasibility")
            ],
        ]  # fmt: skip

    def __str__(self):
        return f"{self.organisation}: {self.strategy}"

    @property
    def scores(self) -> dict[str, int | None]:
        return {name: getattr(self, name) for name in self.QUESTIONS}
