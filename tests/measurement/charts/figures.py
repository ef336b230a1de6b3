"""Figures to draw: the real ones of the extract, and made ones for a single trait."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.measurement import goulburn


@dataclass(frozen=True)
class Somewhere:
    name: str = "Goulburn"
    slug: str = "goulburn"
    kind: str = "area"


@dataclass(frozen=True)
class Drawn:
    """The attributes of a Figure, without a database."""

    value: Decimal | None
    place: Somewhere = Somewhere()
    period_start: date = date(2019, 1, 1)
    period_end: date = date(2019, 12, 31)
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    withheld: str = ""
    dims: str = ""


def real(place: str, year: int) -> Drawn:
    """One published figure; "Goulburn" is the Area, added up from its five places."""
    found = goulburn.area(year) if place == "Goulburn" else goulburn.published(place, year)
    return Drawn(
        value=found.value,
        place=Somewhere(place),
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        numerator=found.numerator,
        denominator=found.denominator,
        low=found.low,
        high=found.high,
        withheld=found.withheld,
    )


def series(place: str) -> list[Drawn]:
    return [real(place, year) for year in goulburn.YEARS]


def shires(year: int) -> list[Drawn]:
    return [real(shire, year) for shire in goulburn.SHIRES]


def made(value: str | None, year: int = 2019, place: str = "Goulburn", **more) -> Drawn:
    """A figure with this value, or a withheld one for None; limits half a point to each side."""
    number = None if value is None else Decimal(value)
    given = {
        "value": number,
        "low": number and number - Decimal("0.5"),
        "high": number and number + Decimal("0.5"),
        "denominator": number and Decimal(1000),
        "withheld": "" if value else "privacy",
        **more,
    }
    dates = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    return Drawn(place=Somewhere(place), **dates, **given)
