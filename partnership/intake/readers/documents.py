"""Looks through a pdf or docx; takes authors, and what photos tell of a place, out of a docx."""

import re
import zipfile
import zlib
from io import BytesIO

from partnership.intake import archive
from partnership.intake.problems import Problem
from partnership.intake.readers import pictures

UNPACKED = archive.UNPACKED
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
# What a program would run or unpack by itself. A page to read needs none of it.
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")  # a letter of a name may be written as its number

_PROPERTIES = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<%b xmlns%b="%b"/>'
_OFFICE = b"http://schemas.openxmlformats.org/"
# Who wrote it, for which firm, and when. They must be there, but may be empty.
BARE = {
    "docProps/core.xml": _PROPERTIES
    % (b"cp:coreProperties", b":cp", _OFFICE + b"package/2006/metadata/core-properties"),
    "docProps/app.xml": _PROPERTIES
    % (b"Properties", b"", _OFFICE + b"officeDocument/2006/extended-properties"),
    "docProps/custom.xml": _PROPERTIES
    % (b"Properties", b"", _OFFICE + b"officeDocument/2006/custom-properties"),
}


def read(content: bytes, ending: str) -> tuple[dict, bytes]:
    """Nothing to say, and the bytes to keep."""
    if ending == "pdf":
        _pdf_is_harmless(content)
        return {}, content
    return {}, archive.packed(bare(archive.parts_of(content, main="word/document.xml")))


def bare(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The same parts without the names of people and firms, and with pictures drawn anew."""
    return {name: BARE.get(name) or pictures.bare(part) for name, part in parts.items()}


def _pdf_is_harmless(content: bytes) -> None:
    if not re.match(rb"%PDF-[12]\.\d", content):
        raise Problem("other_kind")
    if b"%%EOF" not in content[-1024:]:
        raise Problem("damaged")
    if zipfile.is_zipfile(BytesIO(content)):
        raise Problem("two_kinds")
    outline = _HEX.sub(lambda found: bytes([int(found[1], 16)]), _STREAM.sub(b"", content))
    if re.search(rb"/Encrypt\b", outline):
        raise Problem("old_or_password")
    for part in (outline, *_packed_objects(content)):
        if _ACTIVE.search(part):
            raise Problem("active")


def _packed_objects(content: bytes):
    """The objects of a newer pdf lie packed in streams."""
    room = UNPACKED
    for found in _STREAM.finditer(content):
        about = content[max(0, found.start() - 600) : found.start()].rpartition(b"obj")[2]
        if b"/ObjStm" not in about:
            continue
        try:
            part = zlib.decompressobj().decompress(found[1], room)
        except zlib.error as error:
            raise Problem("damaged") from error
        room -= len(part)
        if room <= 0:
            raise Problem("bomb")
        yield _HEX.sub(lambda letter: bytes([int(letter[1], 16)]), part)
