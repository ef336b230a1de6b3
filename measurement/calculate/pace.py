"""Is a measure on its way to a target? (method M10)"""

from dataclasses import dataclass
from typing import Literal

from measurement.calculate.proportions import Count

PaceWord = Literal[
    "", "met", "reached", "on_pace", "behind", "well_behind", "away", "unclear", "missed"
]
ON_PACE, BEHIND = 0.95, 0.60  # shares of the pace that is needed, as Eurostat draws the lines


@dataclass(frozen=True)
class Pace:
    """
    Args:
        word: what may be said; empty with the reason: "stale" the data have stopped, "few_points"
            no slope could be fitted, "other_start" it was fitted to other years than the target's.
        ratio: the pace that was seen as a share of the pace that is needed.
    """

    word: PaceWord = ""
    reason_not: str = ""
    ratio: float | None = None
    method: str = "M10"


def pace(
    *,
    start: tuple[Count, Count],
    target: tuple[Count, Count],
    latest: tuple[Count, Count | None, Count | None],
    slope: tuple[Count, Count, Count] | None,
    slope_from: Count | None,
    is_worse: bool,
    is_stale: bool,
    is_past_due: bool,
) -> Pace:
    """
    The band of a measure that is to fall or to rise to a target in a straight line.

    Args:
        start, target: (year, value), the target's year later and its value another one.
        latest: value, and its 95 % limits or None.
        slope: a year, with its 95 % limits, fitted to at least 5 periods (M7); or None.
        slope_from: the year in which the fitted periods begin.
        is_worse: the trend is clearly in the bad direction.
        is_stale: the data have stopped; then only what is reached or missed may be said.

    Raises:
        ValueError: the target is where it starts, or no later.

    Source:
        Bands as of Eurostat and Open SDG, with a linear path instead of compound growth.
    """
    (t0, b), (t1, g) = (tuple(map(float, pair)) for pair in (start, target))
    if t1 <= t0 or g == b:
        raise ValueError("a target lies after its start and is another value")
    sign = 1 if g > b else -1
    value, *limits = latest
    worst = [float(limit) * sign for limit in limits if limit is not None]
    if worst and min(worst) >= g * sign:
        return Pace("met")
    if float(value) * sign >= g * sign:
        return Pace("reached")
    if is_past_due:
        return Pace("missed")
    if is_stale:
        return Pace(reason_not="stale")
    if slope is None:
        return Pace(reason_not="few_points")
    if slope_from != start[0]:
        return Pace(reason_not="other_start")
    fitted, low, high = map(float, slope)
    ratio = fitted / ((g - b) / (t1 - t0))
    if is_worse and ratio <= 0:
        return Pace("away", ratio=ratio)
    if low <= 0 <= high:
        return Pace("unclear", ratio=ratio)
    if ratio >= ON_PACE:
        return Pace("on_pace", ratio=ratio)
    if ratio >= BEHIND:
        return Pace("behind", ratio=ratio)
    return Pace("well_behind" if ratio > 0 else "unclear", ratio=ratio)
