import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agenda.querysets import AgendaManager, AgendaQuerySet


class Agenda(models.Model):
    """
    One version of what the partners want together. Once adopted, its words never change: the
    database refuses it. The next version is written beside it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CONSULTATION = "consultation", _("Open for comments")
        ADOPTED = "adopted", _("Agreed")
        SUPERSEDED = "superseded", _("Replaced by a newer version")

    TRANSITIONS = {
        State.DRAFT: (State.CONSULTATION,),
        State.CONSULTATION: (State.DRAFT, State.ADOPTED),
        State.ADOPTED: (State.SUPERSEDED,),
        State.SUPERSEDED: (),
    }
    OPEN = (State.DRAFT, State.CONSULTATION)  # its words may still change

    number = models.PositiveSmallIntegerField(_("version"), unique=True)
    vision = models.TextField(_("vision"), help_text=_("What we want, in one or two sentences."))
    about_whom = models.CharField(_("whom it is about"), max_length=240)
    change_summary = models.TextField(
        _("what is new"), blank=True, help_text=_("Needed from version 2 on.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    comments_from = models.DateField(_("comments from"), null=True, blank=True)
    comments_until = models.DateField(_("comments until"), null=True, blank=True)
    adopted_on = models.DateField(_("agreed on"), null=True, blank=True)
    decision = models.ForeignKey(
        "partnership.Decision",
        verbose_name=_("decision"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    adopted_by_few = models.TextField(
        _("why it was agreed before half of the partners had signed"), blank=True
    )
    content_hash = models.CharField(_("seal"), max_length=64, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    all_objects = AgendaQuerySet.as_manager()  # first: what Django itself uses
    objects = AgendaManager(AgendaQuerySet)

    class Meta:
        verbose_name = _("version of the agenda")
        verbose_name_plural = _("versions of the agenda")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "consultation", "adopted", "superseded"]),
                name="agenda_state_is_known",
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="adopted"),
                name="agenda_one_in_force",
                violation_error_message=_("Another version is in force."),
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(change_summary="") | Q(state="draft"),
                name="agenda_says_what_is_new",
                violation_error_message=_("Say what is new in this version."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "consultation"])
                | Q(adopted_on__isnull=False, decision__isnull=False) & ~Q(content_hash=""),
                name="agenda_in_force_has_day_decision_and_seal",
            ),
        ]

    def __str__(self):
        return gettext("Version %(number)s") % {"number": self.number}

    def get_absolute_url(self):
        return reverse("agenda:version", args=[self.number])

    @property
    def is_sealed(self) -> bool:
        """Agreed once: its words stand for good."""
        return self.state not in self.OPEN

    def takes_comments(self, on: datetime.date) -> bool:
        return self.state == self.State.CONSULTATION and on <= self.comments_until


class Outcome(models.Model):
    """What we want for children and families. Its words belong to each version of the agenda."""

    code = models.CharField(
        _("code"), max_length=6, unique=True, help_text=_("Such as O3. It never changes.")
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["code"]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("agenda:outcome", args=[self.slug])


class OutcomeText(models.Model):
    """How one version of the agenda says an outcome."""

    agenda = models.ForeignKey(
        Agenda, verbose_name=_("version"), on_delete=models.PROTECT, related_name="outcomes"
    )
    outcome = models.ForeignKey(
        Outcome, verbose_name=_("outcome"), on_delete=models.PROTECT, related_name="texts"
    )
    statement = models.CharField(
        _("what we want"),
        max_length=120,
        help_text=_("As if it were so, such as: Children start school ready to learn"),
    )
    by_when = models.CharField(_("for whom and by when"), max_length=240)
    why_it_matters = models.TextField(_("why it matters"))
    without_voices = models.CharField(
        _("why nobody’s words stand behind it yet"), max_length=240, blank=True
    )
    order = models.PositiveSmallIntegerField(_("order"))
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("outcome in a version")
        verbose_name_plural = _("outcomes in a version")
        ordering = ["agenda", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["agenda", "outcome"],
                name="outcome_once_a_version",
                violation_error_message=_("This version has this outcome already."),
            ),
            models.UniqueConstraint(
                fields=["agenda", "order"],
                name="outcome_order_once_a_version",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.statement


class CoreStrategy(models.Model):
    """A way of working the partners agreed on. Its words belong to each version of the agenda."""

    code = models.CharField(
        _("code"), max_length=6, unique=True, help_text=_("Such as S2. It never changes.")
    )

    class Meta:
        verbose_name = _("core strategy")
        verbose_name_plural = _("core strategies")
        ordering = ["code"]

    def __str__(self):
        return self.code


class CoreStrategyText(models.Model):
    """How one version of the agenda says a core strategy, and which outcomes it serves."""

    agenda = models.ForeignKey(
        Agenda, verbose_name=_("version"), on_delete=models.PROTECT, related_name="core_strategies"
    )
    core_strategy = models.ForeignKey(
        CoreStrategy,
        verbose_name=_("core strategy"),
        on_delete=models.PROTECT,
        related_name="texts",
    )
    title = models.CharField(_("what we do together"), max_length=120)
    rationale = models.TextField(_("why this"))
    outcomes = models.ManyToManyField(Outcome, verbose_name=_("serves"), related_name="+")
    order = models.PositiveSmallIntegerField(_("order"))
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("core strategy in a version")
        verbose_name_plural = _("core strategies in a version")
        ordering = ["agenda", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["agenda", "core_strategy"],
                name="core_strategy_once_a_version",
                violation_error_message=_("This version has this core strategy already."),
            ),
            models.UniqueConstraint(
                fields=["agenda", "order"],
                name="core_strategy_order_once_a_version",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.title


class Principle(models.Model):
    """How we work, in one version of the agenda."""

    agenda = models.ForeignKey(
        Agenda, verbose_name=_("version"), on_delete=models.PROTECT, related_name="principles"
    )
    text = models.CharField(_("how we work"), max_length=240)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("principle")
        verbose_name_plural = _("principles")
        ordering = ["agenda", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["agenda", "order"],
                name="principle_order_once_a_version",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.text
