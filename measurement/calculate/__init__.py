"""
Statistical methods as pure functions: numbers in, a frozen result out.

A result says in `reason_not` why a method could not be used; then its numbers are None.
Plain arithmetic only, so that a page of code per method can be read and checked.
"""

from measurement.calculate.proportions import (
    Z_95,
    Z_998,
    Count,
    Difference,
    difference_from_rest,
    newcombe_difference,
    wilson_interval,
)
from measurement.calculate.rates import rate_interval
from measurement.calculate.trends import (
    CLEAR,
    CochranArmitage,
    MannKendall,
    chi_squared_tail,
    cochran_armitage,
    mann_kendall,
)

__all__ = [
    "CLEAR",
    "Z_95",
    "Z_998",
    "CochranArmitage",
    "Count",
    "Difference",
    "MannKendall",
    "chi_squared_tail",
    "cochran_armitage",
    "difference_from_rest",
    "mann_kendall",
    "newcombe_difference",
    "rate_interval",
    "wilson_interval",
]
