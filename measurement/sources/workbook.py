"""
Looks into an xlsx file before anything opens it.

A workbook is a zip of XML files, and both can be built to fill the memory of whoever opens them.
What this module lets through is packed anew from the parts it has looked at, so the reader behind
it cannot see anything else in the bytes than was seen here.
"""

import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from measurement.sources.cells import column_number, shown
from measurement.values import SourceError

MEMBERS = 2_000  # files in one workbook
UNPACKED = 100 * 1024 * 1024  # bytes of all parts together
RATIO = 100  # bytes unpacked for each byte of the file
CELLS = 5_000_000  # of the smallest rectangle that holds a sheet; readers keep all of it in memory

OLE = b"\xd0\xcf\x11\xe0"  # xls, a workbook with a password, embedded objects
NEEDED = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"}
UNWANTED = {
    "vbaproject.bin": "a macro",
    "xl/macrosheets/": "a macro",
    "xl/activex/": "a program",
    "xl/embeddings/": "an embedded file",
    "xl/externallinks/": "a link to another workbook",
}
DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,  # a kind of packing that the standard library does not know
    ValueError,
)


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
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _members_are_harmless(members, len(content))
            parts = {member.filename: archive.read(member) for member in members}
    except DAMAGED as error:
        raise SourceError("The workbook is damaged and cannot be unpacked.") from error

    kept = {}
    for name, part in parts.items():
        if part.startswith(OLE):
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
    if content.startswith(OLE):
        raise SourceError(
            "The file is an old Excel file (.xls) or has a password. Save it as .xlsx without one."
        )
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise SourceError("The file is a web page or XML, not an Excel workbook (.xlsx).")
    if not content.startswith(b"PK\x03\x04"):
        raise SourceError("The file is not an Excel workbook (.xlsx).")


def _members_are_harmless(members: list[zipfile.ZipInfo], size: int) -> None:
    """Judge by the table of contents, before a single part is unpacked."""
    if len(members) > MEMBERS:
        raise SourceError(f"The workbook has {len(members)} parts; at most {MEMBERS} are opened.")
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED:
        raise SourceError(
            f"The workbook unpacks to {unpacked // 1024**2} MB; "
            f"at most {UNPACKED // 1024**2} MB are opened."
        )
    if unpacked > RATIO * size:
        raise SourceError(
            f"The workbook unpacks to {unpacked // size} times its size; "
            f"at most {RATIO} times are opened."
        )
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise SourceError("The workbook holds two parts of one name.")
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise SourceError(
                f"The workbook holds a part whose name leads elsewhere ({shown(name)})."
            )
        for unwanted, what in UNWANTED.items():
            if unwanted in name.lower():
                raise SourceError(f"The workbook holds {what} ({shown(name)}).")
        if member.flag_bits & 1:
            raise SourceError("The workbook has a password. Save it without one.")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SourceError("The workbook is packed in a way that Excel does not use.")
    if not NEEDED <= set(names):
        raise SourceError("The file is a zip, but not an Excel workbook (.xlsx).")


class _Part:
    """One XML part: well formed, without a DOCTYPE, and its cells within a sensible rectangle."""

    def __init__(self, name: str):
        self.name = name
        self.row = self.column = 0  # where the current cell stands, counted from 1
        self.rows = self.columns = 0  # how far down and right a cell with content stands

    def look_through(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._element
        try:
            parser.Parse(part, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise SourceError(f"The workbook is damaged in part {shown(self.name)}.") from error

    def _doctype(self, *_: object) -> None:
        raise SourceError(
            f"The workbook holds a DOCTYPE in part {shown(self.name)}; Excel writes none."
        )

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
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()
