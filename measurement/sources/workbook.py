"""
Looks into an xlsx file before anything opens it.

A workbook is a zip of XML files, and both can be built to fill the memory of whoever opens them.
What this module lets through is packed anew from the parts it has looked at, so the reader behind
it cannot see anything else in the bytes than was seen here.
"""

import zipfile
from io import BytesIO

from measurement.sources.cells import column_number, shown
from measurement.values import SourceError
from partnership.intake import archive
from partnership.intake.problems import Problem

CELLS = 5_000_000  # of the smallest rectangle that holds a sheet; readers keep all of it in memory
NEEDED = {"_rels/.rels", "xl/workbook.xml"}
HELD = {
    "macro": "a macro",
    "program": "a program",
    "embedded": "an embedded file",
    "outside": "a link to another workbook",
}


def checked(content: bytes) -> bytes:
    """
    The same workbook, of only those parts that were looked at and found harmless.

    Args:
        content: the bytes of an xlsx file, from anywhere.

    Returns:
        An uncompressed xlsx of its XML parts: no pictures, printer settings, or anything else.

    Raises:
        SourceError: the bytes are no xlsx, are damaged, or hold what a table does not need.
    """
    _is_a_zip(content)
    try:
        parts = archive.unpacked(content, needed=NEEDED)
    except Problem as problem:
        raise SourceError(_sentence(problem)) from problem

    kept = {}
    for name, part in parts.items():
        if part.startswith(archive.OLE):
            raise SourceError(f"The workbook holds an embedded file ({shown(name)}).")
        if name.lower().endswith((".xml", ".rels")):
            _Part(name).look_through(part)
            kept[name] = part
    if b"macroenabled" in kept["[Content_Types].xml"].lower():
        raise SourceError("The workbook holds a macro. Save it as .xlsx and try again.")
    return _packed(kept)


def _is_a_zip(content: bytes) -> None:
    if not content:
        raise SourceError("The file is empty.")
    if content.startswith(archive.OLE):
        raise SourceError(
            "The file is an old Excel file (.xls) or has a password. Save it as .xlsx without one."
        )
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise SourceError("The file is a web page or XML, not an Excel workbook (.xlsx).")
    if not content.startswith(b"PK\x03\x04"):
        raise SourceError("The file is not an Excel workbook (.xlsx).")


def _sentence(problem: Problem) -> str:
    """For staff, who know what a workbook is."""
    match problem.code, problem.about:
        case "bomb", {"parts": number}:
            return f"The workbook has {number} parts; at most {archive.MEMBERS} are opened."
        case "bomb", {"megabytes": size}:
            most = archive.UNPACKED // 1024**2
            return f"The workbook unpacks to {size} MB; at most {most} MB are opened."
        case "bomb", {"times": times}:
            return (
                f"The workbook unpacks to {times} times its size; "
                f"at most {archive.RATIO} times are opened."
            )
        case "strange_names", {"name": name}:
            return f"The workbook holds a part whose name leads elsewhere ({shown(name)})."
        case "strange_names", _:
            return "The workbook holds two parts of one name."
        case code, {"name": name}:
            return f"The workbook holds {HELD[code]} ({shown(name)})."
        case "old_or_password", _:
            return "The workbook has a password. Save it without one."
        case "damaged", {"packing": _}:
            return "The workbook is packed in a way that Excel does not use."
        case "other_kind", _:
            return "The file is a zip, but not an Excel workbook (.xlsx)."
    return "The workbook is damaged and cannot be unpacked."


class _Part:
    """One XML part: well formed, without a DOCTYPE, and its cells within a sensible rectangle."""

    def __init__(self, name: str):
        self.name = name
        self.row = self.column = 0  # where the current cell stands, counted from 1
        self.rows = self.columns = 0  # how far down and right a cell with content stands

    def look_through(self, part: bytes) -> None:
        try:
            archive.read_xml(part, self._element)
        except (Problem, ValueError) as problem:
            if str(problem) == "entities":
                said = (
                    f"The workbook holds a DOCTYPE in part {shown(self.name)}; Excel writes none."
                )
            else:
                said = f"The workbook is damaged in part {shown(self.name)}."
            raise SourceError(said) from problem

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                given = attributes.get("r", "")
                self.row = int(given) if given.isdecimal() else self.row + 1
                self.column = 0
            case "c":
                given = attributes.get("r", "")
                letters = given.rstrip("0123456789")
                self.column = column_number(letters) if given else self.column + 1
                self.row = int(given[len(letters) :] or self.row)
            case "v" | "is" | "f":
                self.rows = max(self.rows, self.row)
                self.columns = max(self.columns, self.column)
                if self.rows * self.columns > CELLS:
                    raise SourceError(
                        f"The workbook has a sheet of {self.rows} rows and {self.columns} columns "
                        f"({shown(self.name)}); at most {CELLS} cells are opened."
                    )


def _packed(parts: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return content.getvalue()
