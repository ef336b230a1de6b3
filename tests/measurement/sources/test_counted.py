"""People by age, from the answer of an office and from two old Excel files, read together."""

import csv
import datetime
import hashlib
import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from measurement.sources import age_columns, connectors
from measurement.sources.kinds import describe, problems
from measurement.sources.read import read
from measurement.sources.several import pack
from measurement.values import Held, SourceError
from tests.measurement.sources.test_connectors import FeedStub
from tests.measurement.sources.workbooks import DATA

REFERENCE = Path(__file__).parents[2] / "data" / "goulburn_population.csv"
RECIPE = json.loads((settings.BUNDLED_DATA / "recipes" / "abs-young-people.json").read_text())
ANSWER, XLS_2019, XLS_2020 = RECIPE["files"]
TODAY = datetime.date(2026, 11, 25)
YOUNG = {"0-4", "5-9", "10-14", "15-19"}
REAL = (DATA / ANSWER).read_bytes()

HEADINGS = (
    "DATAFLOW,MEASURE: Measure,SEX: Sex,AGE: Age,REGION: Region,FREQ: Frequency,"
    "TIME_PERIOD: Time Period,OBS_VALUE,UNIT_MEASURE: Unit of Measure,"
    "OBS_STATUS: Observation Status,OBS_COMMENT: Observation Comment"
)
SMALL = RECIPE["files"][ANSWER] | {
    "other_places": ["1: New South Wales"],
    "counted": ["A04: 0-4"],
    "not_counted": ["8599: 85 and over"],
    "statuses": {"": "", "p: Preliminary": "", "c: Confidential": "source_suppressed"},
}


def line(age="A04: 0-4", place="2: Victoria", period="2020-Q2", value="20", **more) -> str:
    parts = {
        "flow": "ABS:ERP_Q(1.0.0)",
        "sex": "3: Persons",
        "unit": "PSNS: Persons",
        "status": "",
        "comment": "",
        **more,
    }
    return ",".join(
        [
            parts["flow"], "1: Estimated Resident Population", parts["sex"], age, place,
            "Q: Quarterly", period, value, parts["unit"], parts["status"], parts["comment"],
        ]
    )  # fmt: skip


def answer(*lines: str, headings: str = HEADINGS) -> bytes:
    return ("\r\n".join([headings, *lines]) + "\r\n").encode("utf-8-sig")


OLD = line("8599: 85 and over", value="80")


def refused(content: bytes, how: dict, error=Held) -> str:
    with pytest.raises(error) as stopped:
        read(content, how, TODAY)
    return str(stopped.value)


def test_every_shire_is_added_up_as_the_reference_has_it():
    ages: dict[tuple, dict[str, int]] = defaultdict(dict)
    cells: dict[tuple, dict[str, str]] = defaultdict(dict)
    with REFERENCE.open(newline="", encoding="utf-8") as table:
        for one in csv.DictReader(table):
            key = one["area_code"], f"{one['year']}-06-30"
            ages[key][one["age_group"].lower()] = int(one["population"])
            cells[key][one["age_group"].lower()] = one["cell"]

    reading = read(connectors.of(FeedStub(config={"paths": list(RECIPE["files"])})).fetch(), RECIPE)

    found = {
        (row.code, row.period_end.isoformat()): (row.numerator, row.denominator, row.cell)
        for row in reading.rows
        if row.code != "2"
    }
    assert found == {
        key: (
            sum(counts[age] for age in YOUNG),
            counts["total persons"],
            f"{cells[key]['0-4']}:{cells[key]['15-19']};{cells[key]['total persons']}",
        )
        for key, counts in ages.items()
    }
    assert len(found) == 10
    assert {row.sheet for row in reading.rows if row.period_end.year == 2019} == {
        "ABS_ERP_Q.csv, ABS:ERP_Q(1.0.0)",
        "32350ds0003_2019.xls, Table 3",
    }


def test_victoria_is_what_the_lines_of_the_answer_say():
    # Read by eye in the file: 399082 at line 1180, 397016 at 2300, 376768 at 2716, 416631 at 3324.
    young = 399_082 + 416_631 + 397_016 + 376_768
    everybody = young + sum(
        [
            471_070, 534_994, 533_552, 495_296, 425_206, 431_097, 402_684, 390_442, 361_015,
            314_346, 274_618, 193_265, 136_717, 140_059,
        ]
    )  # fmt: skip

    rows = read(REAL, RECIPE["files"][ANSWER], TODAY).rows

    row = next(row for row in rows if row.period_end.year == 2020)
    assert (row.numerator, row.denominator) == (young, everybody)
    assert row.value == Decimal(100) * young / everybody
    assert (row.period_start, row.period_end) == (datetime.date(2020, 6, 30),) * 2
    assert (row.sheet, row.cell) == ("ABS:ERP_Q(1.0.0)", "lines 1180;2300;2716;3324")
    lines = REAL.decode("utf-8-sig").splitlines()
    assert [lines[at - 1].split(",")[7] for at in (1180, 2300, 2716, 3324)] == [
        "399082", "397016", "376768", "416631",
    ]  # fmt: skip
    assert [row.period_end.year for row in rows] == list(range(2014, 2022))


def test_other_places_and_quarters_are_counted_and_not_kept():
    reading = read(REAL, RECIPE["files"][ANSWER], TODAY)

    assert dict(reading.ignored)["AUS: Australia"] == 18 * 32
    assert dict(reading.ignored)["2: Victoria, other quarters"] == 18 * 24


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_makes_no_difference(mark):
    content = mark + answer(line(), OLD).removeprefix(b"\xef\xbb\xbf")

    (row,) = read(content, SMALL, TODAY).rows

    assert (row.value, row.numerator, row.denominator, row.cell) == (20, 20, 100, "lines 2")


HELD = [
    (
        [line(place="3: Queensland"), line(), OLD],
        "Line 2: the place “3: Queensland” is not known. "
        "Add it to places or other_places in the recipe.",
    ),
    (
        [line(), OLD, line("A05: 0-5")],
        "Line 4: the age group “A05: 0-5” is not known. "
        "Add it to counted or not_counted in the recipe.",
    ),
    (
        # The same code for other ages: the label says it.
        [line("A04: 0-14"), OLD],
        "Line 2: the age group “A04: 0-14” is not known. "
        "Add it to counted or not_counted in the recipe.\n"
        "“2: Victoria” of 2020-06-30 cannot be added up: there is no line for “A04: 0-4”.",
    ),
    (
        [line(), OLD, line()],
        "Line 4: “2: Victoria”, “A04: 0-4” of 2020-Q2 stands here a second time; "
        "the first time is line 2.",
    ),
    (
        # Also where nobody asked for the place: such a file is not to be trusted.
        [line(), OLD, *[line(place="1: New South Wales")] * 2],
        "Line 5: “1: New South Wales”, “A04: 0-4” of 2020-Q2 stands here a second time; "
        "the first time is line 4.",
    ),
    (
        [line(sex="1: Males"), OLD],
        "Line 2: SEX says “1: Males”, and every line must have 3.\n"
        "“2: Victoria” of 2020-06-30 cannot be added up: there is no line for “A04: 0-4”.",
    ),
    (
        [line(unit="THS: Thousands"), OLD],
        "Line 2: UNIT_MEASURE says “THS: Thousands”, and every line must have PSNS.",
    ),
    (
        [line(status="r: Revised"), OLD],
        "Line 2: OBS_STATUS says “r: Revised”, and the recipe does not know what that means. "
        "Ask the publisher, and add it to statuses.",
    ),
    (
        [line(status="c: Confidential"), OLD],
        "Line 2: a number is shown although OBS_STATUS “c: Confidential” says there is none. "
        "Ask the publisher which of the two is meant.",
    ),
    ([line(value=""), OLD], "Line 2: “” is no count of people."),
    ([line(value="20.5"), OLD], "Line 2: “20.5” is no count of people."),
    ([line(value="-1"), OLD], "Line 2: “-1” is no count of people."),
    ([line(period="2020"), OLD], "Line 2: “2020” is no quarter such as 2020-Q2."),
    (
        [line(), OLD, line(period="2027-Q2")],
        "Line 4: the quarter 2027-Q2 has not ended yet.",
    ),
    ([line(), OLD, "ABS:ERP_Q(1.0.0),1"], "Line 4: it has 2 cells, and there are 11 columns."),
    (
        [line()],
        "“2: Victoria” of 2020-06-30 cannot be added up: there is no line for “8599: 85 and over”.",
    ),
    ([line(place="1: New South Wales")], "No line is of a wanted place and quarter."),
    (
        [line(value="0"), line("8599: 85 and over", value="0")],
        "“2: Victoria” of 2020-06-30 has nobody at all.",
    ),
]


@pytest.mark.parametrize(("lines", "said"), HELD, ids=range(len(HELD)))
def test_what_is_not_as_the_recipe_says_holds_the_run_and_names_the_line(lines, said):
    assert set(said.splitlines()) <= set(refused(answer(*lines), SMALL).splitlines())


def test_a_column_that_is_new_gone_or_twice_holds_the_run():
    new = HEADINGS.replace("SEX: Sex", "GENDER: Gender")

    assert refused(answer(line(), OLD, headings=new), SMALL) == (
        "Line 1: there is no column SEX. If it has a new name, change the recipe.\n"
        "Line 1: the recipe knows no column GENDER. If it always says the same, write what into "
        "fixed; else these lines are of several kinds."
    )
    twice = HEADINGS.replace("SEX: Sex", "AGE: Age")
    assert "Line 1: the column AGE is there 2 times." in refused(
        answer(line(), OLD, headings=twice), SMALL
    )


def test_a_count_that_is_kept_back_takes_the_share_with_it():
    kept_back = line("8599: 85 and over", value="", status="c: Confidential")

    (row,) = read(answer(line(status="p: Preliminary"), kept_back), SMALL, TODAY).rows

    assert (row.value, row.numerator, row.denominator) == (None, None, None)
    assert row.missing == "source_suppressed"


def test_what_the_publisher_remarks_reaches_staff():
    reading = read(answer(line(comment="Rebased in June"), OLD), SMALL, TODAY)

    assert reading.notes == ("Line 2: the publisher remarks “Rebased in June”.",)


NO_ANSWER = (
    "The file is no answer in SDMX-CSV: its first heading is not DATAFLOW. Ask the publisher’s "
    "address for SDMX-CSV with labels."
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", NO_ANSWER),
        (b"<html><body>Not found</body></html>", NO_ANSWER),
        (b'{"data": []}', NO_ANSWER),
        ((DATA / XLS_2019).read_bytes(), "The file is not written in UTF-8, as SDMX-CSV is."),
        (answer(line(), OLD) + b'"A', "The file is damaged at line 4: unexpected end of data."),
    ],
)
def test_what_is_no_answer_is_said(content, said):
    assert refused(content, SMALL, SourceError) == said


@hypothesis(deadline=None)
@given(st.binary(max_size=500), st.sampled_from([SMALL, RECIPE]))
def test_any_bytes_end_in_a_sentence(content, how):
    for own in (content, answer() + content, b"PK\x03\x04" + content):
        with pytest.raises((SourceError, Held)):
            read(own, how, TODAY)


# --- The old Excel files ------------------------------------------------------


@pytest.mark.parametrize("path", [XLS_2019, XLS_2020])
def test_no_other_old_excel_file_is_opened_than_the_known_one(path, monkeypatch):
    monkeypatch.setattr(age_columns, "CalamineWorkbook", None)  # opening breaks
    content = (DATA / path).read_bytes()

    assert refused(content[:-1] + b"\x01", RECIPE["files"][path], SourceError) == (
        "This is not the file that the recipe names by its sha256. An old Excel file (.xls) is "
        "opened only if somebody has looked at exactly this one."
    )


def test_an_old_excel_file_is_still_no_table():
    how = json.loads((settings.BUNDLED_DATA / "recipes" / "vcams-school-entry.json").read_text())

    assert "old Excel file" in refused((DATA / XLS_2019).read_bytes(), how, SourceError)


AGES_MISTAKES = [
    ({"sheet": "Table 9"}, "The workbook has no sheet named “Table 9”."),
    (
        {"says": {"A4": "Males – 30 June 2020"}},
        "Sheet Table 3, cell A4: “Table 3. Estimated resident population by age, Local Government "
        "Areas, persons – 30 June 2020” stands here, not “Males – 30 June 2020”.",
    ),
    (
        {"counted": ["0-4", "5-9"]},
        "Sheet Table 3, row 8: no column has the heading “5-9”.",
    ),
    (
        {"total": "0-4", "counted": ["5–9", "10–14", "15–19"]},
        "Sheet Table 3, cell W8: the recipe knows no column “Total persons”.",
    ),
    (
        {"places": {"Moira (S)": "24901"}},
        "Sheet Table 3, cell C187: “Moira (S)” has the code 24900, in the recipe 24901.",
    ),
    (
        {"places": {"Goulburn (S)": "1"}},
        "Sheet Table 3, column D: “Goulburn (S)” has no row.",
    ),
    ({"day": "2027-06-30"}, "The day 2027-06-30 has not come yet."),
]


@pytest.mark.parametrize(("change", "said"), AGES_MISTAKES, ids=range(len(AGES_MISTAKES)))
def test_a_recipe_that_is_not_about_this_file_is_told_where(change, said):
    how = RECIPE["files"][XLS_2020] | change
    error = SourceError if "sheet" in change else Held

    assert said in refused((DATA / XLS_2020).read_bytes(), how, error).splitlines()


def test_ages_that_do_not_add_up_to_everybody_hold_the_run():
    how = RECIPE["files"][XLS_2020]
    how = how | {"total": "85 and over", "not_counted": [*how["not_counted"][:-1], "Total persons"]}

    assert (
        "Sheet Table 3, cell V187: all ages together are not the 953 of “85 and over”."
        in refused((DATA / XLS_2020).read_bytes(), how).splitlines()
    )


# --- Together -----------------------------------------------------------------


def test_the_same_files_give_the_same_bytes():
    files = {path: (DATA / path).read_bytes() for path in RECIPE["files"]}

    assert pack(files) == pack(files)
    assert (
        hashlib.sha256(connectors.of(FeedStub(config={"paths": list(files)})).fetch()).digest()
        == hashlib.sha256(pack(files)).digest()
    )


def test_a_problem_names_its_file():
    files = {path: (DATA / path).read_bytes() for path in RECIPE["files"]}
    files[ANSWER] = answer(line("A05: 0-5"), *REAL.decode("utf-8-sig").splitlines()[1:])

    assert refused(pack(files), RECIPE) == (
        f"{ANSWER}: Line 2: the age group “A05: 0-5” is not known. "
        "Add it to counted or not_counted in the recipe."
    )


def test_files_that_are_not_those_of_the_recipe_are_not_read():
    said = (
        "The recipe reads these files together, and the source did not give exactly these: "
        f"{XLS_2020}, {XLS_2019}, {ANSWER}."
    )

    assert refused(pack({ANSWER: REAL}), RECIPE, SourceError) == said
    assert refused(
        pack({**dict.fromkeys(RECIPE["files"], b""), "x": b""}), RECIPE, SourceError
    ) == (said)


def test_two_files_with_one_place_and_day_hold_the_run():
    how = {"kind": "several", "files": {"a.csv": SMALL, "b.csv": SMALL}}
    same = answer(line(), OLD)

    assert refused(pack({"a.csv": same, "b.csv": same}), how) == (
        "Two of the files have a number for “2: Victoria” of 2020-06-30. "
        "Take the place out of one of them in the recipe."
    )


@pytest.mark.parametrize(
    "paths", [[], "abs/ABS_ERP_Q.csv", [""], [1], ["abs/ABS_ERP_Q.csv", "abs/ABS_ERP_Q.csv"]]
)
def test_paths_that_are_none_are_refused(paths):
    with pytest.raises(SourceError, match="does not say which file"):
        connectors.of(FeedStub(config={"paths": paths}))


def test_no_path_of_several_leads_out_of_the_folder():
    with pytest.raises(SourceError, match="leads out of the folder"):
        connectors.of(FeedStub(config={"paths": [ANSWER, "../SECURITY.md"]})).fetch()


# --- Recipes ------------------------------------------------------------------


def test_the_recipe_of_the_demonstration_is_right_and_says_what_it_does():
    said = describe(RECIPE)

    assert problems(RECIPE) == []
    assert f"{ANSWER}: Counts the ages A04: 0-4, A10: 10-14, A15: 15-19 and A59: 5-9." in said
    assert f"{XLS_2020}: Each row is one place, on 2020-06-30." in said


@pytest.mark.parametrize(
    ("how", "mistake"),
    [
        (
            {"kind": "cross"},
            'Key "kind" is wrong; write one of table, sdmx_csv, age_columns, several.',
        ),
        (SMALL | {"quarter": 5}, 'Key "quarter" is wrong; write 1, 2, 3 or 4.'),
        (SMALL | {"plaec": "REGION"}, 'Key "plaec" is not known; did you mean "place"?'),
        (
            SMALL | {"not_counted": ["A04: 0-4"]},
            'The age group "A04: 0-4" is listed twice; keep it in one of counted and not_counted.',
        ),
        (
            SMALL | {"other_places": ["2: Victoria"]},
            'The place "2: Victoria" is listed twice; keep it in one of places and other_places.',
        ),
        (
            SMALL | {"statuses": {"p": "perhaps"}},
            'Key "statuses" is wrong; write for each mark "", "source_suppressed" or "missing", '
            'such as {"": "", "p": ""}.',
        ),
        (
            RECIPE["files"][XLS_2020] | {"sha256": "79cd"},
            'Key "sha256" is wrong; write the sha256 of the file, 64 letters and digits.',
        ),
        (
            RECIPE["files"][XLS_2020] | {"day": "30 June 2020"},
            'Key "day" is wrong; write the day of the counts, such as "2020-06-30".',
        ),
        (
            {"kind": "several", "files": {}},
            'Key "files" is wrong; write for each path its recipe, '
            'such as {"abs/answer.csv": {…}}.',
        ),
        (
            {"kind": "several", "files": {"a": {"kind": "several"}}},
            'a: A file cannot be "several" once more.',
        ),
        (
            {"kind": "several", "files": {"a": SMALL | {"quarter": "2"}}},
            'a: Key "quarter" is wrong; write 1, 2, 3 or 4.',
        ),
    ],
)
def test_mistakes_in_a_recipe_are_told(how, mistake):
    assert mistake in problems(how)
