"""
How one table is read, stored as data: checked here, and told in plain sentences. The recipes of
files that hold counts only are in `measurement.sources.counted`; `kinds` knows them all.

A recipe is a JSON object. Names of sheets, columns and places are compared without outer spaces,
and with several spaces inside counting as one; everything else must be spelt as in the table.

    kind            "table": a heading row, below it one row for each place and period
    sheet           name of the sheet
    header_row      number of the row with the headings, as the spreadsheet shows it
    columns         what a column is -> its heading; year, place and value are needed,
                    code, numerator, denominator and region are not
    other_columns   headings that are known and not read                            (none)
    remarks_column  letter of a column without a heading, with the publisher's remarks  (none)
    always          heading -> the text that every row has in it                    (none)
    period          "calendar_year": the year is 1 January to 31 December;
                    "year_ending_june" and the like: twelve months to the end of that month
    factor          what the table's value is multiplied by: 100 makes percent of fractions
    per_people      the value is a rate for so many people; where the table has no denominator,
                    the number of people is what its count and rate give            (none)
    value_range     least and greatest value after that                         ([0, 100])
    proportion      true if no numerator may be above its denominator               (true)
    withheld        marks for "kept back by the publisher"                          (none)
    missing         marks for "nobody knows"; "" is an empty cell                   (none)
    total           the mark of a row that adds up its region; it is then named
                    by its region and this mark, such as "4 Western Total"          (none)
    places          name in the table -> code: the rows about everybody in a wanted place
    sums            name -> code, and the names of the rows that it is the sum of: a wanted
                    place that has no row of its own                                (none)
    groups          name in the table -> [code of the place, group as "sex=female"] (none)
    known_others    names that are known and not wanted, so that a new name is noticed:
                    other_areas, not_areas and other_groups, each a list            (none)
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

OPTIONAL = {
    "always",
    "other_columns",
    "per_people",
    "remarks_column",
    "sums",
    "total",
    "value_range",
    "proportion",
    "withheld",
    "missing",
    "groups",
    "known_others",
}
NEEDED_COLUMNS = ("year", "place", "value")
COLUMNS = (*NEEDED_COLUMNS, "code", "numerator", "denominator", "region")
# What a period is called -> the month in which it ends.
PERIODS = {
    "calendar_year": 12,
    "year_ending_march": 3,
    "year_ending_june": 6,
    "year_ending_september": 9,
}
OTHERS = ("other_areas", "not_areas", "other_groups")
GROUP = re.compile(r"[a-z0-9_]+=[a-z0-9_-]+(;[a-z0-9_]+=[a-z0-9_-]+)*")
LETTERS = re.compile(r"[A-Z]{1,3}")

Shape = tuple[Callable[[Any], bool], str]  # is the value of a key right, and how to mend it


class RecipeError(ValueError):
    """A recipe that cannot be used. The message has a line for each mistake."""


@dataclass(frozen=True)
class TableRecipe:
    """A recipe that passed its check, names without outer spaces. Fields: top of this module."""

    sheet: str
    header_row: int
    columns: dict[str, str]
    period: str
    factor: int
    places: dict[str, str]
    always: dict[str, str]
    per_people: int | None
    total: str
    sums: dict[str, tuple[str, frozenset[str]]]
    other_columns: frozenset[str]
    remarks_column: str
    value_range: tuple[float, float]
    proportion: bool
    withheld: frozenset[str]
    missing: frozenset[str]
    groups: dict[str, tuple[str, str]]
    known_others: dict[str, frozenset[str]]

    @classmethod
    def of(cls, data: object) -> "TableRecipe":
        """
        The recipe of these JSON data.

        Raises:
            RecipeError: they are none.
        """
        if mistakes := problems(data):
            raise RecipeError("\n".join(mistakes))
        assert isinstance(data, dict)
        low, high = data.get("value_range", (0, 100))
        others = data.get("known_others", {})
        return cls(
            sheet=plain(data["sheet"]),
            header_row=data["header_row"],
            columns={role: plain(heading) for role, heading in data["columns"].items()},
            period=data["period"],
            factor=data["factor"],
            always={
                plain(heading): plain(text) for heading, text in data.get("always", {}).items()
            },
            per_people=data.get("per_people"),
            total=plain(data.get("total", "")),
            sums={
                plain(name): (of["code"], frozenset(map(plain, of["of"])))
                for name, of in data.get("sums", {}).items()
            },
            places={plain(name): code for name, code in data["places"].items()},
            other_columns=frozenset(map(plain, data.get("other_columns", []))),
            remarks_column=data.get("remarks_column", ""),
            value_range=(low, high),
            proportion=data.get("proportion", True),
            withheld=frozenset(map(plain, data.get("withheld", []))),
            missing=frozenset(map(plain, data.get("missing", []))),
            groups={plain(n): (code, dims) for n, (code, dims) in data.get("groups", {}).items()},
            known_others={kind: frozenset(map(plain, others.get(kind, []))) for kind in OTHERS},
        )

    @property
    def parts(self) -> frozenset[str]:
        """Names of the rows that are read only to be added up."""
        return frozenset().union(*(of for _, of in self.sums.values()))

    @property
    def last_month(self) -> int:
        """The month in which a period ends."""
        return PERIODS[self.period]


def plain(text: str) -> str:
    """The text without outer spaces, and with one space where there were several."""
    return " ".join(text.split())


def problems(data: object) -> list[str]:
    """What is wrong with a recipe and how to mend it, a sentence each; empty if nothing is."""
    if not isinstance(data, dict):
        return ["A recipe is a JSON object: { … } with the keys sheet, columns, places and so on."]
    return misshapen(data, SHAPES, OPTIONAL) or _contradictions(data)


def misshapen(data: dict, shapes: dict[str, Shape], optional: Iterable[str] = ()) -> list[str]:
    """Keys that are missing, not known, or hold the wrong kind of thing; a sentence each."""
    needed = shapes.keys() - set(optional)
    found = [f'Key "{key}" is missing; {shapes[key][1]}.' for key in sorted(needed - data.keys())]
    for key in data.keys() - shapes.keys():
        near = difflib.get_close_matches(str(key), shapes, n=1)
        mend = f'did you mean "{near[0]}"?' if near else "take it out."
        found.append(f'Key "{key}" is not known; {mend}')
    for key in sorted(data.keys() & shapes.keys()):
        is_right, mend = shapes[key]
        if not is_right(data[key]):
            found.append(f'Key "{key}" is wrong; {mend}.')
    return found


def describe(recipe: dict) -> list[str]:
    """
    The recipe as plain sentences for staff.

    Raises:
        RecipeError: it cannot be used.
    """
    how = TableRecipe.of(recipe)
    of = {role: f"“{heading}”" for role, heading in how.columns.items()}
    low, high = how.value_range
    sentences = [
        f"Reads the sheet “{how.sheet}”; its headings are in row {how.header_row}.",
        f"Each row is one place, {of['place']}, in one {how.period.replace('_', ' ')}, "
        f"{of['year']}.",
        f"The value is {of['value']}"
        + (f", multiplied by {how.factor}." if how.factor != 1 else ".")
        + f" Anything outside {low:g} to {high:g} stops the run.",
    ]
    if counts := [of[role] for role in ("numerator", "denominator") if role in of]:
        sentences.append(f"The counts behind it are in {' and '.join(counts)}.")
    if how.per_people:
        sentences.append(f"The value is a rate for every {how.per_people:,} people.")
        if "denominator" not in of:
            sentences.append("How many people there are follows from count and rate.")
    for heading, text in how.always.items():
        sentences.append(f"Every row must have “{text}” in “{heading}”.")
    if "numerator" in of and "denominator" in of and how.proportion:
        sentences.append("A numerator above its denominator stops the run.")
    if how.withheld:
        sentences.append(f"Kept back by the publisher: cells marked {listed(how.withheld)}.")
    if how.missing:
        marks = {mark or "(empty)" for mark in how.missing}
        sentences.append(f"Not known: cells marked {listed(marks)}.")
    sentences.append(f"Keeps the rows of {listed(how.places)}.")
    for name, (_, parts) in how.sums.items():
        sentences.append(f"Adds up {listed(parts)} to {name}.")
    if how.groups:
        groups = {f"{name} ({dims})" for name, (_, dims) in how.groups.items()}
        sentences.append(f"Keeps the groups {listed(groups)}.")
    for kind, words in OTHERS_IN_WORDS.items():
        if names := how.known_others[kind]:
            sentences.append(f"Counts but does not keep {len(names)} {words}: {listed(names)}.")
    if how.remarks_column:
        sentences.append(
            f"Column {how.remarks_column} has no heading; it holds the publisher's remarks."
        )
    if how.other_columns:
        sentences.append(f"Does not read the columns {listed(how.other_columns)}.")
    sentences.append("Any other name, column or mark stops the run, and staff decide.")
    return sentences


OTHERS_IN_WORDS = {
    "other_areas": "names of other areas",
    "not_areas": "names that are no areas",
    "other_groups": "names of other groups",
}


def listed(words: Iterable[str]) -> str:
    words = sorted(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _contradictions(data: dict) -> list[str]:
    """Mistakes between keys that are each right by themselves."""
    found = []
    always = data.get("always", {})
    headings = [*data["columns"].values(), *data.get("other_columns", []), *always]
    for heading in twice(headings):
        found.append(f'Heading "{heading}" stands for two columns; each column needs its own.')
    sums = data.get("sums", {})
    names = [*data["places"], *data.get("groups", {}), *sums]
    names += [name for of in sums.values() for name in of["of"]]
    names += [name for listed in data.get("known_others", {}).values() for name in listed]
    for name in twice(names):
        found.append(
            f'Name "{name}" is listed twice; keep it in one of places, groups and known_others.'
        )
    for name, (code, _) in data.get("groups", {}).items():
        if code not in data["places"].values():
            found.append(f'Group "{name}" belongs to code "{code}", which no place has.')
    if data.get("total") and "region" not in data["columns"]:
        found.append('Key "total" needs a column for region; name its heading in columns.')
    if sums and "numerator" not in data["columns"]:
        found.append('Key "sums" adds up counts; name the heading of numerator in columns.')
    for mark in twice([*data.get("withheld", []), *data.get("missing", [])]):
        found.append(f'Mark "{mark}" is listed twice; keep it in withheld or in missing.')
    return found


def twice(texts: list[str]) -> list[str]:
    return [text for text, times in Counter(map(plain, texts)).items() if times > 1]


def is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) and len(value) <= 200


def is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(is_text, value))


def _is_marks(value: object) -> bool:
    return isinstance(value, list) and all(mark == "" or is_text(mark) for mark in value)


def _is_columns(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(NEEDED_COLUMNS) <= value.keys() <= set(COLUMNS)
        and all(map(is_text, value.values()))
    )


def is_map_of_texts(value: object) -> bool:
    return isinstance(value, dict) and all(map(is_text, [*value, *value.values()]))


def _is_sums(value: object) -> bool:
    return isinstance(value, dict) and all(
        is_text(name)
        and isinstance(of, dict)
        and of.keys() == {"code", "of"}
        and is_text(of["code"])
        and is_texts(of["of"])
        and of["of"]
        for name, of in value.items()
    )


def _is_range(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(end, int | float) and not isinstance(end, bool) for end in value)
        and value[0] < value[1]
    )


def is_places(value: object) -> bool:
    return bool(value) and is_map_of_texts(value)


def _is_groups(value: object) -> bool:
    return isinstance(value, dict) and all(
        is_text(name) and is_texts(of) and len(of) == 2 and GROUP.fullmatch(of[1])
        for name, of in value.items()
    )


def _is_others(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() <= set(OTHERS)
        and all(map(is_texts, value.values()))
    )


# All keys: those that are not OPTIONAL are needed.
SHAPES: dict[str, Shape] = {
    "kind": (lambda value: value == "table", 'write "table"'),
    "sheet": (is_text, 'write the name of the sheet as text, such as "10.1"'),
    "header_row": (
        lambda value: is_whole(value) and 1 <= value <= 1000,
        "write the number of the row with the headings, such as 1",
    ),
    "columns": (
        _is_columns,
        "write a heading for each of year, place and value, and where there are such columns "
        'for code, numerator, denominator and region, such as {"year": "Year"}',
    ),
    "other_columns": (is_texts, 'write a list of headings, such as ["Rank"]'),
    "remarks_column": (
        lambda value: isinstance(value, str) and bool(LETTERS.fullmatch(value)),
        'write the letter of the column, such as "G", or take the key out',
    ),
    "period": (
        lambda value: isinstance(value, str) and value in PERIODS,
        f"write one of {', '.join(PERIODS)}",
    ),
    "always": (is_map_of_texts, 'write heading and text, such as {"Year ending": "June"}'),
    "per_people": (
        lambda value: is_whole(value) and value in (1000, 100_000),
        "write 1000 or 100000, or take the key out where the value is a share",
    ),
    "total": (is_text, 'write the mark of such a row, such as "Total"'),
    "sums": (
        _is_sums,
        "write for each name its code and the rows it is the sum of, "
        'such as {"Victoria": {"code": "2", "of": ["East Total", "West Total"]}}',
    ),
    "factor": (
        lambda value: is_whole(value) and 1 <= value <= 100_000,
        "write a whole number from 1 to 100000, such as 100 for fractions that mean percent",
    ),
    "value_range": (_is_range, "write the least and the greatest value, such as [0, 100]"),
    "proportion": (lambda value: isinstance(value, bool), "write true or false"),
    "withheld": (is_texts, 'write a list of marks, such as ["NDP"]'),
    "missing": (_is_marks, 'write a list of marks, such as ["-", ""]'),
    "places": (is_places, 'write name and code of each place, such as {"Moira (S)": "24900"}'),
    "groups": (
        _is_groups,
        "write for each name the code of its place and the group, "
        'such as {"Victoria- Female": ["2", "sex=female"]}',
    ),
    "known_others": (
        _is_others,
        f"write lists of names under {', '.join(OTHERS[:-1])} and {OTHERS[-1]}",
    ),
}
