"""What a chart may draw: figures, and of those only the ones that are shown."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from measurement.rounding import value_text as written
from measurement.values import FigureLike

NEEDED = ("value", "low", "high", "denominator", "withheld", "period_end", "place")


def checked(figures: Iterable[FigureLike]) -> list[FigureLike]:
    """
    The figures in the order of their periods.

    Raises:
        TypeError: something is no figure; a bare number could be one that is withheld.
        ValueError: two figures are of one period, so they cannot be one series.
    """
    found = sorted(map(figure, figures), key=moment)
    if len({moment(one) for one in found}) < len(found):
        raise ValueError("A series has one figure a period.")
    return found


def figure(thing: FigureLike) -> FigureLike:
    """The thing itself, if it is a figure; a TypeError otherwise."""
    if not all(hasattr(thing, name) for name in NEEDED):
        raise TypeError(f"A chart takes figures, not {type(thing).__name__}.")
    if not isinstance(thing.value, Decimal | None):
        raise TypeError("A figure's value is a Decimal, or None where it is withheld.")
    return thing


def shown(figures: Iterable[FigureLike]) -> list[FigureLike]:
    """Those that have a public value. The others leave a gap, whatever else they carry."""
    return [one for one in figures if is_shown(one)]


def is_shown(one: FigureLike) -> bool:
    return not one.withheld and one.value is not None


def value_of(one: FigureLike) -> Decimal:
    """The value of a figure that is shown."""
    if one.withheld or one.value is None:
        raise ValueError("A withheld figure has no value.")
    return one.value


def range_of(one: FigureLike) -> tuple[Decimal, Decimal] | None:
    """The likely range (95 %), None where there is none."""
    if not is_shown(one) or one.low is None or one.high is None:
        return None
    return one.low, one.high


def value_text(one: FigureLike, unit: str) -> str:
    """The value as it is written everywhere: 10.2187 gives "10.2%", a rate gives "2,107"."""
    return written(value_of(one), one.denominator, unit)


def moment(one: FigureLike) -> int:
    """When the period ends, counted in months, so that years stand at equal distances."""
    return one.period_end.year * 12 + one.period_end.month


def rhythm(figures: Iterable[FigureLike]) -> int:
    """How many months usually lie between two figures: the least distance that occurs."""
    moments = sorted({moment(one) for one in figures})
    return min((b - a for a, b in zip(moments, moments[1:], strict=False)), default=12)


def runs(figures: Sequence[FigureLike], months: int) -> list[list[FigureLike]]:
    """The shown figures in unbroken runs: a withheld or a missing period ends a run."""
    found: list[list[FigureLike]] = []
    for one in shown(figures):
        if found and moment(one) - moment(found[-1][-1]) <= months:
            found[-1].append(one)
        else:
            found.append([one])
    return found
