"""
Reads one known Excel file of the old kind (.xls), a row for each place, a column for each age.

Such a file cannot be looked through part by part as an .xlsx can, so no other is ever opened than
the one whose hash stands in the recipe: somebody looked at it when it was put into ``data/``.
"""

import hashlib
from datetime import date
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineWorkbook

from measurement.sources.cells import cell_name, column_letters, column_number, shown
from measurement.sources.counted import AgesRecipe
from measurement.sources.recipe import plain
from measurement.sources.refusals import MOST, hold_if_any
from measurement.values import Reading, Row, SourceError

PERCENT = Decimal(100)
OTHERS = "other rows"


def read_age_columns(content: bytes, recipe: dict, today: date) -> Reading:
    """
    Read one known file. A row is a share: the people of the counted ages out of everybody.

    Args:
        content: the bytes; any others than those the recipe names are not opened.
        recipe: of kind "age_columns"; see `measurement.sources.counted`.
        today: the counts may not be of a later day.

    Raises:
        RecipeError: the recipe cannot be used.
        SourceError: it is another file.
        Held: something in it is not as the recipe says. The sentence names sheet and cell.
    """
    how = AgesRecipe.of(recipe)
    if hashlib.sha256(content).hexdigest() != how.sha256:
        raise SourceError(
            "This is not the file that the recipe names by its sha256. An old Excel file (.xls) "
            "is opened only if somebody has looked at exactly this one."
        )
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    if how.sheet not in book.sheet_names:
        raise SourceError(f"The workbook has no sheet named “{how.sheet}”.")
    sheet = _Sheet(how, book.get_sheet_by_name(how.sheet).to_python(skip_empty_area=False))
    if how.day > today:
        sheet.problems.append(f"The day {how.day.isoformat()} has not come yet.")
    sheet.check_texts()
    columns = sheet.columns()
    hold_if_any(sheet.problems)
    rows = sheet.shares(columns)
    hold_if_any(sheet.problems)
    return Reading(tuple(rows), ((OTHERS, sheet.others),), ())


class _Sheet:
    """The cells from A1 on, and what breaks the recipe."""

    def __init__(self, how: AgesRecipe, cells: list[list]):
        self.how = how
        self.cells = cells
        self.others = 0
        self.problems: list[str] = []

    def check_texts(self) -> None:
        """What the table says of itself, such as its day."""
        for cell, wanted in self.how.says.items():
            letters = cell.rstrip("0123456789")
            row, column = int(cell[len(letters) :]) - 1, column_number(letters) - 1
            found = self.cells[row][column] if self._is_inside(row, column) else ""
            if plain(str(found)) != plain(wanted):
                self._problem(cell, f"“{shown(found, 120)}” stands here, not “{wanted}”.")

    def columns(self) -> dict[str, int]:
        """Age group, or total, -> its column. Every heading of the row is one of them."""
        how, row = self.how, self.how.header_row - 1
        headings = self.cells[row] if row < len(self.cells) else []
        first = column_number(how.name_column)  # the ages stand right of the names
        found = {plain(str(cell)): first + at for at, cell in enumerate(headings[first:])}
        wanted = {*how.counted, *how.not_counted, how.total}
        for name in sorted(wanted - found.keys()):
            self._problem(f"row {how.header_row}", f"no column has the heading “{name}”.")
        for name in sorted(found.keys() - wanted):
            where = cell_name(how.header_row, found[name])
            self._problem(where, f"the recipe knows no column “{shown(name)}”.")
        return found

    def shares(self, columns: dict[str, int]) -> list[Row]:
        """One row for each wanted place."""
        how = self.how
        name_at, code_at = column_number(how.name_column) - 1, column_number(how.code_column) - 1
        rows: dict[str, Row] = {}
        for number, line in enumerate(self.cells[how.header_row :], start=how.header_row + 1):
            name = plain(str(line[name_at]))
            if name not in how.places:
                self.others += any(cell != "" for cell in line)
                continue
            code = str(int(line[code_at])) if isinstance(line[code_at], float) else ""
            if code != how.places[name]:
                self._problem(
                    cell_name(number, code_at),
                    f"“{name}” has the code {shown(code)}, in the recipe {how.places[name]}.",
                )
            elif name in rows:
                self._problem(cell_name(number, name_at), f"“{name}” stands here a second time.")
            else:
                rows[name] = self._share(number, line, columns, name)
        for name in sorted(how.places.keys() - rows.keys()):
            self._problem(f"column {how.name_column}", f"“{name}” has no row.")
        return list(rows.values())

    def _share(self, number: int, line: list, columns: dict[str, int], name: str) -> Row:
        how = self.how
        ages = {age: self._count(number, line, columns[age]) for age in how.counted}
        others = [self._count(number, line, columns[age]) for age in how.not_counted]
        total = self._count(number, line, columns[how.total])
        part = sum(ages.values(), Decimal())
        if part + sum(others, Decimal()) != total or not total:
            self._problem(
                cell_name(number, columns[how.total]),
                f"all ages together are not the {total:f} of “{how.total}”.",
            )
        at = sorted(columns[age] for age in how.counted)
        cells = f"{cell_name(number, at[0])}:{cell_name(number, at[-1])}"
        if at[-1] - at[0] + 1 != len(at):
            cells = ";".join(cell_name(number, one) for one in at)
        return Row(
            place=name,
            code=how.places[name],
            period_start=how.day,
            period_end=how.day,
            dims="",
            value=PERCENT * part / total if total else None,
            numerator=part,
            denominator=total,
            missing="",
            sheet=how.sheet,
            cell=f"{cells};{column_letters(columns[how.total])}{number}",
            note="added_up",
        )

    def _count(self, number: int, line: list, column: int) -> Decimal:
        cell = line[column]
        is_count = isinstance(cell, int | float) and not isinstance(cell, bool)
        if is_count and 0 <= cell <= MOST and cell == int(cell):
            return Decimal(int(cell))
        self._problem(cell_name(number, column), f"“{shown(cell)}” is no count of people.")
        return Decimal()

    def _is_inside(self, row: int, column: int) -> bool:
        return row < len(self.cells) and column < len(self.cells[row])

    def _problem(self, where: str, sentence: str) -> None:
        self.problems.append(f"Sheet {self.how.sheet}, {_cell(where)}: {sentence}")


def _cell(where: str) -> str:
    return where if " " in where else f"cell {where}"
