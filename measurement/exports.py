"""Published figures as a file that a spreadsheet opens. Made from figures, so it holds no more."""

import csv
import io
from collections.abc import Iterable
from decimal import Context, Decimal

from django.utils import timezone

from measurement.models import Figure

COLUMNS = (
    "place",
    "place_kind",
    "group",
    "period_start",
    "period_end",
    "value",
    "unit",
    "low",
    "high",
    "low_998",
    "high_998",
    "numerator",
    "denominator",
    "status",
    "source_sheet",
    "source_cell",
    "released_on",
    "source",
    "licence",
)
EVERYBODY = "all"
STATUS = {"": "shown", "privacy": "not_published", "missing": "missing"}
KINDS = ("area", "lga", "state")  # the order of the file
# A count that follows from a rate has the digits of the division behind it: nobody counted them.
DIGITS_OF_A_COUNT = Context(prec=12)
# What makes a spreadsheet take a text for a formula; the last four are the full-width forms.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def csv_of(figures: Iterable[Figure]) -> bytes:
    """
    The figures as CSV: one row a place, group and period; the same figures give the same bytes.

    UTF-8 with a byte-order mark, lines and quotes by RFC 4180. Values are unrounded, in the unit
    of the column `unit`; `low` and `high` are the 95 % range, `low_998` and `high_998` the wider
    one for places side by side; a figure that is not shown has empty numbers and its `status`.

    Args:
        figures: with `place`, `release.feed.source` and `release.method` at hand.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)  # its default is RFC 4180
    writer.writerow(COLUMNS)
    for figure in sorted(figures, key=_order):
        writer.writerow(_row(figure))
    return file.getvalue().encode("utf-8-sig")


def _order(figure: Figure) -> tuple:
    place = figure.place
    return KINDS.index(place.kind), place.name, place.code, figure.dims, figure.period_start


def _row(figure: Figure) -> list[str]:
    release = figure.release
    source = release.feed.source
    return [
        _text(figure.place.name),
        figure.place.kind,
        _text(figure.dims or EVERYBODY),
        figure.period_start.isoformat(),
        figure.period_end.isoformat(),
        _number(figure.value),
        release.method.unit,
        _number(figure.low),
        _number(figure.high),
        _number(figure.low_998),
        _number(figure.high_998),
        _count(figure.numerator),
        _count(figure.denominator),
        STATUS[figure.withheld],
        _text(figure.sheet),
        _text(figure.cell),
        timezone.localdate(release.published_at).isoformat() if release.published_at else "",
        _text(", ".join(filter(None, [source.publisher, source.title, source.part]))),
        _text(source.licence),
    ]


def _count(number: Decimal | None) -> str:
    return _number(number if number is None else DIGITS_OF_A_COUNT.plus(number))


def _number(number: Decimal | None) -> str:
    """A plain decimal: no exponent, no zeros at its end."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _text(text: str) -> str:
    """A text that no spreadsheet takes for a formula (SECURITY R35)."""
    return f"'{text}" if text.startswith(FORMULA) else text
