"""Figures as a file that a spreadsheet opens (SECURITY R35)."""

import csv
import datetime
import io
from decimal import Decimal

import pytest

from measurement import exports
from measurement.exports import COLUMNS, csv_of
from measurement.models import Figure, Release
from tests.factories import (
    FeedFactory,
    FigureFactory,
    PlaceFactory,
    PublishedReleaseFactory,
    WithheldFigureFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def release() -> Release:
    # Half past midnight of 2 March in Melbourne.
    published = datetime.datetime(2026, 3, 1, 13, 30, tzinfo=datetime.UTC)
    return PublishedReleaseFactory(feed=FeedFactory(), published_at=published)


@pytest.fixture
def moira():
    return PlaceFactory(name="Moira")


def rows_of(*figures: Figure) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_of(figures).decode("utf-8-sig"), newline="")))


def test_a_figure_is_one_row_that_explains_itself(release, moira):
    figure = FigureFactory(release=release, place=moira)

    assert rows_of(figure) == [
        {
            "place": "Moira",
            "place_kind": "lga",
            "group": "all",
            "period_start": "2019-01-01",
            "period_end": "2019-12-31",
            "value": "9.5",
            "unit": "percent",
            "low": "6.2",
            "high": "14.4",
            "low_998": "5.6",
            "high_998": "16.1",
            "numerator": "19",
            "denominator": "200",
            "status": "shown",
            "source_sheet": "10.1",
            "source_cell": "F29",
            "released_on": "2026-03-02",
            "source": "State of Victoria, Victorian Child and Adolescent Monitoring System",
            "licence": "CC BY 4.0",
        }
    ]


@pytest.mark.parametrize(("why", "status"), [("privacy", "not_published"), ("missing", "missing")])
def test_a_figure_that_is_not_shown_has_no_numbers_and_says_so(why, status, release, moira):
    (row,) = rows_of(WithheldFigureFactory(release=release, place=moira, withheld=why))

    assert row["status"] == status
    assert {row[name] for name in ("value", "low", "high", "numerator", "denominator")} == {""}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("10.218861380712304788"), "10.218861380712304788"),
        (Decimal("10.500000000000000000"), "10.5"),
        (Decimal("100.000000000000000000"), "100"),
        (Decimal("0.000000000000000000"), "0"),
        (Decimal("0E-18"), "0"),
        (Decimal("1E+2"), "100"),
        (Decimal("0.0000001"), "0.0000001"),
    ],
)
def test_a_number_is_unrounded_and_written_plainly(number, text, release, moira):
    figure = FigureFactory(release=release, place=moira, low=None, high=None)
    figure.value = number

    (row,) = rows_of(figure)

    assert row["value"] == text


def test_the_order_is_the_files_own(release, moira):
    figures = [
        FigureFactory(
            release=release,
            place=place,
            dims=dims,
            period_start=datetime.date(year, 1, 1),
            period_end=datetime.date(year, 12, 31),
        )
        for place in (
            PlaceFactory(name="Victoria", kind="state"),
            moira,
            PlaceFactory(name="Goulburn Area", kind="area"),
            PlaceFactory(name="Mitchell"),
        )
        for dims in ("sex=female", "")
        for year in (2019, 2018)
    ]

    rows = rows_of(*figures)

    assert csv_of(figures) == csv_of(reversed(figures))
    assert [(row["place"], row["group"], row["period_start"][:4]) for row in rows[:5]] == [
        ("Goulburn Area", "all", "2018"),
        ("Goulburn Area", "all", "2019"),
        ("Goulburn Area", "sex=female", "2018"),
        ("Goulburn Area", "sex=female", "2019"),
        ("Mitchell", "all", "2018"),
    ]
    assert [row["place_kind"] for row in rows] == ["area"] * 4 + ["lga"] * 8 + ["state"] * 4


def test_the_file_is_utf8_with_a_mark_and_the_lines_of_rfc_4180(release):
    place = PlaceFactory(name='Xóm, the "new"')

    content = csv_of([FigureFactory(release=release, place=place)])

    assert content.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n")
    assert 'Xóm, the ""new""'.encode() in content
    assert content.count(b"\r\n") == content.count(b"\n") == 2


@pytest.mark.parametrize("sign", list("=+-@\t\r\n＝＋－＠"))
def test_no_text_is_taken_for_a_formula(sign, release):
    place = PlaceFactory(name=f"{sign}SUM(A1)")
    release.feed.source.publisher = f"{sign}cmd"
    figure = FigureFactory(release=release, place=place, cell=f"{sign}A1")

    (row,) = rows_of(figure)

    assert row["place"] == f"'{sign}SUM(A1)"
    assert row["source"].startswith(f"'{sign}cmd")
    assert row["source_cell"] == f"'{sign}A1"


def test_a_draft_has_no_day_of_release(moira):
    release = PublishedReleaseFactory()
    release.published_at = None

    (row,) = rows_of(FigureFactory(release=release, place=moira))

    assert row["released_on"] == ""


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("162827.000000006916868", "162827"),
        ("109.509999999999996", "109.51"),
        ("0.0599", "0.0599"),
        ("1900000000000", "1900000000000"),
        ("0", "0"),
    ],
)
def test_a_count_has_no_digits_that_nobody_counted(kept, told):
    assert exports._count(Decimal(kept)) == told
