"""From values to places on the drawing."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

MOST_STEPS = 4  # with the base line: five grid lines at most
FACTORS = tuple(map(Decimal, ("1", "2", "2.5", "4", "5", "10", "20", "25", "40")))
WHOLE_ONLY = (Decimal("2.5"), Decimal(25))  # 25%, but never 2.5%


@dataclass(frozen=True)
class Scale:
    """Maps the values from `low` to `high` onto the line from `start` to `end` (in pixels)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: Decimal | float) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def ticks(top: Decimal | float) -> list[Decimal]:
    """
    Round values for grid lines, from zero to the first one that reaches `top`.

    Their step is 1, 2, 4 or 5 times a power of ten, or 25 and the like, so that percentages end at
    100: the smallest that needs at most MOST_STEPS. A top of 11.6 gives 0, 4, 8, 12.
    """
    top = Decimal(str(top))
    if top <= 0:
        return [Decimal(0), Decimal(1)]
    power = Decimal(1).scaleb(top.adjusted() - 1)
    for factor in FACTORS:
        step = power * factor
        if factor in WHOLE_ONLY and step != int(step):
            continue
        count = int((top / step).to_integral_value(ROUND_CEILING))
        if count <= MOST_STEPS:
            break
    return [step * n for n in range(count + 1)]


def tick_text(value: Decimal, unit: str) -> str:
    """A grid line's label, with only the decimals it needs: "4%", "0.2%"; a rate "2,000"."""
    return f"{value.normalize():f}{unit}" if unit else f"{value.normalize():,f}"
