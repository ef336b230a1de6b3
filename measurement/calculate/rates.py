"""How sure we can be of a rate: events in so many people (method M3)."""

from collections.abc import Callable
from math import erfc, exp, sqrt

from measurement.calculate.proportions import Z_95, Count

BYAR_FROM = 10  # events; under that, the limits are counted out


def rate_interval(events: Count, people: Count, z: float = Z_95) -> tuple[float, float]:
    """
    The interval of a rate: exact under 10 events, by Byar's method from 10.

    It describes chance in rare events that have nothing to do with each other. Where one family
    can be counted more than once, chance is larger than it says, and the page says so.

    Args:
        events: 0 or more.
        people: more than 0.
        z: Z_95, or Z_998 when many places stand side by side.

    Returns:
        (lower, upper), each for one person: times 100,000 gives the limits for 100,000 people.

    Raises:
        ValueError: the counts cannot be a rate.

    Source:
        Breslow and Day (1987); the switch at 10 as in PHEindicatormethods, which it is checked
        against.
    """
    x, n = float(events), float(people)
    if not (n > 0 and x >= 0):
        raise ValueError(f"{events} in {people} is not a rate")
    if x < BYAR_FROM:
        low, high = _exact(x, erfc(z / sqrt(2)) / 2)
    else:
        low = x * (1 - 1 / (9 * x) - z / (3 * sqrt(x))) ** 3
        high = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1))) ** 3
    return low / n, high / n


def _exact(x: float, tail: float) -> tuple[float, float]:
    """The means at which so many events or more, and so few or fewer, are that unlikely."""
    count = round(x)
    low = 0.0 if count == 0 else _where(lambda mean: 1 - _at_most(count - 1, mean), tail)
    high = _where(lambda mean: -_at_most(count, mean), -tail)
    return low, high


def _where(rising: Callable[[float], float], level: float) -> float:
    """Where a rising function of a mean reaches the level, by halving."""
    low, high = 0.0, 100.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < level else (low, middle)
    return low


def _at_most(count: int, mean: float) -> float:
    """The chance of so many events or fewer, by Poisson."""
    term = total = exp(-mean)
    for events in range(1, count + 1):
        term *= mean / events
        total += term
    return total
