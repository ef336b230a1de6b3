"""
The honest-status rule: what may be said about a series, and on what grounds (methods M7, M8, M14).

Codes only; the sentences for people are made where they are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from measurement.calculate import CochranArmitage, MannKendall, cochran_armitage, mann_kendall
from measurement.values import FigureLike

Polarity = Literal["lower_is_better", "higher_is_better", "neutral"]
TrendWord = Literal["better", "worse", "same", "unknown", "care"]
Direction = Literal["up", "down", "flat"]
TrendRule = Literal["", "m7", "m8", "m7_m8"]

LONGEST_RUN = 10  # periods; older ones no longer say how things are going
AUTOCORRELATED = 0.5

# The sign of the change that is good.
GOOD: dict[str, int] = {"lower_is_better": -1, "higher_is_better": 1, "neutral": 0}


@dataclass(frozen=True)
class Period:
    """One period of one comparable series: a value and its counts, or the reason for none."""

    year: int
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    withheld: str = ""

    @classmethod
    def of(cls, figure: FigureLike) -> "Period":
        return cls(
            year=figure.period_end.year,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            withheld=figure.withheld,
        )

    @property
    def is_shown(self) -> bool:
        return not self.withheld and self.value is not None


@dataclass(frozen=True)
class Trend:
    """
    What may be said about a series, with the evidence.

    Args:
        trend_word: "same" means no clear change; "unknown" not enough data; "care" that a change
            of this measure can be good or bad, so that only its direction is said.
        direction: of a clear change; "flat" if there is none, or not enough data to see one.
        first_year, last_year: of the run that was tested; None if nothing is shown at all.
        start, latest: where that run begins and ends in the periods given, counted from 0.
        m7, m8: both tests, each with `reason_not` where it could not be used.
        uneven: the change is no straight line.
        rule: the tests that found the change; if none did, those that looked for one.
        reasons: codes, in this order, for what a reader should know:
            "gap_before"       the run begins after a period without a figure;
            "gap_after"        later periods exist, without a figure;
            "longest_run"      older figures were left out, ten periods being the longest run;
            "few_periods", "many_periods", "no_counts", "small_counts", "no_shares"
                               why no test could be used, when the word is "unknown";
            "tests_disagree"   one test found a change, the other leans the opposite way;
            "uneven"           as the flag; "autocorrelated": the confidence is low.
    """

    trend_word: TrendWord
    direction: Direction
    first_year: int | None
    last_year: int | None
    start: int | None
    latest: int | None
    m7: MannKendall
    m8: CochranArmitage
    uneven: bool
    rule: TrendRule
    reasons: tuple[str, ...]


def trend(
    periods: Sequence[Period],
    polarity: Polarity,
    years_between: int = 1,
    *,
    are_shares: bool = True,
) -> Trend:
    """
    The trend of one comparable series, in the words the public may read.

    A word needs one of the two tests to find a change, and the other, where it applies, not to
    lean the opposite way. Only the latest unbroken run is tested.

    Args:
        periods: one method, unit and place, oldest first; withheld and missing ones included.
        polarity: which way is good.
        years_between: from one period to the next; a longer step is a missing period.
        are_shares: the counts are people of whom some have it. Where they are events in so many
            people, the test that counts people is not for them, and the order of years decides.

    Raises:
        ValueError: the years do not rise, or the polarity is none of the three.
    """
    if polarity not in GOOD:
        raise ValueError(f"no such polarity: {polarity}")
    years = [period.year for period in periods]
    if years != sorted(set(years)):
        raise ValueError("the periods of a series must follow each other, oldest first")
    run = latest_run(periods, years_between)
    tested = [periods[index] for index in run]
    m7 = mann_kendall(
        [period.year for period in tested],
        [period.value for period in tested if period.value is not None],
    )
    m8 = (
        cochran_armitage(
            [period.year for period in tested],
            [period.numerator for period in tested],
            [period.denominator for period in tested],
        )
        if are_shares
        else CochranArmitage(len(tested), reason_not="no_shares")
    )
    sign, rule, disagree = _verdict(m7, m8)
    autocorrelated = (m7.autocorrelation or 0) >= AUTOCORRELATED
    reasons = [
        *_about_the_run(periods, run, years_between),
        *([] if rule else sorted({m7.reason_not, m8.reason_not})),
        *(["tests_disagree"] if disagree else []),
        *(["uneven"] if m8.is_uneven else []),
        *(["autocorrelated"] if autocorrelated else []),
    ]
    return Trend(
        trend_word=_word(sign, rule, polarity),
        direction=_direction(sign),
        first_year=tested[0].year if tested else None,
        last_year=tested[-1].year if tested else None,
        start=run.start if tested else None,
        latest=run.stop - 1 if tested else None,
        m7=m7,
        m8=m8,
        uneven=m8.is_uneven,
        rule=rule,
        reasons=tuple(reasons),
    )


def latest_run(periods: Sequence[Period], years_between: int = 1) -> range:
    """
    The places, in `periods`, of the latest run without a gap; at most ten. Empty if none is shown.

    A withheld or missing period ends a run: what lies before it is not compared.
    """
    stop = len(periods)
    while stop and not periods[stop - 1].is_shown:
        stop -= 1
    start = max(stop - 1, 0)
    while start and stop - start < LONGEST_RUN and _joined(periods, start, years_between):
        start -= 1
    return range(start, stop)


def _joined(periods: Sequence[Period], index: int, years_between: int) -> bool:
    """Whether the period before this one is shown and is its neighbour in time."""
    before, this = periods[index - 1], periods[index]
    return before.is_shown and this.year - before.year <= years_between


def _about_the_run(periods: Sequence[Period], run: range, years_between: int) -> list[str]:
    reasons = []
    if run and run.start:
        cut = _joined(periods, run.start, years_between)
        reasons.append("longest_run" if cut else "gap_before")
    if run and run.stop < len(periods):
        reasons.append("gap_after")
    return reasons


def _verdict(m7: MannKendall, m8: CochranArmitage) -> tuple[int, TrendRule, bool]:
    """The sign of the clear change (0: none), the tests it rests on, whether they disagree."""
    found = _rule(m7.is_clear, m8.is_clear)
    looked = _rule(not m7.reason_not, not m8.reason_not)
    if not found:
        return 0, looked, False
    if m7.sign * m8.sign < 0:
        return 0, looked, True
    return (m7.sign if m7.is_clear else m8.sign), found, False


def _rule(m7: bool, m8: bool) -> TrendRule:
    if m7 and m8:
        return "m7_m8"
    if m7:
        return "m7"
    return "m8" if m8 else ""


def _word(sign: int, rule: TrendRule, polarity: Polarity) -> TrendWord:
    if not rule:
        return "unknown"
    if polarity == "neutral":
        return "care"
    if sign == 0:
        return "same"
    return "better" if sign == GOOD[polarity] else "worse"


def _direction(sign: int) -> Direction:
    if sign == 0:
        return "flat"
    return "up" if sign > 0 else "down"
