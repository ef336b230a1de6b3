"""Workbooks for tests: the real one, the real one with cells changed, and small new ones."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

DATA = Path(__file__).parents[3] / "data"
REAL = (DATA / "vcams" / "VCAMS_behavourial.xlsx").read_bytes()
SHEET = "xl/worksheets/sheet1.xml"  # the part of the real workbook that holds sheet 10.1
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SMALL = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
    f'Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{{main}}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
    SHEET: '<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
}


LAST_YEAR = range(806, 896)  # the rows of 2019, the last year in it


def recipe(**changes) -> dict:
    """The recipe of the demonstration, with some keys changed."""
    return json.loads((DATA / "recipes" / "vcams-school-entry.json").read_text()) | changes


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    """The real workbook with one part added or exchanged."""
    return packed(parts_of(REAL) | {name: part})


def with_cells(without_row: int = 0, without_rows=(), **cells: object) -> bytes:
    """The real workbook with other values in some cells of sheet 10.1; None empties a cell."""
    sheet = ElementTree.fromstring(parts_of(REAL)[SHEET])
    data = sheet.find(f"{MAIN}sheetData")
    rows = {int(row.get("r")): row for row in data}
    for number in {without_row, *without_rows} - {0}:
        data.remove(rows[number])
    for name, value in cells.items():
        row = rows[int(re.sub("[A-Z]", "", name))]
        old = [cell for cell in row if cell.get("r") == name]
        place = list(row).index(old[0]) if old else len(row)
        if old:
            row.remove(old[0])
        if value is not None:
            row.insert(place, ElementTree.fromstring(_cell(name, value)))
    return with_part(SHEET, ElementTree.tostring(sheet))


def with_sheet_named(name: str) -> bytes:
    book = parts_of(REAL)["xl/workbook.xml"]
    return with_part("xl/workbook.xml", book.replace(b'name="10.1"', f'name="{name}"'.encode()))


def small(lines: list[list[object]], sheet: str = "Data") -> bytes:
    """A new workbook of one sheet, the least that a reader takes for one."""
    rows = "".join(
        f'<row r="{number}">'
        + "".join(_cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(line))
        + "</row>"
        for number, line in enumerate(lines, start=1)
    )
    return packed(
        {
            name: part.format(sheet=sheet, rows=rows, main=MAIN[1:-1]).encode()
            for name, part in SMALL.items()
        }
    )


def texts_of_the_real_sheet() -> dict[str, str]:
    """Cell -> the text in the file, read without any library of spreadsheets. Numbers only."""
    sheet = ElementTree.fromstring(parts_of(REAL)[SHEET])
    return {
        cell.get("r"): cell.findtext(f"{MAIN}v")
        for cell in sheet.iter(f"{MAIN}c")
        if cell.get("t", "n") == "n" and cell.find(f"{MAIN}v") is not None
    }


def _cell(name: str, value: object) -> str:
    main = f'xmlns="{MAIN[1:-1]}"'
    match value:
        case "#DIV/0!":
            return f'<c {main} r="{name}" t="e"><v>{value}</v></c>'
        case bool():
            return f'<c {main} r="{name}" t="b"><v>{int(value)}</v></c>'
        case str():
            return f'<c {main} r="{name}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        case _:
            return f'<c {main} r="{name}"><v>{value!r}</v></c>'
