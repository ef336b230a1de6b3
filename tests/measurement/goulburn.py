"""The real extract of tests/data, as the pure modules take it."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from measurement.disclosure import Publishable, area_figure, publishable
from measurement.status import Period
from measurement.values import Row

EXTRACT = Path(__file__).parents[1] / "data" / "goulburn_school_entry_difficulties.csv"
SHIRES = ("Greater Shepparton", "Mitchell", "Moira", "Murrindindi", "Strathbogie")
YEARS = range(2010, 2020)


def published(place: str, year: int) -> Publishable:
    """All children of one place in one year, as the publisher lets us show them."""
    with EXTRACT.open(newline="", encoding="utf-8") as table:
        (line,) = (
            line
            for line in csv.DictReader(table)
            if (line["area_name"], line["period"], line["dimension"]) == (place, str(year), "all")
        )
    return publishable(
        Row(
            place=place,
            code=line["area_code"],
            period_start=date.fromisoformat(line["period_start"]),
            period_end=date.fromisoformat(line["period_end"]),
            dims="",
            value=_number(line["value"]),
            numerator=_number(line["numerator"]),
            denominator=_number(line["denominator"]),
            missing="source_suppressed" if line["status"] == "suppressed" else "",
            sheet=line["sheet"],
            cell=line["cell"],
        )
    )


def area(year: int) -> Publishable:
    return area_figure([published(shire, year) for shire in SHIRES])


def series(place: str) -> list[Period]:
    """Ten years of one shire, of "Victoria" or of the "Goulburn" Area."""
    figures = [
        (year, area(year) if place == "Goulburn" else published(place, year)) for year in YEARS
    ]
    return [
        Period(year, figure.value, figure.numerator, figure.denominator, figure.withheld)
        for year, figure in figures
    ]


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
