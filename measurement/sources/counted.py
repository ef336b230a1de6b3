"""
Recipes of files that hold counts of people by age, from which a share is made: those of some ages
out of everybody. Checked here, and told in plain sentences.

"sdmx_csv": the answer of a statistical office in SDMX-CSV with labels, one line for each count.
Codes and labels are spelt as in the file, "A04: 0-4", so that a change of either is noticed.

    dataflow      what the first column of every line says
    fixed         column -> the one code that every line must have in it
    place, age    the columns of the place and of the age group
    places        place as in the file -> code of a wanted place
    other_places  places that are known and not wanted
    counted       the age groups that are counted
    not_counted   all other age groups: the share is of both together
    quarter       1 to 4: the quarter whose last day a count speaks of; the others are not read
    statuses      mark in OBS_STATUS -> "" for a number, or why there is none:
                  "source_suppressed" or "missing"                          ({"": ""})

"age_columns": an old Excel file (.xls) with a line for each place and a column for each age group.
It is opened only if it is, byte for byte, the file that somebody has looked at.

    sha256        of that file
    sheet         name of the sheet
    says          cell -> the text that must stand in it
    day           the day that the counts speak of, "2020-06-30"
    header_row    number of the row with the age groups
    code_column, name_column    letters of the columns with code and name of a place
    counted, not_counted        as above, the headings of columns
    total         heading of the column with everybody
    places        name in the file -> code of a wanted place

"several": files that are read together, as `connectors.BundledFiles` packs them.

    files         path of each file -> its recipe, of another kind than this one. All of them
                  speak of the same ages; a place and day stands in one of them only.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from measurement.sources.recipe import (
    LETTERS,
    RecipeError,
    Shape,
    is_map_of_texts,
    is_places,
    is_text,
    is_texts,
    is_whole,
    listed,
    misshapen,
    twice,
)

REASONS = ("", "source_suppressed", "missing")
# What SDMX-CSV has besides dimensions and attributes of its own.
DATAFLOW, PERIOD, VALUE = "DATAFLOW", "TIME_PERIOD", "OBS_VALUE"
STATUS, COMMENT = "OBS_STATUS", "OBS_COMMENT"
SHA256 = re.compile(r"[0-9a-f]{64}")
CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")


@dataclass(frozen=True)
class SdmxRecipe:
    """A recipe of kind "sdmx_csv" that passed its check. Fields: top of this module."""

    dataflow: str
    fixed: dict[str, str]
    place: str
    age: str
    places: dict[str, str]
    other_places: frozenset[str]
    counted: frozenset[str]
    not_counted: frozenset[str]
    quarter: int
    statuses: dict[str, Any]

    @classmethod
    def of(cls, data: dict) -> "SdmxRecipe":
        """The recipe of these JSON data. Raises RecipeError if they are none."""
        _refuse(problems_of_sdmx(data))
        return cls(
            dataflow=data["dataflow"],
            fixed=data["fixed"],
            place=data["place"],
            age=data["age"],
            places=data["places"],
            other_places=frozenset(data["other_places"]),
            counted=frozenset(data["counted"]),
            not_counted=frozenset(data["not_counted"]),
            quarter=data["quarter"],
            statuses=data.get("statuses", {"": ""}),
        )

    @property
    def columns(self) -> set[str]:
        """The codes of all columns that the file must have."""
        return {*self.fixed, self.place, self.age, DATAFLOW, PERIOD, VALUE, STATUS}

    @property
    def ages(self) -> frozenset[str]:
        return self.counted | self.not_counted

    def describe(self) -> list[str]:
        fixed = [f"{code} in {column}" for column, code in self.fixed.items()]
        return [
            f"Reads an answer in SDMX-CSV of the dataflow {self.dataflow}.",
            f"Each line is one count of people; every line must have {listed(fixed)}.",
            f"Counts the ages {listed(self.counted)}.",
            f"The share is of everybody, so {listed(self.not_counted)} are added too.",
            f"Keeps {listed(self.places)}, on the last day of quarter {self.quarter}.",
            f"Counts but does not keep {listed(self.other_places)}.",
            "Any other place, age, column or mark stops the run, and staff decide.",
        ]


@dataclass(frozen=True)
class AgesRecipe:
    """A recipe of kind "age_columns" that passed its check. Fields: top of this module."""

    sha256: str
    sheet: str
    says: dict[str, str]
    day: date
    header_row: int
    code_column: str
    name_column: str
    counted: tuple[str, ...]
    not_counted: tuple[str, ...]
    total: str
    places: dict[str, str]

    @classmethod
    def of(cls, data: dict) -> "AgesRecipe":
        """The recipe of these JSON data. Raises RecipeError if they are none."""
        _refuse(problems_of_ages(data))
        given = {key: value for key, value in data.items() if key != "kind"}
        return cls(
            **given
            | {
                "day": date.fromisoformat(data["day"]),
                "counted": tuple(data["counted"]),
                "not_counted": tuple(data["not_counted"]),
            }
        )

    def describe(self) -> list[str]:
        return [
            f"Reads the sheet “{self.sheet}” of one known Excel file, no other: "
            f"its sha256 is {self.sha256}.",
            *(f"Cell {cell} must say “{text}”." for cell, text in self.says.items()),
            f"Each row is one place, on {self.day.isoformat()}.",
            f"Adds up the ages {listed(self.counted)}; the share is of “{self.total}”.",
            "All ages together must give that total.",
            f"Keeps the rows of {listed(self.places)}.",
        ]


@dataclass(frozen=True)
class SeveralRecipe:
    """A recipe of kind "several" that passed its check."""

    files: dict[str, dict]

    @classmethod
    def of(cls, data: dict) -> "SeveralRecipe":
        """The recipe of these JSON data. Raises RecipeError if they are none."""
        _refuse(misshapen(data, SEVERAL))
        return cls(data["files"])


def problems_of_sdmx(data: dict) -> list[str]:
    """What is wrong with a recipe of kind "sdmx_csv", a sentence each."""
    if found := misshapen(data, SDMX, {"statuses"}):
        return found
    return _listed_twice(data, "age group", "counted", "not_counted") + _listed_twice(
        data, "place", "places", "other_places"
    )


def problems_of_ages(data: dict) -> list[str]:
    """What is wrong with a recipe of kind "age_columns", a sentence each."""
    return misshapen(data, AGES) or _listed_twice(data, "age group", "counted", "not_counted")


def _listed_twice(data: dict, what: str, *keys: str) -> list[str]:
    return [
        f'The {what} "{name}" is listed twice; keep it in one of {" and ".join(keys)}.'
        for name in twice([name for key in keys for name in data[key]])
    ]


def _refuse(mistakes: list[str]) -> None:
    if mistakes:
        raise RecipeError("\n".join(mistakes))


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _matches(pattern: re.Pattern) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


def _is_several(value: object) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(is_text(path) and isinstance(how, dict) for path, how in value.items())
    )


COUNTED: dict[str, Shape] = {
    "counted": (
        lambda value: is_texts(value) and bool(value),
        'write the age groups that are counted, such as ["0-4", "5-9"]',
    ),
    "not_counted": (is_texts, 'write all other age groups, such as ["10-14"]'),
    "places": (is_places, 'write name and code of each place, such as {"Moira (S)": "24900"}'),
}
SDMX: dict[str, Shape] = {
    **COUNTED,
    "kind": (lambda value: value == "sdmx_csv", 'write "sdmx_csv"'),
    "dataflow": (is_text, 'write what the first column says, such as "ABS:ERP_Q(1.0.0)"'),
    "fixed": (
        lambda value: is_map_of_texts(value) and bool(value),
        'write the column and its one code, such as {"SEX": "3"}',
    ),
    "place": (is_text, 'write the code of the column with places, such as "REGION"'),
    "age": (is_text, 'write the code of the column with age groups, such as "AGE"'),
    "other_places": (is_texts, 'write a list of places, such as ["AUS: Australia"]'),
    "quarter": (lambda value: is_whole(value) and value in (1, 2, 3, 4), "write 1, 2, 3 or 4"),
    "statuses": (
        lambda value: (
            isinstance(value, dict)
            and all(mark == "" or is_text(mark) for mark in value)
            and all(reason in REASONS for reason in value.values())
        ),
        'write for each mark "", "source_suppressed" or "missing", such as {"": "", "p": ""}',
    ),
}
AGES: dict[str, Shape] = {
    **COUNTED,
    "kind": (lambda value: value == "age_columns", 'write "age_columns"'),
    "sha256": (_matches(SHA256), "write the sha256 of the file, 64 letters and digits"),
    "sheet": (is_text, 'write the name of the sheet, such as "Table 3"'),
    "says": (
        lambda value: is_map_of_texts(value) and all(map(CELL.fullmatch, value)),
        'write cell and text, such as {"A4": "Persons, 30 June 2020"}',
    ),
    "day": (_is_day, 'write the day of the counts, such as "2020-06-30"'),
    "header_row": (
        lambda value: is_whole(value) and 1 <= value <= 1000,
        "write the number of the row with the age groups, such as 8",
    ),
    "code_column": (_matches(LETTERS), 'write the letter of the column, such as "C"'),
    "name_column": (_matches(LETTERS), 'write the letter of the column, such as "D"'),
    "total": (is_text, 'write the heading of the column with everybody, such as "Total persons"'),
}
SEVERAL: dict[str, Shape] = {
    "kind": (lambda value: value == "several", 'write "several"'),
    "files": (_is_several, 'write for each path its recipe, such as {"abs/answer.csv": {…}}'),
}
