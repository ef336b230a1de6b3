"""
Looks into a file of an office program before anything opens it (SECURITY R29).

Such a file is a zip of XML parts, and both can be built to fill the memory of whoever opens them.
The tables of publishers come through here too (``measurement/sources/workbook.py``).
"""

import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from partnership.intake.problems import Problem

MEMBERS = 2_000  # parts in one file
UNPACKED = 100 * 1024 * 1024  # bytes of all parts together
RATIO = 100  # bytes unpacked for each byte of the file

CONTENT_TYPES = "[Content_Types].xml"
OLE = b"\xd0\xcf\x11\xe0"  # embedded objects; old office files, and those with a password
UNWANTED = {
    "vbaproject.bin": "macro",
    "macrosheets/": "macro",
    "activex/": "program",
    "embeddings/": "embedded",
    "externallinks/": "outside",
}
DAMAGED = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, RuntimeError,
    ValueError,
)  # fmt: skip


def parts_of(content: bytes, *, main: str) -> dict[str, bytes]:
    """
    The parts by name, in their order, each looked at and found harmless.

    Args:
        main: the part without which it is no file of that program.

    Raises:
        Problem: it is no such file, is damaged, or holds what a document does not need.
    """
    parts = unpacked(content, needed={main})
    for name, part in parts.items():
        _part_is_harmless(name, part)
    return parts


def unpacked(content: bytes, *, needed: set[str]) -> dict[str, bytes]:
    """
    The parts by name, as the table of contents promised them; nobody has looked into them.

    Raises:
        Problem: as above; ``about`` names the part or the number.
    """
    if content.startswith(OLE):
        raise Problem("old_or_password")
    if not content.startswith(b"PK\x03\x04"):
        raise Problem("other_kind")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _members_are_harmless(members, len(content))
            if not needed | {CONTENT_TYPES} <= {member.filename for member in members}:
                raise Problem("other_kind")
            return {member.filename: archive.read(member) for member in members}
    except DAMAGED as error:
        raise Problem("damaged") from error


def packed(parts: dict[str, bytes]) -> bytes:
    """A new file of these parts: nothing that stood before, between or behind them is in it."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _members_are_harmless(members: list[zipfile.ZipInfo], size: int) -> None:
    """Judge by the table of contents, before a single part is unpacked."""
    if len(members) > MEMBERS:
        raise Problem("bomb", parts=len(members))
    total = sum(member.file_size for member in members)
    if total > UNPACKED:
        raise Problem("bomb", megabytes=total // 1024**2)
    if total > RATIO * size:
        raise Problem("bomb", times=total // size)
    if len({member.filename for member in members}) < len(members):
        raise Problem("strange_names")
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise Problem("strange_names", name=name)
        for unwanted, problem in UNWANTED.items():
            if unwanted in name.lower():
                raise Problem(problem, name=name)
        if member.flag_bits & 1:
            raise Problem("old_or_password")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Problem("damaged", packing=member.compress_type)


def _part_is_harmless(name: str, part: bytes) -> None:
    if part.startswith(OLE):
        raise Problem("embedded")
    if name == CONTENT_TYPES and b"macroenabled" in part.lower():
        raise Problem("macro")
    if name.lower().endswith((".xml", ".rels")):
        read_xml(part, _leads_outside if name.lower().endswith(".rels") else None)


def _leads_outside(name: str, attributes: dict[str, str]) -> None:
    """A link that a reader clicks on is fine; what the program would fetch by itself is not."""
    is_link = attributes.get("Type", "").endswith("/hyperlink")
    if attributes.get("TargetMode", "").lower() == "external" and not is_link:
        raise Problem("outside")


def read_xml(part: bytes, start=None, end=None, text=None) -> None:
    """One part, from its first element to its last; what it may not hold is a Problem."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError) as error:
        raise Problem("damaged") from error


def _doctype(*_about: object) -> None:
    raise Problem("entities")
