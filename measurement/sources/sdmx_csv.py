"""Reads the answer of a statistical office in SDMX-CSV with labels: each line is one count."""

import csv
import io
import re
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from measurement.sources.cells import shown
from measurement.sources.counted import COMMENT, DATAFLOW, PERIOD, STATUS, VALUE, SdmxRecipe
from measurement.sources.refusals import MOST, hold_if_any
from measurement.values import Missing, Reading, Row, SourceError

PERCENT = Decimal(100)
QUARTER = re.compile(r"((?:19|20)[0-9]{2})-Q([1-4])")
COUNT = re.compile(r"[0-9]{1,10}")
NO_ANSWER = (
    "The file is no answer in SDMX-CSV: its first heading is not DATAFLOW. Ask the publisher’s "
    "address for SDMX-CSV with labels."
)


@dataclass(frozen=True)
class Count:
    """The people of one age group in one place on one day, and the line that says so."""

    line: int
    number: Decimal | None
    missing: Missing


def read_sdmx_csv(content: bytes, recipe: dict, today: date) -> Reading:
    """
    Read one answer. A row is a share: the people of the counted ages out of all of them.

    Args:
        content: the bytes, from anywhere; UTF-8, with or without a byte-order mark.
        recipe: of kind "sdmx_csv"; see `measurement.sources.counted`.
        today: no count may be of a later day.

    Raises:
        RecipeError: the recipe cannot be used.
        SourceError: this is no SDMX-CSV.
        Held: something in it is not as the recipe says. The sentence names the line.
    """
    how = SdmxRecipe.of(recipe)
    lines = _lines(content)
    number, headings = next(lines, (0, []))
    codes = [_code(heading) for heading in headings]
    if codes[:1] != [DATAFLOW]:
        raise SourceError(NO_ANSWER)
    hold_if_any(_about_headings(codes, how))

    answer = _Answer(how, codes, today)
    for number, cells in lines:
        answer.take(number, cells)
    rows = answer.shares()
    hold_if_any(answer.problems)
    return Reading(tuple(rows), tuple(sorted(answer.ignored.items())), tuple(answer.notes))


def _lines(content: bytes):
    """The number of each line that holds something, and its cells without outer spaces."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("The file is not written in UTF-8, as SDMX-CSV is.") from error
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in table:
            if cells:
                yield table.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise SourceError(f"The file is damaged at line {table.line_num}: {error}.") from error


def _code(text: str) -> str:
    """“REGION” of “REGION: Region”; a text without a label is its own code."""
    return text.partition(": ")[0]


def _about_headings(codes: list[str], how: SdmxRecipe) -> list[str]:
    """What is wrong with the first line: a column that is gone, new, or there twice."""
    problems = [
        f"Line 1: there is no column {code}. If it has a new name, change the recipe."
        for code in sorted(how.columns - set(codes))
    ]
    for code, times in Counter(codes).items():
        if times > 1:
            problems.append(f"Line 1: the column {shown(code)} is there {times} times.")
        if code not in how.columns | {COMMENT}:
            problems.append(
                f"Line 1: the recipe knows no column {shown(code)}. If it always says the same, "
                "write what into fixed; else these lines are of several kinds."
            )
    return problems


class _Answer:
    """One pass over the lines, and what breaks the recipe."""

    def __init__(self, how: SdmxRecipe, codes: list[str], today: date):
        self.how = how
        self.codes = codes
        self.today = today
        self.counts: dict[tuple[str, date], dict[str, Count]] = {}  # (place, day) -> age -> count
        self.seen: dict[tuple[str, str, str], int] = {}  # (place, age, period) -> line
        self.ignored: Counter[str] = Counter()
        self.notes: list[str] = []
        self.problems: list[str] = []

    def take(self, number: int, cells: list[str]) -> None:
        """Check one line, also one of a place or quarter that nobody asked for."""
        if len(cells) != len(self.codes):
            self._problem(
                number, f"it has {len(cells)} cells, and there are {len(self.codes)} columns."
            )
            return
        how, line = self.how, dict(zip(self.codes, cells, strict=True))
        problems_before = len(self.problems)
        place, age, period = line[how.place], line[how.age], line[PERIOD]
        self._check(number, line)
        day = self._day(number, period)
        count = self._count(number, line)
        first = self.seen.setdefault((place, age, period), number)
        if first != number:
            self._problem(
                number,
                f"“{shown(place)}”, “{shown(age)}” of {shown(period)} stands here a second time; "
                f"the first time is line {first}.",
            )
        if len(self.problems) > problems_before or day is None:
            return
        if line.get(COMMENT):
            self.notes.append(
                f"Line {number}: the publisher remarks “{shown(line[COMMENT], 300)}”."
            )
        if place not in how.places:
            self.ignored[place] += 1
        elif int(period[-1]) != how.quarter:
            self.ignored[f"{place}, other quarters"] += 1
        else:
            self.counts.setdefault((place, day), {})[age] = count

    def shares(self) -> list[Row]:
        """One row for each wanted place and day; both must have every age group."""
        days = sorted({day for _, day in self.counts})
        if not days:
            self.problems.append("No line is of a wanted place and quarter.")
        rows = []
        for place in self.how.places:
            for day in days:
                counts = self.counts.get((place, day), {})
                if gone := sorted(self.how.ages - counts.keys()):
                    self.problems.append(
                        f"“{place}” of {day.isoformat()} cannot be added up: there is no line for "
                        f"“{gone[0]}”."
                    )
                else:
                    rows.append(self._share(place, day, counts))
        return rows

    def _share(self, place: str, day: date, counts: dict[str, Count]) -> Row:
        reasons = [one.missing for one in counts.values() if one.missing]
        counted = [counts[age] for age in self.how.counted]
        part = sum((one.number for one in counted if one.number is not None), Decimal())
        whole = sum((one.number for one in counts.values() if one.number is not None), Decimal())
        if not reasons and not whole:
            self.problems.append(f"“{place}” of {day.isoformat()} has nobody at all.")
            reasons = ["missing"]
        lines = ";".join(str(line) for line in sorted(one.line for one in counted))
        return Row(
            place=place,
            code=self.how.places[place],
            period_start=day,
            period_end=day,
            dims="",
            value=None if reasons else PERCENT * part / whole,
            numerator=None if reasons else part,
            denominator=None if reasons else whole,
            missing=max(reasons, default=""),  # kept back stands above not known
            sheet=self.how.dataflow,
            cell=f"lines {lines}",
            note="" if reasons else "added_up",
        )

    # --- What must hold in a line ---------------------------------------------

    def _check(self, number: int, line: dict[str, str]) -> None:
        how = self.how
        for column, wanted in {**how.fixed, DATAFLOW: how.dataflow}.items():
            if _code(line[column]) != wanted:
                self._problem(
                    number,
                    f"{column} says “{shown(line[column])}”, and every line must have {wanted}.",
                )
        if line[how.place] not in how.places.keys() | how.other_places:
            self._problem(
                number,
                f"the place “{shown(line[how.place])}” is not known. "
                "Add it to places or other_places in the recipe.",
            )
        if line[how.age] not in how.ages:
            self._problem(
                number,
                f"the age group “{shown(line[how.age])}” is not known. "
                "Add it to counted or not_counted in the recipe.",
            )

    def _day(self, number: int, period: str) -> date | None:
        """The last day of a quarter."""
        match = QUARTER.fullmatch(period)
        if not match:
            self._problem(number, f"“{shown(period)}” is no quarter such as 2020-Q2.")
            return None
        year, month = int(match[1]), 3 * int(match[2])
        day = date(year, month, monthrange(year, month)[1])
        if day > self.today:
            self._problem(number, f"the quarter {period} has not ended yet.")
        return day

    def _count(self, number: int, line: dict[str, str]) -> Count:
        value, mark = line[VALUE], line[STATUS]
        if mark not in self.how.statuses:
            self._problem(
                number,
                f"{STATUS} says “{shown(mark)}”, and the recipe does not know what that means. "
                "Ask the publisher, and add it to statuses.",
            )
            return Count(number, None, "missing")
        if reason := self.how.statuses[mark]:
            if value:
                self._problem(
                    number,
                    f"a number is shown although {STATUS} “{shown(mark)}” says there is none. "
                    "Ask the publisher which of the two is meant.",
                )
            return Count(number, None, reason)
        if not COUNT.fullmatch(value) or int(value) > MOST:
            self._problem(number, f"“{shown(value)}” is no count of people.")
            return Count(number, None, "missing")
        return Count(number, Decimal(value), "")

    def _problem(self, number: int, sentence: str) -> None:
        self.problems.append(f"Line {number}: {sentence}")
