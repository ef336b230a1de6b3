"""How sure we can be of a proportion, and of the difference between two (methods M2 and M5)."""

from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from typing import Literal

Count = int | float | Decimal

# Two-sided points of the standard normal distribution.
Z_95 = 1.959963984540054  # one comparison
Z_998 = 3.090232306167813  # many places or groups side by side


def wilson_interval(numerator: Count, denominator: Count, z: float = Z_95) -> tuple[float, float]:
    """
    The interval of a proportion, by Wilson's score method (M2).

    Args:
        numerator: people with the characteristic; 0 <= numerator <= denominator.
        denominator: people who could have had it; more than 0. Weighted counts, which are no
            whole numbers, go in unrounded; the range may then be too narrow.
        z: Z_95, or Z_998 when many places stand side by side.

    Returns:
        (lower, upper), each a proportion from 0 to 1, not a percentage.
        Exact 0 and 1 at the ends: 0 of 20 gives (0.0, 0.1611).

    Raises:
        ValueError: the counts cannot be a proportion.

    Source:
        Wilson (1927), JASA 22:209-212. Checked against statsmodels and PHEindicatormethods.
    """
    x, n = float(numerator), float(denominator)
    if not (n > 0 and 0 <= x <= n):
        raise ValueError(f"{numerator} of {denominator} is not a proportion")
    half = z * sqrt(z**2 + 4 * x * (1 - x / n))
    lower = 0.0 if x == 0 else (2 * x + z**2 - half) / (2 * (n + z**2))
    upper = 1.0 if x == n else (2 * x + z**2 + half) / (2 * (n + z**2))
    return lower, upper


@dataclass(frozen=True)
class Difference:
    """A first proportion minus a second, with its interval; from -1 to 1, not in points."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason_not: str = ""
    method: str = "M5"

    @property
    def word(self) -> Literal["higher", "lower", "unclear", ""]:
        """The first against the second; empty if they could not be compared."""
        if self.low is None or self.high is None:
            return ""
        if self.low > 0:
            return "higher"
        return "lower" if self.high < 0 else "unclear"


def newcombe_difference(x1: Count, n1: Count, x2: Count, n2: Count, z: float = Z_95) -> Difference:
    """
    The difference x1/n1 - x2/n2 of two groups that share nobody, by Newcombe's hybrid score.

    Raises:
        ValueError: the counts cannot be proportions.

    Source:
        Newcombe (1998), Statistics in Medicine 17:873-890, method 10, table II.
    """
    low1, high1 = wilson_interval(x1, n1, z)
    low2, high2 = wilson_interval(x2, n2, z)
    p1, p2 = float(x1) / float(n1), float(x2) / float(n2)
    return Difference(
        value=p1 - p2,
        low=p1 - p2 - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2),
        high=p1 - p2 + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2),
    )


def difference_from_rest(
    numerator: Count | None,
    denominator: Count | None,
    whole_numerator: Count | None,
    whole_denominator: Count | None,
    z: float = Z_95,
) -> Difference:
    """
    A place compared with the rest of what it is part of (M5, rule 5).

    The whole contains the place, so comparing with the whole would compare the place with itself.

    Returns:
        `reason_not` is "no_counts" when one of the four is withheld or missing, and "no_rest"
        when what remains of the whole is no proportion.
    """
    counts = (numerator, denominator, whole_numerator, whole_denominator)
    if any(count is None for count in counts):
        return Difference(reason_not="no_counts")
    x, n, whole_x, whole_n = (float(count) for count in counts if count is not None)
    rest_x, rest_n = whole_x - x, whole_n - n
    if not (rest_n > 0 and 0 <= rest_x <= rest_n):
        return Difference(reason_not="no_rest")
    return newcombe_difference(x, n, rest_x, rest_n, z)
