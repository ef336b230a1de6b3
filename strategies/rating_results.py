"""What partners think of a strategy, once the round is over and enough of them have said so."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.models import Organisation
from strategies.agreement import FEWEST, Spread, spread
from strategies.models import Assessment, LeverageRound, Strategy

QUESTIONS = {
    "impact": (gettext_lazy("Impact"), gettext_lazy("how much could change for children")),
    "influence": (gettext_lazy("Influence"), gettext_lazy("can we move those who decide")),
    "networks": (gettext_lazy("Networks"), gettext_lazy("do we know the people it needs")),
    "knowledge": (gettext_lazy("Knowledge"), gettext_lazy("do we know how to do it")),
    "resources": (gettext_lazy("Resources"), gettext_lazy("can we find people and money")),
    "feasibility": (gettext_lazy("Feasibility"), gettext_lazy("can we do it in time")),
}


@dataclass(frozen=True)
class Answer:
    """One question: its spread, or None where too few could say."""

    name: str
    question: str
    spread: Spread | None

    @property
    def median(self) -> str:
        number = float(self.spread.median)
        return number_format(number, 0 if number.is_integer() else 1)

    @property
    def blocks(self) -> list[tuple[int, float]]:
        """Of the small meter: where each of the five blocks begins, and how wide it is filled."""
        filled = float(self.spread.median)
        return [(1 + 19 * n, round(14 * min(1, max(0, filled - n)), 1)) for n in range(5)]

    @property
    def agreement(self) -> str:
        if self.spread.split:
            return _("Partners see it in two ways")
        return _("Partners agree") if self.spread.agreed else _("Partners differ")

    @property
    def bars(self) -> list[tuple[int, int]]:
        """Each score with how many gave it."""
        return list(enumerate(self.spread.counts, start=1))


@dataclass(frozen=True)
class Result:
    strategy: Strategy
    raters: int
    asked: int
    answers: list[Answer]

    @property
    def can_be_shown(self) -> bool:
        return self.raters >= FEWEST

    @property
    def is_representative(self) -> bool:
        """At least half of those who were asked have answered."""
        return 2 * self.raters >= self.asked


def results_of(round: LeverageRound) -> list[Result]:
    """For each strategy of a round that is over. Three queries."""
    if round.state not in LeverageRound.OVER:
        return []
    strategies = list(round.strategies.all())
    rated = list(round.assessments.exclude(organisation__kind=Organisation.Kind.BACKBONE))
    asked = asked_in(round)
    return [
        _result(s, [one for one in rated if one.strategy_id == s.pk], asked) for s in strategies
    ]


def latest_result(strategy: Strategy) -> tuple[LeverageRound, Result] | None:
    """Of the newest round that is over, with the round. Three queries."""
    round = strategy.rounds.filter(state__in=LeverageRound.OVER).first()
    if round is None:
        return None
    rated = round.assessments.filter(strategy=strategy)
    rated = list(rated.exclude(organisation__kind=Organisation.Kind.BACKBONE))
    return round, _result(strategy, rated, asked_in(round))


def asked_in(round: LeverageRound) -> int:
    """How many organisations were partners while it was open; the backbone team does not rate."""
    there = Organisation.objects.exclude(kind=Organisation.Kind.BACKBONE)
    there = there.filter(Q(joined_on__isnull=True) | Q(joined_on__lte=round.closes_on))
    return there.filter(Q(left_on__isnull=True) | Q(left_on__gt=round.opens_on)).count()


def _result(strategy: Strategy, rated: list[Assessment], asked: int) -> Result:
    """Who could say nothing at all has not rated. A question that few could answer stays empty."""
    rated = [one for one in rated if any(score is not None for score in one.scores.values())]
    answers = []
    for key, (name, question) in QUESTIONS.items():
        scores = [score for one in rated if (score := one.scores[key]) is not None]
        found = spread(scores) if len(scores) >= FEWEST else None
        answers.append(Answer(str(name), str(question), found))
    return Result(strategy, len(rated), asked, answers)
