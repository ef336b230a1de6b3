"""
Bytes and a recipe give rows, each with the cell it came from. Nothing is guessed.

The whole table is held to the recipe, also the rows of places nobody asked for: a mark or a unit
that changed shows there first. pandas and calamine are loaded here, so only tasks import this.
"""

import datetime
import math
from calendar import monthrange
from collections import Counter
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import pandas as pd
from python_calamine import CalamineError

from measurement.sources.age_columns import read_age_columns
from measurement.sources.cells import cell_name, column_letters, shown
from measurement.sources.headings import find_columns
from measurement.sources.kinds import problems
from measurement.sources.recipe import TableRecipe, plain
from measurement.sources.refusals import MOST, hold_if_any
from measurement.sources.sdmx_csv import read_sdmx_csv
from measurement.sources.several import read_several
from measurement.sources.workbook import checked
from measurement.values import Missing, Reading, Row, SourceError

A_DAY = datetime.timedelta(days=1)
DIGITS = 15  # significant ones that a spreadsheet keeps; those after them are noise of the machine
DAMAGED = "The workbook is damaged: its cells cannot be read."


def read(content: bytes, recipe: dict, today: datetime.date | None = None) -> Reading:
    """
    Read what a source gave, whatever kind it is of.

    Args:
        content: the bytes of a file, from anywhere; for the kind "table" an xlsx workbook.
        recipe: how it is read; see `measurement.sources.kinds`.
        today: no period may begin after it; the day in Melbourne if left out.

    Returns:
        One row for each wanted place or group and period, in the order of the table. Values are
        the table's numbers times the recipe's factor, counts as they stand, neither rounded.

    Raises:
        SourceError: it cannot be read, or is not what the recipe is about.
        Held: it is, but something in it is not as the recipe says.
    """
    if mistakes := problems(recipe):
        raise SourceError("\n".join(["The recipe cannot be used.", *mistakes]))
    today = today or datetime.datetime.now(ZoneInfo("Australia/Melbourne")).date()
    match recipe["kind"]:
        case "sdmx_csv":
            return read_sdmx_csv(content, recipe, today)
        case "age_columns":
            return read_age_columns(content, recipe, today)
        case "several":
            return read_several(content, recipe, lambda own, how: read(own, how, today))
    return _read_table(content, TableRecipe.of(recipe), today)


def _read_table(content: bytes, how: TableRecipe, today: datetime.date) -> Reading:
    cells = _cells(checked(content), how)

    columns, problems = find_columns(cells, how)
    hold_if_any(problems)
    table = _Table(how, columns, today)
    for number, line in enumerate(cells[how.header_row :], start=how.header_row + 1):
        if any(cell != "" for cell in line):
            table.take(number, line)
    table.miss_no_place()
    table.add_up()
    hold_if_any(table.problems)
    return Reading(tuple(table.rows), tuple(sorted(table.ignored.items())), tuple(table.notes))


def _cells(content: bytes, how: TableRecipe) -> list[tuple]:
    """The sheet from A1 on, texts without outer spaces; "" is an empty cell or an error in it."""
    try:
        with pd.ExcelFile(BytesIO(content), engine="calamine") as book:
            names = [str(name) for name in book.sheet_names]
            alike = [name for name in names if plain(name) == how.sheet]
            if len(alike) != 1:
                raise SourceError(
                    f"The workbook has {len(alike) or 'no'} sheets named “{how.sheet}”; it has "
                    f"{', '.join(f'“{shown(name)}”' for name in names[:10]) or 'none at all'}. "
                    "If the sheet has a new name, change the recipe."
                )
            frame = pd.read_excel(
                book, sheet_name=alike[0], header=None, dtype=object, na_filter=False
            )
    except (CalamineError, ValueError, OverflowError) as error:
        raise SourceError(DAMAGED) from error
    except BaseException as error:
        # Where calamine, which is Rust, gives up in the middle, what it raises is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise SourceError(DAMAGED) from error
    return [
        tuple(cell.strip() if isinstance(cell, str) else cell for cell in line)
        for line in frame.itertuples(index=False, name=None)
    ]


class _Table:
    """One pass over a table: rows, notes, and what breaks the recipe."""

    def __init__(self, how: TableRecipe, columns: dict[str, int], today: datetime.date):
        self.how = how
        self.columns = columns
        self.today = today
        self.known = {*how.places, *how.groups, *how.parts}.union(*how.known_others.values())
        self.parts: dict[tuple[str, int], Row] = {}  # (name, year) -> a row to be added up
        self.rows: list[Row] = []
        self.notes: list[str] = []
        self.ignored: Counter[str] = Counter()
        self.problems: list[str] = []
        self.seen: dict[tuple, int] = {}  # (place and group, or other name; year) -> row number

    def take(self, number: int, line: tuple) -> None:
        """Check one line; keep it if it is of a wanted place or group."""
        how, problems_before = self.how, len(self.problems)
        name = self._name(number, line)
        year = self._year(number, line)
        self._check_always(number, line)
        value, missing = self._number(number, line, "value")
        numerator, _ = self._number(number, line, "numerator")
        denominator, _ = self._number(number, line, "denominator")
        if value is not None:
            value = (value * how.factor).normalize() + 0  # without the zeros that the factor adds
        if denominator is None and how.per_people and numerator is not None and value:
            denominator = how.per_people * numerator / value
        code, dims = how.groups.get(name) or (how.places.get(name, ""), "")
        self._check_twice(number, name, (code, dims) if code else name, year)
        if len(self.problems) == problems_before:
            self._check_numbers(number, name, value, numerator, denominator)
        if len(self.problems) > problems_before:
            return
        if not code and name not in how.parts:
            self.ignored[name] += 1
            return
        period_start, period_end = self._period(year)
        row = Row(
            place=line[self.columns["place"]] if code else name,
            code=code,
            period_start=period_start,
            period_end=period_end,
            dims=dims,
            value=value,
            numerator=numerator,
            denominator=denominator,
            missing=missing,
            sheet=how.sheet,
            cell=cell_name(number, self.columns["value"]),
            note="differs_from_counts" if self._differs(value, numerator, denominator) else "",
        )
        self._note(row, number, line)
        if code:
            self.rows.append(row)
        else:
            self.parts[name, year] = row

    def add_up(self) -> None:
        """The places that are sums of rows: one figure a year, if every part of it has one."""
        for name, (code, parts) in self.how.sums.items():
            for year in sorted({year for _, year in self.seen if year}):
                of = [
                    self.parts[part, year] for part in sorted(parts) if (part, year) in self.parts
                ]
                missed = sorted(parts - {row.place for row in of})
                if missed:
                    self.problems.append(
                        f"Sheet {self.how.sheet}: “{name}” of {year} cannot be added up, "
                        f"because “{missed[0]}” has no row."
                    )
                else:
                    self.rows.append(self._sum(name, code, of))

    def _sum(self, name: str, code: str, of: list[Row]) -> Row:
        counts = [
            (row.numerator, row.denominator)
            for row in of
            if not row.missing and row.numerator is not None and row.denominator
        ]
        is_whole = len(counts) == len(of)
        numerator = sum((part for part, _ in counts), Decimal())
        denominator = sum((whole for _, whole in counts), Decimal())
        return Row(
            place=name,
            code=code,
            period_start=of[0].period_start,
            period_end=of[0].period_end,
            dims="",
            value=self._from_counts(numerator, denominator) if is_whole else None,
            numerator=numerator if is_whole else None,
            denominator=denominator if is_whole else None,
            missing="" if is_whole else max((row.missing for row in of), default="") or "missing",
            sheet=self.how.sheet,
            cell=";".join(row.cell for row in of),
            note="added_up" if is_whole else "",
        )

    def miss_no_place(self) -> None:
        """A place that a year leaves out must not be taken for one without children."""
        how, column = self.how, column_letters(self.columns["place"])
        if not self.seen:
            self.problems.append(f"Sheet {how.sheet}: there is no row below the headings.")
        for year in sorted({year for _, year in self.seen if year}):
            for name, code in how.places.items():
                if ((code, ""), year) not in self.seen:
                    self.problems.append(
                        f"Sheet {how.sheet}, column {column}: “{name}” has no row for {year}."
                    )

    # --- What stands in a line ------------------------------------------------

    def _name(self, number: int, line: tuple) -> str:
        how, cell = self.how, line[self.columns["place"]]
        if not isinstance(cell, str) or not cell:
            self._problem(number, "place", "the name of a place belongs here.")
            return ""
        name = plain(cell)
        if how.total and name == how.total:
            name = f"{plain(str(line[self.columns['region']]))} {how.total}"
        code = str(line[self.columns["code"]]) if "code" in self.columns else ""
        if name not in self.known:
            alike = [known for known, its in how.places.items() if code and its == code]
            mend = (
                f"Its code is that of “{alike[0]}”: if it is that place under a new name, "
                "add the name to places in the recipe."
                if alike
                else "Add it to places, groups or known_others in the recipe."
            )
            self._problem(number, "place", f"the name “{shown(name)}” is not known. {mend}")
        elif code not in ("", how.places.get(name, code)):
            self._problem(
                number,
                "code",
                f"“{name}” has the code {shown(code)}, in the recipe {how.places[name]}.",
            )
        return name

    def _year(self, number: int, line: tuple) -> int:
        year = line[self.columns["year"]]
        if isinstance(year, bool) or not isinstance(year, int) or not 1900 <= year <= 9999:
            self._problem(
                number, "year", f"“{shown(year)}” is not a year written as a number, such as 2019."
            )
            return 0
        if self._period(year)[0] > self.today:
            self._problem(number, "year", f"the year {year} has not begun yet.")
        return year

    def _period(self, year: int) -> tuple[datetime.date, datetime.date]:
        """First and last day of the twelve months that the table calls by this year."""
        first, last = (
            datetime.date(one, self.how.last_month, monthrange(one, self.how.last_month)[1])
            for one in (year - 1, year)
        )
        return first + A_DAY, last

    def _number(self, number: int, line: tuple, role: str) -> tuple[Decimal | None, Missing]:
        """The exact number in a cell, or None and why there is none."""
        if role not in self.columns:
            return None, "missing"
        cell = line[self.columns[role]]
        if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
            if role != "value" and not 0 <= cell <= MOST:
                self._problem(number, role, f"a {role} of {shown(cell)} is not possible.")
            return Decimal(repr(cell)), ""
        mark = plain(cell) if isinstance(cell, str) else None
        if mark in self.how.withheld:
            return None, "source_suppressed"
        if mark not in self.how.missing:
            self._problem(
                number,
                role,
                f"the cell is empty, or holds an error of the spreadsheet; the {role} belongs "
                "here. If empty means “not known”, add an empty mark to missing in the recipe."
                if mark == ""
                else f"“{shown(cell)}” is no number, and the {role} belongs here. "
                "If it is a new mark, add it to withheld or missing in the recipe.",
            )
        return None, "missing"

    # --- What must hold -------------------------------------------------------

    def _check_always(self, number: int, line: tuple) -> None:
        for heading, text in self.how.always.items():
            if plain(str(line[self.columns[heading]])) != text:
                self._problem(
                    number,
                    heading,
                    f"“{shown(line[self.columns[heading]])}” stands here, and “{text}” in the "
                    "recipe. A table of other periods needs a recipe of its own.",
                )

    def _check_twice(self, number: int, name: str, key: object, year: int) -> None:
        first = self.seen.setdefault((key, year), number)
        if first != number and name and year:
            self._problem(
                number,
                "place",
                f"“{shown(name)}” stands here a second time for {year}; "
                f"the first time is row {first}.",
            )

    def _check_numbers(
        self,
        number: int,
        name: str,
        value: Decimal | None,
        numerator: Decimal | None,
        denominator: Decimal | None,
    ) -> None:
        how = self.how
        low, high = how.value_range
        if value is not None and not low <= value <= high:
            self._problem(
                number,
                "value",
                f"the value is {shown(value)} after multiplying by {how.factor}, outside "
                f"{low:g} to {high:g}. If the table has a new unit, change factor in the recipe.",
            )
        if denominator == 0:
            self._problem(number, "denominator", "the denominator is 0.")
        if numerator is None:
            return
        if how.proportion and denominator is not None and numerator > denominator:
            self._problem(
                number,
                "numerator",
                "the numerator is above its denominator.",
            )
        if value is None and name not in how.known_others["not_areas"]:  # nobody lives there
            self._problem(
                number,
                "numerator",
                "a numerator is shown although the value beside it is not. "
                "Ask the publisher which of the two is meant.",
            )

    def _differs(
        self, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None
    ) -> bool:
        """Whether the value is further from its counts than half of its own last digit."""
        if value is None or numerator is None or denominator is None:
            return False
        last = max(int(value.as_tuple().exponent), value.adjusted() - DIGITS + 1)
        return abs(self._from_counts(numerator, denominator) - value) > Decimal(5).scaleb(last - 1)

    def _from_counts(self, numerator: Decimal, denominator: Decimal) -> Decimal:
        return (self.how.per_people or self.how.factor) * numerator / denominator

    # --- Words ----------------------------------------------------------------

    def _note(self, row: Row, number: int, line: tuple) -> None:
        of = f"{row.place}, {row.period_end.year}"
        if row.note and row.numerator is not None and row.denominator is not None:
            counts = self._from_counts(row.numerator, row.denominator)
            self.notes.append(
                f"Sheet {row.sheet}, cell {row.cell}: {of}: the published value "
                f"{shown(row.value)} is not what its counts give, {shown(counts)}. "
                "It is kept as published."
            )
        for column, cell in enumerate(line):
            if cell != "" and column_letters(column) == self.how.remarks_column:
                self.notes.append(
                    f"Sheet {row.sheet}, cell {cell_name(number, column)}: {of}: "
                    f"the publisher remarks “{shown(cell, 300)}”"
                )

    def _problem(self, number: int, role: str, sentence: str) -> None:
        cell = cell_name(number, self.columns[role])
        self.problems.append(f"Sheet {self.how.sheet}, cell {cell}: {sentence}")
