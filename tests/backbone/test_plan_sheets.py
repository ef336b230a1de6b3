"""Reading a plan: days as people write them, a messy sheet, and files that mean harm."""

import datetime
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backbone.sheets.dates import END, START, read_day, read_span
from backbone.sheets.parent import LARGEST, Sheet, Unreadable, sheets_of
from backbone.sheets.plan import plain, understand
from tests.measurement.sources import workbooks

DATA = Path(__file__).parents[1] / "data"
MESSY = (DATA / "action_plan_made_up.xlsx").read_bytes()
TODAY = date(2026, 11, 25)
HEADINGS = ["Priority", "Action", "Lead", "Start", "Due"]


# --- days -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ({"day": "2026-10-05"}, date(2026, 10, 5), date(2026, 10, 5)),
        ("5/10/2026", date(2026, 10, 5), date(2026, 10, 5)),  # the day comes first
        ("30.6.27", date(2027, 6, 30), date(2027, 6, 30)),
        ("2026-10-05", date(2026, 10, 5), date(2026, 10, 5)),
        ("5th October, 2026", date(2026, 10, 5), date(2026, 10, 5)),
        ("Monday 5 Oct 2026", date(2026, 10, 5), date(2026, 10, 5)),
        ("June 2027", date(2027, 6, 1), date(2027, 6, 30)),
        ("by end of Feb. 2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("Jun-27", date(2027, 6, 1), date(2027, 6, 30)),
        ("06/2027", date(2027, 6, 1), date(2027, 6, 30)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
        (2027, date(2027, 1, 1), date(2027, 12, 31)),
        ("2026/27", date(2026, 7, 1), date(2027, 6, 30)),
        ("FY 2026–27", date(2026, 7, 1), date(2027, 6, 30)),
        (46568, date(2027, 6, 30), date(2027, 6, 30)),  # as a spreadsheet counts days
    ],
)
def test_a_day_is_read_as_people_here_write_it(cell, first, last):
    assert (read_day(cell, START), read_day(cell, END)) == (first, last)


@pytest.mark.parametrize(
    "cell",
    ["", "ongoing", "TBC", "mid 2027", "Q1 2027", "31/6/2027", "13/13/2027", "2026/29", "soon",
     3, 0.5, 10**9, True],
)  # fmt: skip
def test_what_is_no_day_or_could_be_two_is_not_guessed(cell):
    assert read_day(cell, END) is None


def test_a_span_gives_both_days():
    assert read_span("March – June 2027") == (date(2027, 3, 1), date(2027, 6, 30))
    assert read_span("Oct 2026 to March 2027") == (date(2026, 10, 1), date(2027, 3, 31))
    assert read_span("June 2027") == (None, date(2027, 6, 30))
    assert read_span("now – later") == (None, None)


def test_names_are_compared_without_what_people_write_differently():
    names = {plain(name) for name in ("The Río & Sons Inc.", "rio and sons", " RIO  and Sons (x)")}

    assert names == {"rio and sons"}


# --- a messy plan ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def messy():
    sheets, _notes = sheets_of(MESSY, "Plan.XLSX")
    return understand(sheets, TODAY)


def test_each_action_is_found_with_its_strategy(messy):
    assert [(row.strategy, row.title) for row in messy.rows] == [
        ("Bring help to where children already are", "Family workers in four kinders"),
        ("Bring help to where children already are", "Toy library on wheels"),
        ("Bring help to where children already are", "Speech help at playgroup"),
        ("A good start to school", "Walk to school together"),
        ("A good start to school", "Uniform swap"),
        ("A good start to school", "Yarning at the river for dads"),
        ("Warm homes", "Curtains for rentals"),
    ]


def test_its_days_and_its_rhythm_are_read(messy):
    found = {row.title: (row.starts_on, row.due_on, row.rhythm) for row in messy.rows}

    assert found == {
        "Family workers in four kinders": ("2026-06-01", "2028-06-30", "month"),
        "Toy library on wheels": ("2026-07-01", "2027-06-30", "month"),
        "Speech help at playgroup": ("2026-01-01", "2027-12-31", "quarter"),
        "Walk to school together": ("2026-11-01", "2027-06-30", "quarter"),
        "Uniform swap": ("2027-03-01", "2027-06-30", "quarter"),
        "Yarning at the river for dads": ("2026-07-01", "2027-06-30", "half_year"),
        "Curtains for rentals": ("2026-03-01", "2027-06-30", "half_year"),
    }


def test_what_is_not_understood_is_said_with_sheet_and_cell(messy):
    plan = "Action plan 2026-27"

    assert messy.sentences == [
        f"{plan}, row 11, G11: “each term” was read as every three months.",
        f"{plan}, row 12 was left out: it says the same as {plan}, row 7.",
        f"{plan}, row 13 was left out: F13 says “ongoing”, and that is no day or month.",
        f"{plan}, row 14 was left out: there is no action in it.",
        f"{plan}, row 16 was left out: B16 holds a phone number or an email address.",
        f"{plan}, row 18 was left out: it ends before it starts.",
        "Sheet “Contacts” holds no table of actions and was left out.",
    ]


def test_columns_that_we_do_not_know_are_not_kept(messy):
    kept = repr(messy)

    assert not any(word in kept for word in ("ask Mel", "Amber", "what was this", "0412"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_in_the_ways_that_people_save_it(encoding):
    text = "Priority;Action;Lead;Due\r\nHelp;“Café” for dads;Río;June 2027\r\n"
    if encoding == "cp1252":
        text = text.replace("í", "é")

    sheets, notes = sheets_of(text.encode(encoding), "plan.csv")

    assert understand(sheets, TODAY).rows[0].title == "“Café” for dads"
    assert bool(notes) == (encoding == "cp1252")


# --- what is refused -------------------------------------------------------------------------


def test_a_list_of_clients_is_refused():
    table = [["Client ID", "Surname", "DOB", "Action", "Lead", "Due"], [1, "X", "1/1/2015"]]

    with pytest.raises(Unreadable, match="looks like a list of clients"):
        understand([Sheet("Sheet1", table)], TODAY)


def test_a_table_without_actions_is_refused():
    with pytest.raises(Unreadable, match="No table of actions was found"):
        understand([Sheet("Sheet1", [["Name", "Colour"], ["a", "b"]])], TODAY)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.xls", b"\xd0\xcf\x11\xe0", "ends in .xlsx or .csv"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0" + b"0" * 600, "old Excel file"),
        ("plan.xlsx", b"<html>", "web page"),
        ("plan.xlsx", b"PK\x03\x04" + b"0" * 100, "damaged"),
        ("plan.xlsx", b"", "empty"),
        ("plan.csv", b"a,b\x00c", "NUL"),
        ("plan.csv", b"a,\x81\x8d", "Save it as UTF-8"),
        ("plan.csv", b"a" * (LARGEST + 1), "larger than 2 MB"),
        ("plan.csv", b"a,b\n" * 3_000, "3000 rows"),
        ("plan.csv", b"," * 10_000, "10001 columns"),
        ("plan.xlsx", workbooks.with_part("xl/vbaProject.bin", b"x"), "macro"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_words(name, content, said):
    with pytest.raises(Unreadable, match=said):
        sheets_of(content, name)


def test_a_reader_that_dies_takes_nothing_with_it(monkeypatch):
    from partnership.intake import process

    monkeypatch.setattr(process, "_START", "import os; os.kill(os.getpid(), 9)")

    with pytest.raises(Unreadable, match="could not be read"):
        sheets_of(MESSY, "plan.xlsx")


def test_the_child_knows_none_of_our_secrets(monkeypatch):
    from partnership.intake import process

    monkeypatch.setenv("SECRET_KEY", "canary")
    tell = "import os, json; print(json.dumps({'problem': ' '.join(os.environ.values())}))"
    monkeypatch.setattr(process, "_START", tell)

    with pytest.raises(Unreadable) as told:
        sheets_of(MESSY, "plan.xlsx")

    assert "canary" not in str(told.value)


CELLS = st.one_of(
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.dates(datetime.date(1900, 1, 1)).map(lambda day: {"day": day.isoformat()}),
    st.sampled_from(["June 2027", "A", "2027", "Action", ""]),
)


@given(rows=st.lists(st.lists(CELLS, max_size=7), max_size=8))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_stands_in_the_cells_gives_rows_or_sentences(rows):
    found = understand([Sheet("Any", [HEADINGS, *rows])], TODAY)

    for row in found.rows:
        assert date.fromisoformat(row.starts_on) < date.fromisoformat(row.due_on)
        assert row.strategy
        assert row.title
        assert row.organisation
