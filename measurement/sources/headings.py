"""Finds the columns of a table by their headings; one that nobody knows is a problem."""

from measurement.sources.cells import cell_name, column_letters, shown
from measurement.sources.recipe import TableRecipe, plain
from measurement.values import SourceError


def find_columns(cells: list[tuple], how: TableRecipe) -> tuple[dict[str, int], list[str]]:
    """
    Where each column of the recipe stands.

    Args:
        cells: the sheet from A1 on, a tuple for each line; empty cells are "".

    Returns:
        What a column is -> its number, counted from 0; and a sentence for each problem.

    Raises:
        SourceError: fewer than half of the recipe's headings are there: this is another table.
    """
    line = cells[how.header_row - 1] if len(cells) >= how.header_row else ()
    headings = {column: plain(str(cell)) for column, cell in enumerate(line) if cell != ""}
    wanted = set(how.columns.values())
    if 2 * len(wanted & set(headings.values())) < len(wanted):
        raise SourceError(
            f"Sheet {how.sheet}, row {how.header_row}: this is not the table of the recipe. "
            f"The headings {', '.join(f'“{heading}”' for heading in how.columns.values())} "
            "belong there. Compare sheet and header_row of the recipe with the workbook."
        )

    columns, problems = {}, []
    for role, heading in [*how.columns.items(), *((text, text) for text in how.always)]:
        found = [column for column, text in headings.items() if text == heading]
        if not found:
            problems.append(
                f"Sheet {how.sheet}, row {how.header_row}: no column has the heading “{heading}”. "
                "If it has a new one, change columns in the recipe."
            )
        elif len(found) > 1:
            problems.append(
                f"Sheet {how.sheet}, cell {cell_name(how.header_row, found[1])}: "
                f"a second column has the heading “{heading}”."
            )
        else:
            columns[role] = found[0]
    for column, text in headings.items():
        if text not in wanted | how.other_columns | how.always.keys():
            problems.append(
                f"Sheet {how.sheet}, cell {cell_name(how.header_row, column)}: the recipe knows no "
                f"column “{shown(text)}”. If it is new and not needed, add it to other_columns."
            )
    return columns, problems + _beside_the_headings(cells, set(headings), how)


def _beside_the_headings(cells: list[tuple], known: set[int], how: TableRecipe) -> list[str]:
    """The first cell below no heading that holds something, outside the publisher's remarks."""
    for row, line in enumerate(cells[how.header_row :], start=how.header_row + 1):
        for column, cell in enumerate(line):
            is_known = column in known or column_letters(column) == how.remarks_column
            if cell != "" and not is_known:
                return [
                    f"Sheet {how.sheet}, cell {cell_name(row, column)}: “{shown(cell)}” stands in "
                    "a column without a heading. If these are remarks of the publisher, name the "
                    "column in remarks_column of the recipe."
                ]
    return []
