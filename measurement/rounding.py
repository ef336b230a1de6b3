"""
Rounding for display: once, at the very end, half away from zero (method M0).

Takes Decimal only. A float such as 0.15 is not what it seems and would round the wrong way.
"""

from decimal import ROUND_HALF_UP, Decimal

WHOLE_PERCENT_UNDER = 100  # people; a decimal would claim more than so few can tell


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The value with so many decimals, half away from zero; never -0."""
    result = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def percent_decimals(denominator: Decimal | None) -> int:
    """How many decimals a percentage of so many people has; its limits have as many."""
    few = denominator is not None and denominator < WHOLE_PERCENT_UNDER
    return 0 if few else 1


def percent_text(value: Decimal, denominator: Decimal | None = None) -> str:
    """A percentage, or one of its limits, as it is written: 10.2187 of 1,931 gives "10.2%"."""
    return f"{rounded(value, percent_decimals(denominator))}%"


def value_text(value: Decimal, denominator: Decimal | None, unit: str) -> str:
    """
    A value or one of its limits as it is written everywhere.

    Args:
        unit: "%" for a share; "" for a rate for every 100,000 people, which is written as a whole
            number ("2,107"): a decimal would claim more than such a rate can tell.
    """
    if unit == "%":
        return percent_text(value, denominator)
    return f"{rounded(value, 0):,}"


def value_decimals(denominator: Decimal | None, unit: str) -> int:
    """How many decimals `value_text` writes."""
    return percent_decimals(denominator) if unit == "%" else 0


def count_text(count: Decimal) -> str:
    """A count as it is written: 1930.51 gives "1,931"."""
    return f"{rounded(count, 0):,}"


def rounded_difference(later: Decimal, earlier: Decimal, decimals: int = 1) -> Decimal:
    """
    Later minus earlier, rounded after the subtraction.

    It may differ from what a reader gets by subtracting the rounded numbers; the page says so.
    """
    return rounded(later - earlier, decimals)
