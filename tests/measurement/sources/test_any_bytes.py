"""Whatever comes in, a reader ends with rows or with a sentence, and with nothing else."""

import datetime
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurement.sources.read import read
from measurement.values import Held, SourceError
from tests.measurement.sources.workbooks import (
    REAL,
    SHEET,
    packed,
    parts_of,
    recipe,
    small,
    with_part,
)

TODAY = datetime.date(2026, 11, 24)
HEADINGS = ["Year", "LGA_KEY", "LGA", "Numerator", "Denominator", "Indicator"]
PARTS = [SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"]


def reads_or_says_why(content: bytes, how: dict) -> None:
    with suppress(SourceError, Held):
        read(content, how, TODAY)


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes(content):
    reads_or_says_why(content, recipe())
    reads_or_says_why(b"PK\x03\x04" + content, recipe())


@settings(deadline=None, max_examples=50)
@given(st.integers(0, len(REAL) - 1), st.binary(min_size=1, max_size=40))
def test_any_damage_to_the_file(at, damage):
    reads_or_says_why(REAL[:at] + damage + REAL[at + len(damage) :], recipe())


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(PARTS), st.integers(0, 4000), st.text("<>/=\"&;0aA1 rtsv#'", min_size=1))
def test_any_damage_to_a_part(name, at, damage):
    part = parts_of(REAL)[name]
    changed = part[:at] + damage.encode() + part[at + len(damage) :]

    reads_or_says_why(with_part(name, changed), recipe())


# Control letters, surrogates and the two that end Unicode's first plane cannot stand in XML.
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=20)
CELL = st.one_of(
    TEXT,
    st.floats(),
    st.integers(),
    st.booleans(),
    st.sampled_from(["NDP", "Moira (S)", "Victoria", 2019, 24900, 0, 1, "#DIV/0!"]),
)


@settings(deadline=None)
@given(st.lists(st.lists(CELL, min_size=6, max_size=7), max_size=5))
def test_any_cells_below_the_headings(lines):
    reads_or_says_why(small([HEADINGS, *lines], sheet="10.1"), recipe())


def test_a_date_that_makes_the_reader_of_cells_give_up_ends_with_a_sentence():
    parts = parts_of(REAL)
    first_format_is_a_date = parts["xl/styles.xml"].replace(
        b'<cellXfs count="41"><xf numFmtId="0"', b'<cellXfs count="41"><xf numFmtId="14"'
    )
    long_before_1900 = parts[SHEET].replace(
        b'<c r="D3" s="12"><v>7.17</v>', b'<c r="D3" s="0"><v>-1e300</v>'
    )
    content = packed(parts | {"xl/styles.xml": first_format_is_a_date, SHEET: long_before_1900})

    with pytest.raises(SourceError, match="The workbook is damaged: its cells cannot be read."):
        read(content, recipe(), TODAY)
