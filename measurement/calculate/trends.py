"""Does a series rise or fall by more than chance? (methods M7 and M8)"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import erfc, exp, gamma, sqrt
from statistics import median

from measurement.calculate.proportions import Z_95, Count

CLEAR = 0.05  # a change is called clear when chance alone gives it less often than this
M7_LEAST_PERIODS = 5  # the smallest possible two-sided p is 0.083 with 4 periods, 0.017 with 5
M7_NORMAL_FROM = 10
M8_PERIODS = range(3, 10)
M8_LEAST_COUNT = 5


@dataclass(frozen=True)
class MannKendall:
    """
    A steady rise or fall, by the order of the values alone, and how steep it is.

    Args:
        n: periods looked at.
        reason_not: "few_periods" under 5; the numbers are then None.
        s: pairs of periods that rise minus pairs that fall.
        p: two-sided; `exact` says whether it is counted out or from the normal distribution.
        slope, intercept: the fitted level at time t is intercept + slope * t.
        slope_low, slope_high: 95 % limits of the slope.
        autocorrelation: of neighbours after the slope is taken out; from 10 periods. From 0.5 up
            p is too small to be trusted fully.
    """

    n: int
    reason_not: str = ""
    s: int | None = None
    p: float | None = None
    exact: bool | None = None
    slope: float | None = None
    intercept: float | None = None
    slope_low: float | None = None
    slope_high: float | None = None
    autocorrelation: float | None = None
    method: str = "M7"

    @property
    def sign(self) -> int:
        return _sign(self.s or 0)

    @property
    def is_clear(self) -> bool:
        if self.p is None or self.slope_low is None or self.slope_high is None:
            return False
        return self.p < CLEAR and (self.slope_low > 0 or self.slope_high < 0)


def mann_kendall(times: Sequence[Count], values: Sequence[Count]) -> MannKendall:
    """
    The Mann-Kendall test with the Theil-Sen slope (M7).

    Args:
        times: in years, strictly rising; unequal steps are fine.
        values: unrounded, one for each time, in any unit; the slope is in that unit a year.

    Raises:
        ValueError: times do not rise, or there are not as many times as values.

    Source:
        Mann (1945), Kendall (1975), Sen (1968). Checked against pymannkendall and scipy.
    """
    t, y = [float(time) for time in times], [float(value) for value in values]
    if len(t) != len(y) or any(later <= earlier for earlier, later in zip(t, t[1:], strict=False)):
        raise ValueError("a trend needs one value for each of a rising series of times")
    n = len(y)
    if n < M7_LEAST_PERIODS:
        return MannKendall(n, reason_not="few_periods")
    ties = list(Counter(y).values())
    s = sum(_sign(later - earlier) for earlier, later in combinations(y, 2))
    variance = (_spread(n) - sum(_spread(tie) for tie in ties)) / 18
    exact = n < M7_NORMAL_FROM
    slopes = sorted((y[j] - y[i]) / (t[j] - t[i]) for i, j in combinations(range(n), 2))
    slope = median(slopes)
    intercept = median(y) - slope * median(t)
    reach = Z_95 * sqrt(variance)
    lowest = max(round((len(slopes) - reach) / 2) - 1, 0)
    highest = min(round((len(slopes) + reach) / 2), len(slopes) - 1)
    residuals = [level - intercept - slope * time for time, level in zip(t, y, strict=True)]
    return MannKendall(
        n=n,
        s=s,
        p=_exact_p(s, ties) if exact else _normal_p(s, variance),
        exact=exact,
        slope=slope,
        intercept=intercept,
        slope_low=slopes[lowest],
        slope_high=slopes[highest],
        autocorrelation=None if exact else _autocorrelation(residuals, max(map(abs, y))),
    )


@dataclass(frozen=True)
class CochranArmitage:
    """
    A straight rise or fall of proportions, by the counts behind them.

    Args:
        n: periods looked at.
        reason_not: "few_periods" under 3, "many_periods" over 9, "no_counts" where one is not
            known, "small_counts" where one, or its complement, is under 5; then all is None.
        sign: 1 rising, -1 falling, 0 neither.
        chi2, p: of the straight line, with 1 degree of freedom.
        departure_chi2, departure_p: of what the straight line leaves over.
    """

    n: int
    reason_not: str = ""
    sign: int = 0
    chi2: float | None = None
    p: float | None = None
    departure_chi2: float | None = None
    departure_p: float | None = None
    method: str = "M8"

    @property
    def is_clear(self) -> bool:
        return self.p is not None and self.p < CLEAR

    @property
    def is_uneven(self) -> bool:
        return self.departure_p is not None and self.departure_p < CLEAR


def cochran_armitage(
    times: Sequence[Count],
    numerators: Sequence[Count | None],
    denominators: Sequence[Count | None],
) -> CochranArmitage:
    """
    The chi-squared test for a linear trend in proportions (M8), for few periods with large bases.

    Args:
        times: in years; unequal steps are fine.
        numerators, denominators: one each for each time, unrounded also when weighted.

    Raises:
        ValueError: a numerator is above its denominator, or the three differ in length.

    Source:
        Cochran (1954), Armitage (1955). Checked against R's prop.trend.test.
    """
    rows = list(zip(times, numerators, denominators, strict=True))
    k = len(rows)
    if k not in M8_PERIODS:
        return CochranArmitage(k, reason_not="few_periods" if k < 3 else "many_periods")
    counts = [(float(t), float(x), float(n)) for t, x, n in rows if x is not None and n is not None]
    if len(counts) < k:
        return CochranArmitage(k, reason_not="no_counts")
    if any(x > n for _, x, n in counts):
        raise ValueError("a numerator is above its denominator")
    if any(min(x, n - x) < M8_LEAST_COUNT for _, x, n in counts):
        return CochranArmitage(k, reason_not="small_counts")
    people = sum(n for _, _, n in counts)
    share = sum(x for _, x, _ in counts) / people
    # Times are taken from their mean: years squared would waste digits.
    middle = sum(n * t for t, _, n in counts) / people
    lean = sum((x - n * share) * (t - middle) for t, x, n in counts)
    chi2 = lean**2 / (share * (1 - share) * sum(n * (t - middle) ** 2 for t, _, n in counts))
    total = sum((x - n * share) ** 2 / (n * share * (1 - share)) for _, x, n in counts)
    departure = max(total - chi2, 0.0)
    return CochranArmitage(
        n=k,
        sign=_sign(lean),
        chi2=chi2,
        p=chi_squared_tail(chi2, 1),
        departure_chi2=departure,
        departure_p=chi_squared_tail(departure, k - 2),
    )


def chi_squared_tail(x: float, df: int) -> float:
    """The chance of a chi-squared value of x or more, for a whole number of degrees of freedom."""
    tail, start = (erfc(sqrt(x / 2)), 1) if df % 2 else (exp(-x / 2), 2)
    for lower in range(start, df, 2):
        tail += (x / 2) ** (lower / 2) * exp(-x / 2) / gamma(lower / 2 + 1)
    return tail


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _spread(n: int) -> int:
    """Eighteen times the variance of S over all orders of n different values."""
    return n * (n - 1) * (2 * n + 5)


def _normal_p(s: int, variance: float) -> float:
    if s == 0:
        return 1.0
    return erfc((abs(s) - 1) / sqrt(variance) / sqrt(2))


def _exact_p(s: int, ties: Sequence[int]) -> float:
    """
    The share of all orders of the values whose S is at least as far from 0.

    An order with i falling pairs has S = pairs - 2 i. How many orders have i falling pairs is the
    coefficient of q^i in (1-q)...(1-q^n), divided by the same product for each group of ties.
    """
    n = sum(ties)
    pairs = n * (n - 1) // 2 - sum(tie * (tie - 1) // 2 for tie in ties)
    orders = [1] + [0] * pairs
    for step in range(1, n + 1):
        for falling in range(pairs, step - 1, -1):
            orders[falling] -= orders[falling - step]
    for tie in ties:
        for step in range(1, tie + 1):
            for falling in range(step, pairs + 1):
                orders[falling] += orders[falling - step]
    as_far = sum(many for falling, many in enumerate(orders) if abs(pairs - 2 * falling) >= abs(s))
    return as_far / sum(orders)


def _autocorrelation(residuals: Sequence[float], size: float) -> float:
    """Lag-1 autocorrelation; 0 where all that is left over is the rounding of the machine."""
    mean = sum(residuals) / len(residuals)
    off = [residual - mean for residual in residuals]
    total = sum(each**2 for each in off)
    if sqrt(total) <= 1e-9 * size:
        return 0.0
    return sum(a * b for a, b in zip(off, off[1:], strict=False)) / total
