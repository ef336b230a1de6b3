from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from measurement.models import Indicator
from partnership.managers import ScopedManager
from partnership.models import Organisation
from strategies.querysets import OVER_STATES, SHOWN_STATES, StrategyQuerySet


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Everybody")
    PARTNERS = "partners", _("Partners only")


class Strategy(models.Model):
    """A way of working together that partners believe moves a measure, and why they believe it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        CHOSEN = "chosen", _("Chosen, not begun yet")
        ACTIVE = "active", _("Under way")
        PAUSED = "paused", _("Paused")
        COMPLETED = "completed", _("Completed")
        STOPPED = "stopped", _("Stopped")
        NOT_CHOSEN = "not_chosen", _("Not chosen")

    class Mode(models.TextChoices):
        ALIGN = "align", _("Same for everyone")
        TEST = "test", _("Test different ways")

    TRANSITIONS = {
        State.PROPOSED: (State.CHOSEN, State.NOT_CHOSEN),
        State.CHOSEN: (State.ACTIVE, State.STOPPED),
        State.ACTIVE: (State.PAUSED, State.COMPLETED, State.STOPPED),
        State.PAUSED: (State.ACTIVE, State.COMPLETED, State.STOPPED),
        State.COMPLETED: (),
        State.STOPPED: (),
        State.NOT_CHOSEN: (),
    }
    RUNNING = (State.CHOSEN, State.ACTIVE, State.PAUSED)

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(
        _("in one sentence"), max_length=240, help_text=_("What changes for families.")
    )
    who_for = models.CharField(
        _("who it is for"), max_length=160, blank=True, help_text=_("Which families, and where.")
    )
    why = models.TextField(
        _("why we think it works"), help_text=_("One or two plain sentences, doubts included.")
    )
    we_do = models.CharField(
        _("we do"), max_length=120, blank=True, help_text=_("How we think change happens: step 1.")
    )
    so_that = models.TextField(
        _("so that"), blank=True, help_text=_("The steps that follow, each on its own line.")
    )
    not_sure = models.CharField(
        _("we are not sure"), max_length=160, blank=True, help_text=_("Goes on: if it reaches …")
    )
    lead_organisation = models.ForeignKey(
        Organisation, verbose_name=_("led by"), on_delete=models.PROTECT, related_name="+"
    )
    core_strategy = models.ForeignKey(
        "agenda.CoreStrategy",
        verbose_name=_("part of the core strategy"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    indicators = models.ManyToManyField(
        Indicator, verbose_name=_("measures it works on"), related_name="+", blank=True
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    visibility = models.CharField(
        _("who may see it"),
        max_length=8,
        choices=Visibility,
        default=Visibility.PUBLIC,
        help_text=_("Everybody sees it only once it is chosen."),
    )
    # What was decided about it: moved by the verbs of strategies/choosing.py only.
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    mode = models.CharField(_("the same, or a test"), max_length=5, choices=Mode, blank=True)
    mode_reason = models.TextField(_("why so"), blank=True)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    stop_reason = models.TextField(_("why it was stopped"), blank=True)
    learnt = models.TextField(_("what we learnt"), blank=True)

    all_objects = StrategyQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(StrategyQuerySet)

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ["order", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "partners"]),
                name="strategy_visibility_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "proposed", "chosen", "active", "paused", "completed", "stopped",
                        "not_chosen",
                    ]
                ),
                name="strategy_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["", "align", "test"]), name="strategy_mode_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "not_chosen"])
                | (~Q(mode="") & ~Q(mode_reason="")),
                name="strategy_chosen_says_how_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="stopped") | (~Q(stop_reason="") & ~Q(learnt="")),
                name="strategy_stopped_says_why_and_what_was_learnt",
            ),
            models.CheckConstraint(
                condition=~Q(state="completed") | ~Q(learnt=""),
                name="strategy_completed_says_what_was_learnt",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("strategies:strategy", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC and self.state in SHOWN_STATES

    @property
    def is_running(self) -> bool:
        return self.state in self.RUNNING

    @property
    def asks_for_updates(self) -> bool:
        """Also while it is a proposal: a plan that was brought in may be under way for long."""
        return self.state not in OVER_STATES

    @property
    def steps(self) -> list[str]:
        return [line.strip() for line in self.so_that.splitlines() if line.strip()]


class StrategyOutcome(models.Model):
    """
    What a strategy is for, and how partners think it gets there.

    Its measures under this outcome are those of the strategy that tell about the outcome
    (``measurement.IndicatorOutcome``): said once, so the two can never disagree.
    """

    strategy = models.ForeignKey(
        Strategy, verbose_name=_("strategy"), on_delete=models.PROTECT, related_name="outcomes"
    )
    outcome = models.ForeignKey(
        "agenda.Outcome", verbose_name=_("outcome"), on_delete=models.PROTECT, related_name="+"
    )
    mechanism = models.CharField(
        _("how we think it works"),
        max_length=240,
        blank=True,
        help_text=_("How this leads to that outcome, in one sentence."),
    )

    class Meta:
        verbose_name = _("outcome it works on")
        verbose_name_plural = _("outcomes it works on")
        ordering = ["strategy", "outcome"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "outcome"],
                name="outcome_once_a_strategy",
                violation_error_message=_("This strategy is linked to this outcome already."),
            ),
        ]

    def __str__(self):
        return str(self.outcome)


class StrategyPartner(models.Model):
    """The part of one organisation in a strategy. Who leads stands on the strategy itself."""

    class Part(models.TextChoices):
        DELIVERS = "delivers", _("Delivers")
        FUNDS = "funds", _("Funds")
        ADVISES = "advises", _("Advises")

    strategy = models.ForeignKey(
        Strategy, verbose_name=_("strategy"), on_delete=models.PROTECT, related_name="partners"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    part = models.CharField(_("its part"), max_length=8, choices=Part)
    brings = models.CharField(
        _("what it brings"), max_length=120, help_text=_("Such as: 4 family workers")
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("part of a partner")
        verbose_name_plural = _("parts of partners")
        ordering = ["strategy", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(part__in=["delivers", "funds", "advises"]),
                name="strategy_part_is_known",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="strategy_part_ends_after_it_starts",
                violation_error_message=_("It must end after it starts."),
            ),
            models.UniqueConstraint(
                fields=["strategy", "organisation", "part"],
                condition=Q(until__isnull=True),
                name="strategy_part_once_at_a_time",
                violation_error_message=_("It has this part already."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.brings}"


class ChoiceRecord(models.Model):
    """
    What was chosen about a strategy, why, and what spoke against it.

    Append only: the database refuses a change or a deletion.
    """

    class What(models.TextChoices):
        CHOOSE = "choose", _("Chosen: the same for everyone")
        TEST_FIRST = "test_first", _("Chosen: to test first")
        NOT_CHOOSE = "not_choose", _("Not chosen")
        PAUSE = "pause", _("Paused")
        STOP = "stop", _("Stopped")

    OF_A_PROPOSAL = (What.CHOOSE, What.TEST_FIRST, What.NOT_CHOOSE)

    strategy = models.ForeignKey(
        Strategy, verbose_name=_("strategy"), on_delete=models.PROTECT, related_name="choices"
    )
    what = models.CharField(_("what was chosen"), max_length=10, choices=What)
    reasons = models.TextField(_("why"))
    against = models.TextField(_("what spoke against it"), blank=True)
    decision = models.ForeignKey(
        "partnership.Decision",
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=["choose", "test_first", "not_choose", "pause", "stop"]),
                name="choice_is_known",
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="choice_has_its_reasons"),
        ]

    def __str__(self):
        return self.get_what_display()
