import csv
import datetime
from collections import Counter
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import load_workbook

from measurement.sources.read import read
from measurement.values import Held, SourceError
from tests.measurement.sources.workbooks import (
    REAL,
    recipe,
    small,
    texts_of_the_real_sheet,
    with_cells,
    with_sheet_named,
)

TODAY = datetime.date(2026, 11, 24)
EXTRACT = Path(__file__).parents[2] / "data" / "goulburn_school_entry_difficulties.csv"


def rounded(number: Decimal | None, decimals: int) -> float | None:
    return None if number is None else round(float(number), decimals)


def number(text: str) -> float | None:
    return float(text) if text else None


# --- The real workbook ----------------------------------------------------------------------


def test_read_gives_the_reference_extract_and_nothing_else():
    with EXTRACT.open(newline="", encoding="utf-8") as table:
        expected = [
            (
                line["area_code"],
                line["period_start"],
                line["period_end"],
                "" if line["dimension"] == "all" else line["dimension"],
                number(line["numerator"]),
                number(line["denominator"]),
                None if line["raw_value"] == "NDP" else float(line["raw_value"]),
                "source_suppressed" if line["status"] == "suppressed" else "",
                line["sheet"],
                line["cell"],
            )
            for line in csv.DictReader(table)
        ]

    rows = read(REAL, recipe(), TODAY).rows

    # The extract rounds counts to 10 decimals and published fractions to 15.
    assert [
        (
            row.code,
            row.period_start.isoformat(),
            row.period_end.isoformat(),
            row.dims,
            rounded(row.numerator, 10),
            rounded(row.denominator, 10),
            rounded(row.value and row.value / 100, 15),
            row.missing,
            row.sheet,
            row.cell,
        )
        for row in rows
    ] == expected
    assert len(rows) == 104


def test_read_keeps_every_digit_that_is_in_the_file():
    texts = texts_of_the_real_sheet()

    rows = [row for row in read(REAL, recipe(), TODAY).rows if not row.missing]

    assert [(row.value, row.numerator, row.denominator) for row in rows] == [
        (
            Decimal(repr(float(texts[row.cell]))) * 100,
            Decimal(repr(float(texts[row.cell.replace("F", "D")]))),
            Decimal(repr(float(texts[row.cell.replace("F", "E")]))),
        )
        for row in rows
    ]


def test_read_gives_places_as_the_table_writes_them():
    names = {row.place for row in read(REAL, recipe(), TODAY).rows}

    assert names == {
        "Greater Shepparton (C)",
        "Mitchell (S)",
        "Moira (S)",
        "Murrindindi (S)",
        "Strathbogie (S)",
        "Victoria",
        "Victoria- Female",
        "Victoria- Male",
        "Victoria- Other Gender",
        "Victoria- Aboriginal",
        "Victoria- Non-Aboriginal",
    }


def test_read_counts_every_other_known_name():
    sheet = load_workbook(BytesIO(REAL)).get_sheet_by_name("10.1").to_python()
    names = Counter(str(line[2]).strip() for line in sheet[1:])
    wanted = {*recipe()["places"], *recipe()["groups"]}

    ignored = read(REAL, recipe(), TODAY).ignored

    assert dict(ignored) == {name: rows for name, rows in names.items() if name not in wanted}
    assert len(ignored) == 82
    assert sum(rows for _, rows in ignored) == 894 - 104
    # The three that are no areas, and two councils that changed from shire or rural city to city.
    assert dict(ignored)["Unincoporated Vic"] == 4
    assert dict(ignored)["Unincorporated Vic"] == 6
    assert dict(ignored)["Unknown LGA in Victoria"] == 10
    assert (dict(ignored)["Melton (S)"], dict(ignored)["Melton (C)"]) == (4, 6)
    assert (dict(ignored)["Wodonga (RC)"], dict(ignored)["Wodonga (C)"]) == (4, 6)


def test_read_notes_published_rates_that_are_not_what_their_counts_give():
    reading = read(REAL, recipe(), TODAY)

    # 2013 is cut off at the sixth decimal and not rounded; Victoria 2017 is another number.
    assert [(row.cell, row.dims) for row in reading.rows if row.note == "differs_from_counts"] == [
        ("F316", ""),
        ("F351", "sex=male"),
        ("F352", "aboriginal=aboriginal"),
        ("F715", ""),
    ]
    assert {row.note for row in reading.rows} == {"", "differs_from_counts"}
    assert [note for note in reading.notes if "not what its counts give" in note] == [
        "Sheet 10.1, cell F316: Moira (S), 2013: the published value 8.2629 is not what its "
        "counts give, 8.2630. It is kept as published.",
        "Sheet 10.1, cell F351: Victoria- Male, 2013: the published value 5.6889 is not what its "
        "counts give, 5.6890. It is kept as published.",
        "Sheet 10.1, cell F352: Victoria- Aboriginal, 2013: the published value 11.8999 is not "
        "what its counts give, 11.9000. It is kept as published.",
        "Sheet 10.1, cell F715: Victoria, 2017: the published value 4.9313 is not what its "
        "counts give, 4.9188. It is kept as published.",
    ]


def test_read_passes_on_what_the_publisher_remarks_beside_the_table():
    notes = [note for note in read(REAL, recipe(), TODAY).notes if "remarks" in note]

    assert len(notes) == 8
    assert notes[1] == (
        "Sheet 10.1, cell G621: Victoria- Non-Aboriginal, 2016: the publisher remarks "
        "“Please note - Victoria Non-Aboriginal includes invalid and not stated responses.”"
    )


def test_read_does_not_mind_spaces_around_the_name_of_a_sheet():
    content = with_sheet_named(" 10.1 ")

    assert len(read(content, recipe(), TODAY).rows) == 104


def test_read_does_not_mind_the_order_of_the_columns():
    content = small([["Place", "Rate", "Year"], ["Moira (S)", 5, 2019]])

    (row,) = read(content, plain_recipe(), TODAY).rows

    assert (row.place, row.value, row.period_end.year, row.cell) == ("Moira (S)", 5, 2019, "B2")


# --- Withheld and missing ---------------------------------------------------------------------


def test_a_denominator_published_beside_withheld_cells_is_kept():
    content = with_cells(D29="NDP", F29="NDP")

    row = read(content, recipe(), TODAY).rows[0]

    assert (row.value, row.numerator, row.missing) == (None, None, "source_suppressed")
    assert row.denominator == Decimal("825.9271512199998")


def test_a_rate_published_beside_withheld_counts_is_kept():
    content = with_cells(D29="NDP", E29="NDP")

    row = read(content, recipe(), TODAY).rows[0]

    assert (row.numerator, row.denominator, row.missing) == (None, None, "")
    assert row.value == Decimal("6.609541763987732")


def test_a_known_mark_for_missing_is_missing_and_not_withheld():
    content = small([["Place", "Rate", "Year"], ["Moira (S)", "-", 2019], ["Moira (S)", "", 2018]])

    rows = read(content, plain_recipe(missing=["-", ""]), TODAY).rows

    assert [(row.value, row.missing) for row in rows] == [(None, "missing"), (None, "missing")]


# --- What is held -----------------------------------------------------------------------------

BROKEN = {
    "a column renamed": (
        {"C1": "Area"},
        "Sheet 10.1, row 1: no column has the heading “LGA”. "
        "If it has a new one, change columns in the recipe.",
        "Sheet 10.1, cell C1: the recipe knows no column “Area”. "
        "If it is new and not needed, add it to other_columns.",
    ),
    "a column lost": (
        {"E1": None},
        "Sheet 10.1, row 1: no column has the heading “Denominator”. "
        "If it has a new one, change columns in the recipe.",
        "Sheet 10.1, cell E2: “NDP” stands in a column without a heading. If these are remarks "
        "of the publisher, name the column in remarks_column of the recipe.",
    ),
    "a column more": (
        {"H1": "Rank"},
        "Sheet 10.1, cell H1: the recipe knows no column “Rank”. "
        "If it is new and not needed, add it to other_columns.",
    ),
    "a heading twice": (
        {"H1": "LGA"},
        "Sheet 10.1, cell H1: a second column has the heading “LGA”.",
    ),
    "a value beside the table": (
        {"J40": 7},
        "Sheet 10.1, cell J40: “7” stands in a column without a heading. If these are remarks "
        "of the publisher, name the column in remarks_column of the recipe.",
    ),
    "a wanted place under a new name": (
        {"C29": "Greater Shepparton"},
        "Sheet 10.1, cell C29: the name “Greater Shepparton” is not known. Its code is that of "
        "“Greater Shepparton (C)”: if it is that place under a new name, add the name to places "
        "in the recipe.",
        "Sheet 10.1, column C: “Greater Shepparton (C)” has no row for 2010.",
    ),
    "a name nobody knows": (
        {"C3": "Ararat (C)"},
        "Sheet 10.1, cell C3: the name “Ararat (C)” is not known. "
        "Add it to places, groups or known_others in the recipe.",
    ),
    "no name": ({"C3": None}, "Sheet 10.1, cell C3: the name of a place belongs here."),
    "another code": (
        {"B29": 22831},
        "Sheet 10.1, cell B29: “Greater Shepparton (C)” has the code 22831, in the recipe 22830.",
    ),
    "a numerator above its denominator": (
        {"D29": 900},
        "Sheet 10.1, cell D29: the numerator is above its denominator.",
    ),
    "a numerator above its denominator in a place nobody wants": (
        {"D3": 146.5},
        "Sheet 10.1, cell D3: the numerator is above its denominator.",
    ),
    "a negative count": ({"D29": -3}, "Sheet 10.1, cell D29: a numerator of -3 is not possible."),
    "a count beyond reason": (
        {"E29": 10**12},
        "Sheet 10.1, cell E29: a denominator of 1000000000000 is not possible.",
    ),
    "a denominator of nothing": (
        {"D29": 0, "E29": 0},
        "Sheet 10.1, cell E29: the denominator is 0.",
    ),
    "percent instead of fractions": (
        {"F29": 6.61},
        "Sheet 10.1, cell F29: the value is 661.0000 after multiplying by 100, outside 0 to 100. "
        "If the table has a new unit, change factor in the recipe.",
    ),
    "a negative value": (
        {"F29": -0.01},
        "Sheet 10.1, cell F29: the value is -1.0000 after multiplying by 100, outside 0 to 100. "
        "If the table has a new unit, change factor in the recipe.",
    ),
    "text for a value": (
        {"F29": "6.6 %"},
        "Sheet 10.1, cell F29: “6.6 %” is no number, and the value belongs here. "
        "If it is a new mark, add it to withheld or missing in the recipe.",
    ),
    "a number written as text": (
        {"D29": "54.59"},
        "Sheet 10.1, cell D29: “54.59” is no number, and the numerator belongs here. "
        "If it is a new mark, add it to withheld or missing in the recipe.",
    ),
    "a new mark in a place nobody wants": (
        {"F2": "np"},
        "Sheet 10.1, cell F2: “np” is no number, and the value belongs here. "
        "If it is a new mark, add it to withheld or missing in the recipe.",
    ),
    "true for a count": (
        {"D29": True},
        "Sheet 10.1, cell D29: “True” is no number, and the numerator belongs here. "
        "If it is a new mark, add it to withheld or missing in the recipe.",
    ),
    "an empty value": (
        {"F29": None},
        "Sheet 10.1, cell F29: the cell is empty, or holds an error of the spreadsheet; the value "
        "belongs here. If empty means “not known”, add an empty mark to missing in the recipe.",
    ),
    "an error of the spreadsheet": (
        {"E29": "#DIV/0!"},
        "Sheet 10.1, cell E29: the cell is empty, or holds an error of the spreadsheet; the "
        "denominator belongs here. If empty means “not known”, add an empty mark to missing in "
        "the recipe.",
    ),
    "a numerator beside a withheld value": (
        {"F29": "NDP"},
        "Sheet 10.1, cell D29: a numerator is shown although the value beside it is not. "
        "Ask the publisher which of the two is meant.",
    ),
    "a row twice": (
        {"A118": 2010},
        "Sheet 10.1, cell C118: “Greater Shepparton (C)” stands here a second time for 2010; "
        "the first time is row 29.",
        "Sheet 10.1, column C: “Greater Shepparton (C)” has no row for 2011.",
    ),
    "a year in words": (
        {"A3": "2010-11"},
        "Sheet 10.1, cell A3: “2010-11” is not a year written as a number, such as 2019.",
    ),
    "half a year": (
        {"A3": 2010.5},
        "Sheet 10.1, cell A3: “2010.5” is not a year written as a number, such as 2019.",
    ),
    "a row lost": (
        {"without_row": 66},
        "Sheet 10.1, column C: “Strathbogie (S)” has no row for 2010.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_table_that_breaks_its_recipe_is_held_with_sheet_and_cell(name):
    cells, *sentences = BROKEN[name]
    content = with_cells(**cells)

    with pytest.raises(Held) as held:
        read(content, recipe(), TODAY)

    assert str(held.value).split("\n") == sentences


def test_a_year_that_has_not_begun_is_held():
    with pytest.raises(Held) as held:
        read(with_cells(A3=2027), recipe(), TODAY)

    assert str(held.value).split("\n")[0] == (
        "Sheet 10.1, cell A3: the year 2027 has not begun yet."
    )


def test_a_year_that_has_begun_is_read():
    content = small([["Place", "Rate", "Year"], ["Moira (S)", 5, 2026]])

    assert read(content, plain_recipe(), TODAY).rows[0].period_end == datetime.date(2026, 12, 31)


def test_many_problems_are_counted_and_not_listed():
    with pytest.raises(Held) as held:
        read(REAL, recipe(withheld=[]), TODAY)

    lines = str(held.value).split("\n")
    assert len(lines) == 6
    assert lines[0].startswith("Sheet 10.1, cell F2: “NDP” is no number")
    assert lines[5].endswith("more like these.")


def test_headings_without_rows_are_held():
    content = small([["Place", "Rate", "Year"]])

    with pytest.raises(Held, match="Sheet Data: there is no row below the headings"):
        read(content, plain_recipe(), TODAY)


# --- What cannot be read ----------------------------------------------------------------------


def test_a_workbook_without_the_sheet_is_refused_and_its_sheets_are_named():
    with pytest.raises(SourceError) as refused:
        read(with_sheet_named("10.1a"), recipe(), TODAY)

    assert str(refused.value) == (
        "The workbook has no sheets named “10.1”; it has “10.1a”, “Definitions”. "
        "If the sheet has a new name, change the recipe."
    )


def test_another_table_is_refused():
    with pytest.raises(SourceError) as refused:
        read(small([["Term", "Definition"], ["Year", "Calendar year"]]), plain_recipe(), TODAY)

    assert str(refused.value) == (
        "Sheet Data, row 1: this is not the table of the recipe. The headings “Year”, “Place”, "
        "“Rate” belong there. Compare sheet and header_row of the recipe with the workbook."
    )


def test_a_sheet_with_nothing_in_it_is_refused():
    with pytest.raises(SourceError, match="Sheet Data, row 1: this is not the table"):
        read(small([]), plain_recipe(), TODAY)


def test_a_recipe_that_is_none_is_refused():
    with pytest.raises(SourceError, match='The recipe cannot be used.\nKey "sheet" is wrong'):
        read(REAL, recipe(sheet=10.1), TODAY)


def plain_recipe(**changes) -> dict:
    """A recipe for one place and one column, not multiplied."""
    return {
        "kind": "table",
        "sheet": "Data",
        "header_row": 1,
        "columns": {"year": "Year", "place": "Place", "value": "Rate"},
        "period": "calendar_year",
        "factor": 1,
        "places": {"Moira (S)": "24900"},
    } | changes
