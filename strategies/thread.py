"""The steps of the thread that strategies knows: from outcome and measure to what was learnt."""

from agenda.models import Outcome
from measurement.models import Finding, Indicator
from partnership.models import Decision
from partnership.thread import Step
from strategies.models import Action, ChoiceRecord, Strategy, StrategyOutcome, Update, UpdateFinding
from strategies.outcomes import words_of
from strategies.words import period_words


def up(thing, user) -> list[Step]:
    """What this comes from, as ``user`` may see it. At most four queries."""
    if isinstance(thing, Strategy):
        links = StrategyOutcome.objects.filter(strategy=thing).select_related("outcome")
        choices = ChoiceRecord.objects.filter(strategy=thing).values("decision")
        decisions = Decision.objects.visible_to(user).filter(pk__in=choices)
        return [
            *_outcomes([link.outcome for link in links]),
            *_steps("measure", thing.indicators.all()),
            *(Step("decision", one.title, one.get_absolute_url()) for one in decisions),
        ]
    if isinstance(thing, Action):
        return _steps("strategy", Strategy.objects.visible_to(user).filter(pk=thing.strategy_id))
    if isinstance(thing, Update):
        actions = Action.objects.visible_to(user).filter(pk=thing.action_id)
        return _steps("action", actions.select_related("strategy"))
    if isinstance(thing, Finding):
        behind = UpdateFinding.objects.filter(finding=thing).values("update")
        return _updates(Update.objects.visible_to(user).filter(pk__in=behind))
    return []


def down(thing, user) -> list[Step]:
    """What follows from this, as ``user`` may see it. One query."""
    strategies = Strategy.objects.visible_to(user)
    if isinstance(thing, Outcome):
        return _steps("strategy", strategies.filter(outcomes__outcome=thing))
    if isinstance(thing, Indicator):
        return _steps("strategy", strategies.filter(indicators=thing))
    if isinstance(thing, Decision):
        return _steps("strategy", strategies.filter(choices__decision=thing).distinct())
    if isinstance(thing, Strategy):
        actions = Action.objects.visible_to(user).filter(strategy=thing)
        return _steps("action", actions.select_related("strategy"))
    if isinstance(thing, Action):
        return _updates(Update.objects.visible_to(user).filter(action=thing, state="accepted"))
    if isinstance(thing, Update):
        links = UpdateFinding.objects.filter(update=thing).values("finding")
        findings = Finding.objects.visible_to(user).filter(pk__in=links)
        return _steps("finding", findings.select_related("question"))
    return []


def _steps(kind: str, things) -> list[Step]:
    return [Step(kind, str(thing), thing.get_absolute_url()) for thing in things]


def _outcomes(outcomes: list[Outcome]) -> list[Step]:
    words = words_of(outcome.pk for outcome in outcomes)
    return [Step("outcome", words.get(o.pk, o.code), o.get_absolute_url()) for o in outcomes]


def _updates(updates) -> list[Step]:
    """Each is a place on the page of its action."""
    return [
        Step(
            "update",
            f"{update.action}, {period_words(update.period)}",
            f"{update.action.get_absolute_url()}#{update.period_end:%Y-%m}",
        )
        for update in updates.newest_first().select_related("action__strategy")
    ]
