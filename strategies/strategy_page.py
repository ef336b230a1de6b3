"""All that the public page of one strategy says."""

import datetime
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from measurement.models import Indicator
from partnership.models import Decision, Organisation
from strategies.models import Action, ChoiceRecord, LeverageRound, Strategy, StrategyPartner, Update
from strategies.outcomes import Purpose, core_words, purposes_of
from strategies.querysets import EVERYBODY
from strategies.rating_results import Result, latest_result


@dataclass
class Partner:
    """One organisation: its parts in words, what it brings, and its newest public word."""

    organisation: Organisation
    parts: list[str] = field(default_factory=list)
    brings: list[str] = field(default_factory=list)
    last_word: Update | None = None
    has_actions: bool = False


@dataclass(frozen=True)
class Step:
    on: datetime.date
    words: str
    is_ahead: bool


@dataclass(frozen=True)
class StrategyPage:
    strategy: Strategy
    core: str  # the core strategy of the agenda that it belongs to, in words
    purposes: list[Purpose]
    other_measures: list[Indicator]  # those that tell about none of its outcomes
    partners: list[Partner]
    actions: list[Action]
    choices: list[ChoiceRecord]  # each with its ``open_decision``, as everybody may see it
    steps: list[Step]
    round: LeverageRound | None  # the newest that is over, with what partners think of it
    result: Result | None

    @property
    def chosen(self) -> list[ChoiceRecord]:
        """What brought it here, newest first."""
        return [choice for choice in self.choices if choice.what in ChoiceRecord.OF_A_PROPOSAL]

    @property
    def paused(self) -> ChoiceRecord | None:
        """Why it rests now."""
        if self.strategy.state != Strategy.State.PAUSED:
            return None
        return next((c for c in self.choices if c.what == ChoiceRecord.What.PAUSE), None)

    @property
    def stopped(self) -> ChoiceRecord | None:
        return next((c for c in self.choices if c.what == ChoiceRecord.What.STOP), None)

    @property
    def last_word(self) -> Update | None:
        words = [w for action in self.actions for w in action.last_words]
        return max(words, key=lambda update: update.sent_at, default=None)

    @property
    def finished(self) -> int:
        """How many of its actions are finished."""
        words = [w for action in self.actions for w in action.last_words]
        return sum(w.delivery == Update.Delivery.FINISHED for w in words)


def strategy_page(strategy: Strategy, today: datetime.date) -> StrategyPage:
    """``strategy`` was read ``with_actions``, ``with_partners`` and its ``indicators``."""
    purposes = purposes_of([strategy])[strategy.pk]
    told = {m.pk for purpose in purposes for m in purpose.measures}
    choices = _choices(strategy)
    round, result = latest_result(strategy) or (None, None)
    return StrategyPage(
        strategy=strategy,
        core=core_words(strategy) if strategy.core_strategy_id else "",
        purposes=purposes,
        other_measures=[m for m in strategy.indicators.all() if m.pk not in told],
        partners=partners_in(strategy, today),
        actions=strategy.actions_seen,
        choices=choices,
        steps=_steps(strategy, choices, today),
        round=round,
        result=result,
    )


def _choices(strategy: Strategy) -> list[ChoiceRecord]:
    choices = list(strategy.choices.all())
    decisions = Decision.objects.visible_to(EVERYBODY).filter(
        pk__in=[choice.decision_id for choice in choices if choice.decision_id]
    )
    by_key = {decision.pk: decision for decision in decisions.select_related("group")}
    for choice in choices:
        choice.open_decision = by_key.get(choice.decision_id)
    return choices


def partners_in(strategy: Strategy, today: datetime.date) -> list[Partner]:
    """
    Who leads comes first, then in the order in which they came. ``strategy`` was read
    ``with_actions`` and ``with_partners``.
    """
    found = {strategy.lead_organisation: Partner(strategy.lead_organisation, [_("Leads")])}
    for row in strategy.partners.all():
        if row.since <= today and (row.until is None or today <= row.until):
            one = found.setdefault(row.organisation, Partner(row.organisation))
            one.parts.append(row.get_part_display())
            one.brings.append(row.brings)
    for action in strategy.actions_seen:
        one = found.setdefault(action.organisation, Partner(action.organisation))
        one.has_actions = True
        delivers = StrategyPartner.Part.DELIVERS.label
        if delivers not in one.parts:
            one.parts.append(delivers)
        for word in action.last_words:
            if one.last_word is None or one.last_word.sent_at < word.sent_at:
                one.last_word = word
    return list(found.values())


def _steps(strategy: Strategy, choices: list[ChoiceRecord], today) -> list[Step]:
    """What happened and what is ahead, oldest first, from what is on record."""
    steps = [(choice.decided_on, choice.get_what_display()) for choice in choices]
    if strategy.actions_seen:
        first = min(strategy.actions_seen, key=lambda action: action.starts_on)
        steps.append((first.starts_on, _("Begins: %(action)s") % {"action": first}))
    if strategy.is_running:
        ends = {word.action_id for a in strategy.actions_seen for word in a.last_words
                if word.delivery in Update.ENDED}  # fmt: skip
        ahead = [a for a in strategy.actions_seen if a.pk not in ends and a.due_on >= today]
        steps += [(a.due_on, _("To be done: %(action)s") % {"action": a}) for a in ahead[:3]]
        if strategy.review_on:
            steps.append((strategy.review_on, _("We look again")))
    return [Step(on, words, on > today) for on, words in sorted(steps)]
