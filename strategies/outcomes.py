"""Which outcomes a strategy is for, in the words that are in force, with its measures of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from agenda.models import Agenda, CoreStrategyText, Outcome, OutcomeText
from measurement.models import Indicator, IndicatorOutcome
from strategies.models import Strategy, StrategyOutcome
from strategies.querysets import EVERYBODY


@dataclass(frozen=True)
class Purpose:
    """One outcome of one strategy."""

    outcome: Outcome
    words: str
    mechanism: str
    measures: list[Indicator]


def words_of(outcomes: Iterable[int]) -> dict[int, str]:
    """By the outcome’s key: how the agenda in force says it. Left out where it says nothing."""
    in_force = Agenda.objects.visible_to(EVERYBODY).in_force()
    texts = OutcomeText.objects.filter(agenda__in=in_force, outcome__in=list(outcomes))
    return dict(texts.values_list("outcome_id", "statement"))


def core_words(strategy: Strategy) -> str:
    """How the agenda in force says the core strategy it belongs to, or nothing."""
    in_force = Agenda.objects.visible_to(EVERYBODY).in_force()
    texts = CoreStrategyText.objects.filter(
        agenda__in=in_force, core_strategy=strategy.core_strategy_id
    )
    return texts.values_list("title", flat=True).first() or ""


def purposes_of(strategies: Iterable[Strategy]) -> dict[int, list[Purpose]]:
    """By the strategy’s key. Three queries; ``indicators`` must have been read with them."""
    links = StrategyOutcome.objects.filter(strategy__in=list(strategies))
    links = list(links.select_related("outcome").order_by("outcome__code"))
    words = words_of({link.outcome_id for link in links})
    tells = IndicatorOutcome.objects.filter(outcome__in={link.outcome_id for link in links})
    pairs = set(tells.values_list("outcome_id", "indicator_id"))
    found = {strategy.pk: [] for strategy in strategies}
    measures = {strategy.pk: list(strategy.indicators.all()) for strategy in strategies}
    for link in links:
        of_it = [m for m in measures[link.strategy_id] if (link.outcome_id, m.pk) in pairs]
        said = words.get(link.outcome_id, link.outcome.code)
        found[link.strategy_id].append(Purpose(link.outcome, said, link.mechanism, of_it))
    return found
