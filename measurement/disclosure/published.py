"""
The rule for tables that are already public elsewhere (method M12, protection by the publisher).

We withhold no more than the publisher did, and derive nothing from which a withheld cell could be
worked out. Every withheld figure looks the same, whichever cell of it was marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from measurement.calculate import Z_95, Z_998, rate_interval, wilson_interval
from measurement.values import CountsLike, Missing, Row, Withheld

PERCENT = Decimal(100)
Limits = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]
NO_LIMITS: Limits = (None, None, None, None)
WITHHELD: dict[Missing, Withheld] = {"source_suppressed": "privacy", "missing": "missing"}


@dataclass(frozen=True)
class Publishable:
    """
    The numbers of one figure as the public may see them: a value, or the reason why there is none.

    `low` and `high` are the 95 % limits in the unit of `value`; `low_998` and `high_998` the
    wider ones, for where many places stand side by side (M0). All numbers are unrounded.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_998: Decimal | None = None
    high_998: Decimal | None = None
    withheld: Withheld = ""

    def __post_init__(self) -> None:
        counts = (self.numerator, self.denominator)
        numbers = (self.value, *counts, self.low, self.high, self.low_998, self.high_998)
        if self.withheld and any(number is not None for number in numbers):
            raise ValueError("a withheld figure carries no number")
        if not self.withheld and self.value is None:
            raise ValueError("a figure without a value needs the reason")


def publishable(row: Row, factor: Decimal = PERCENT, *, has_range: bool = True) -> Publishable:
    """
    What may be published of one row of a published table.

    A row the publisher marked loses everything, also a denominator printed beside the mark.

    Args:
        factor: what numerator / denominator is multiplied by to give the unit of `value`.
        has_range: whether chance plays a part. Where everybody is counted it does not.
    """
    if row.missing or row.value is None:
        return Publishable(withheld=WITHHELD.get(row.missing, "missing"))
    limits = NO_LIMITS
    if has_range:
        limits = _limits(row.value, row.numerator, row.denominator, factor)
    return Publishable(row.value, row.numerator, row.denominator, *limits)


def area_figure(
    parts: Sequence[CountsLike | None], factor: Decimal = PERCENT, *, has_range: bool = True
) -> Publishable:
    """
    An Area as the ratio of the sums of its parts; published only where every part is.

    The rule of M1 that lets 90 % of the people stand for the whole is never used: beside the
    published parts, such a total would let a reader narrow down the one withheld.

    Args:
        parts: the same period and group, one for each place the Area is made of; None where the
            table has no row. A part shown without its counts has had them kept back.
        factor, has_range: as for `publishable`.

    Raises:
        ValueError: no parts are given.
    """
    if not parts:
        raise ValueError("an Area is made of places")
    reasons = {_why_not(part) for part in parts}
    if "privacy" in reasons:
        return Publishable(withheld="privacy")
    if "missing" in reasons:
        return Publishable(withheld="missing")
    numerator = sum((part.numerator for part in parts if part and part.numerator), Decimal())
    denominator = sum((part.denominator for part in parts if part and part.denominator), Decimal())
    if denominator == 0:
        return Publishable(withheld="missing")
    value = factor * numerator / denominator
    limits = _limits(value, numerator, denominator, factor) if has_range else NO_LIMITS
    return Publishable(value, numerator, denominator, *limits)


def _why_not(part: CountsLike | None) -> Withheld:
    if part is None or part.withheld == "missing":
        return "missing"
    if part.withheld or part.numerator is None or part.denominator is None:
        return "privacy"
    return ""


def _limits(
    value: Decimal, numerator: Decimal | None, denominator: Decimal | None, factor: Decimal
) -> Limits:
    """
    The 95 % and the 99.8 % limits in the unit of the value; none where counts give none.

    A percentage is a share of people (M2); anything else a rate of events in them (M3).
    """
    if numerator is None or not denominator:
        return NO_LIMITS
    interval = wilson_interval if factor == PERCENT else rate_interval
    low, high, low_998, high_998 = (
        Decimal(str(limit)) * factor
        for z in (Z_95, Z_998)
        for limit in interval(numerator, denominator, z)
    )
    # A published value may differ from its counts. Limits that leave it out would contradict it.
    return (low, high, low_998, high_998) if low <= value <= high else NO_LIMITS
