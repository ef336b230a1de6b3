"""Whether ratings from 1 to 5 agree (METHODS M15). Pure: numbers in, numbers out."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

FEWEST = 5  # raters; with fewer nothing of them is shown to others


@dataclass(frozen=True)
class Spread:
    n: int
    counts: tuple[int, int, int, int, int]  # how many said 1, 2, 3, 4, 5
    median: Fraction
    low: Fraction  # lower quartile
    high: Fraction  # upper quartile

    @property
    def agreed(self) -> bool:
        """The middle half lies within one step."""
        return self.high - self.low <= 1

    @property
    def split(self) -> bool:
        """At least a third say 1 or 2, and at least a third 4 or 5."""
        low, high = sum(self.counts[:2]), sum(self.counts[3:])
        return 3 * low >= self.n and 3 * high >= self.n


def spread(ratings: Sequence[int]) -> Spread:
    """
    Of at least one rating, each from 1 to 5.

    Raises:
        ValueError: there is none, or one is something else.
    """
    if not ratings or any(rating not in range(1, 6) for rating in ratings):
        raise ValueError("ratings are whole numbers from 1 to 5")
    ordered = sorted(ratings)
    return Spread(
        n=len(ordered),
        counts=tuple(ordered.count(score) for score in range(1, 6)),
        median=quantile(ordered, Fraction(1, 2)),
        low=quantile(ordered, Fraction(1, 4)),
        high=quantile(ordered, Fraction(3, 4)),
    )


def quantile(ordered: Sequence[int], share: Fraction) -> Fraction:
    """With linear interpolation between the two neighbours (type 7 of Hyndman and Fan)."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
