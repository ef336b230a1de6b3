"""
Opens a spreadsheet in a process of its own (partnership/intake): bytes in, cells out.

The web process never loads a reader of tables.
"""

import csv
import datetime
import io

ROWS, COLUMNS, SHEETS = 2_000, 60, 20  # of a plan that people read


def read(content: bytes, name: str) -> tuple[dict, bytes]:
    """The sheets with their cells, or ``problem``: what is wrong with the file."""
    from measurement.values import SourceError

    try:
        return (_csv(content) if name.endswith(".csv") else _xlsx(content)), b""
    except SourceError as error:
        return {"problem": str(error)}, b""


def _xlsx(content: bytes) -> dict:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    from measurement.sources.workbook import checked
    from measurement.values import SourceError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(checked(content)))
        visible = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
        sheets = [_sheet(book.get_sheet_by_name(name), name) for name in visible[:SHEETS]]
    except (CalamineError, ValueError, OverflowError) as error:
        raise SourceError("The workbook is damaged: its cells cannot be read.") from error
    return {"sheets": sheets, "notes": []}


def _sheet(sheet, name: str) -> dict:
    cells = sheet.to_python(skip_empty_area=False)
    _check_size(cells, name)
    rows = [[_plain(cell) for cell in row] for row in cells]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = rows[top][left]
    return {"name": name, "rows": rows}


def _check_size(rows: list, name: str) -> None:
    from measurement.values import SourceError

    widest = max(map(len, rows), default=0)
    if len(rows) > ROWS or widest > COLUMNS:
        raise SourceError(
            f"Sheet {name[:60]} has {len(rows)} rows and {widest} columns; a plan of at most "
            f"{ROWS} rows and {COLUMNS} columns is read."
        )


def _plain(cell) -> object:
    """A text, a number, or a day as {"day": "2026-10-05"}."""
    if isinstance(cell, datetime.datetime):
        return {"day": cell.date().isoformat()}
    if isinstance(cell, datetime.date):
        return {"day": cell.isoformat()}
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, int | float | str) else str(cell)


def _csv(content: bytes) -> dict:
    from measurement.values import SourceError

    text, notes = _decoded(content)
    if "\0" in text:
        raise SourceError("The file is no table: it holds a NUL character.")
    head = text[:5_000]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SourceError(f"The file cannot be read as a table: {error}.") from error
    _check_size(rows, "of the file")
    return {"sheets": [{"name": "", "rows": rows}], "notes": notes}


def _decoded(content: bytes) -> tuple[str, list[str]]:
    from measurement.values import SourceError

    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            position = error.start
        else:
            said = "The file was read as Windows-1252: look whether all letters are right."
            return text, [said] if encoding == "cp1252" else []
    raise SourceError(f"The file is no text that we know (byte {position}). Save it as UTF-8.")
