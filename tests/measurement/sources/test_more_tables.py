"""The other real tables of the demonstration, against a reference read with other software."""

import csv
import datetime
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from measurement.sources.read import read
from measurement.sources.recipe import problems
from measurement.values import Held
from tests.measurement.sources.workbooks import DATA, small

REFERENCE = Path(__file__).parents[2] / "data" / "goulburn_more_measures.csv"
INCIDENTS = "csa/LGA_Family_Incidents_Year_Ending_September_2021.xlsx"
FILES = {
    "csa-family-incidents": INCIDENTS,
    "vcams-bullied-years-5-6": "vcams/VCAMS_bullying.xlsx",
    "vcams-connected-years-5-6": "vcams/VCAMS_connectedness.xlsx",
    "vcams-connected-years-7-9": "vcams/VCAMS_connectedness.xlsx",
    "vcams-family-stress": "vcams/VCAMS_familystress.xlsx",
}


def recipe(name: str, **changes) -> dict:
    return json.loads((settings.BUNDLED_DATA / "recipes" / f"{name}.json").read_text()) | changes


def near(text: str, digits: int) -> float | str:
    return round(float(text), digits) if text else ""


@pytest.mark.parametrize("name", FILES)
def test_every_cell_is_read_as_the_reference_has_it(name):
    with REFERENCE.open(newline="", encoding="utf-8") as table:
        expected = {
            (line["area_code"], line["period_start"], line["period_end"], line["cell"]): (
                near(line["value"], 3),
                near(line["numerator"], 6),
                near(line["denominator"], 0),
            )
            for line in csv.DictReader(table)
            if line["recipe"] == name
        }

    reading = read((DATA / FILES[name]).read_bytes(), recipe(name))

    found = {
        (row.code, row.period_start.isoformat(), row.period_end.isoformat(), row.cell): (
            round(float(row.value), 3),
            round(float(row.numerator), 6),
            round(float(row.denominator), 0),
        )
        for row in reading.rows
        if not row.dims
    }
    if name == "csa-family-incidents":  # the reference has people only where it adds up regions
        found = {
            key: (value, count, people if key[0] == "2" else "")
            for key, (value, count, people) in found.items()
        }
    assert found == expected


def test_a_year_to_september_is_no_calendar_year():
    rows = read((DATA / INCIDENTS).read_bytes(), recipe("csa-family-incidents")).rows

    assert {(row.period_start, row.period_end) for row in rows} == {
        (datetime.date(year - 1, 10, 1), datetime.date(year, 9, 30)) for year in range(2017, 2022)
    }


def test_a_table_to_june_is_not_taken_for_one_to_september():
    how = recipe("csa-family-incidents")
    headings = ["Year", "Year ending", *list(how["columns"].values())[1:]]
    june = small([headings, [2021, "June", "2 Eastern", " Moira", 495, 1652.1]], "Table 01")

    with pytest.raises(Held, match="Table 01, cell B2: “June” stands here, and “September”"):
        read(june, how)


def test_a_sum_with_a_missing_part_is_no_sum():
    without = recipe("csa-family-incidents")
    without["sums"]["Victoria"]["of"].append("5 Northern Total")

    with pytest.raises(Held, match="“Victoria” of 2017 cannot be added up"):
        read((DATA / INCIDENTS).read_bytes(), without)


def test_people_follow_from_count_and_rate():
    rows = read((DATA / INCIDENTS).read_bytes(), recipe("csa-family-incidents")).rows
    moira = next(r for r in rows if r.place == "Moira" and r.period_end.year == 2021)

    assert moira.numerator == 528
    assert moira.denominator == Decimal(100_000) * 528 / moira.value


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"period": "year_ending_tuesday"}, "calendar_year, year_ending_march"),
        ({"per_people": 7}, "1000 or 100000"),
        ({"sums": {"Victoria": {"of": []}}}, 'Key "sums" is wrong'),
        ({"always": {"Year": 3}}, 'Key "always" is wrong'),
    ],
)
def test_a_mistake_in_the_new_keys_is_told_with_how_to_mend_it(changes, said):
    assert any(said in sentence for sentence in problems(recipe("csa-family-incidents", **changes)))
