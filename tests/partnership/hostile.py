"""Files that mean harm, or are merely broken, built here byte by byte."""

import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin

TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%b'
    b"</Relationships>"
)
WORDS = (
    b'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Four playgroups</w:t></w:r></w:p></w:body>'
    b"</w:document>"
)


def packed(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return packed(parts | {name: part})


def docx_with(name: str, part: bytes) -> bytes:
    """The least that is a Word document, and one part more."""
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": WORDS, name: part})


def linked(kind: str) -> bytes:
    """A document that has a link outside of that kind."""
    link = (
        b'<Relationship Id="r1" Type="http://x/%b" Target="https://evil.example/a"'
        b' TargetMode="External"/>'
    )
    return docx_with("word/_rels/document.xml.rels", RELS % (link % kind.encode()))


def xlsx(rows: list[list[object]]) -> bytes:
    """A workbook of one sheet: texts are shared, as Excel keeps them; numbers stand in the cell."""
    texts: list[str] = []
    lines = b""
    for number, row in enumerate(rows, start=1):
        cells = ""
        for column, value in enumerate(row):
            name = f"{chr(65 + column)}{number}"
            if isinstance(value, str):
                texts.append(value)
                cells += f'<c r="{name}" t="s"><v>{len(texts) - 1}</v></c>'
            else:
                cells += f'<c r="{name}"><v>{value}</v></c>'
        lines += f'<row r="{number}">{cells}</row>'.encode()
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "xl/workbook.xml": b"<workbook/>",
            "xl/sharedStrings.xml": f"<sst>{shared}</sst>".encode(),
            "xl/worksheets/sheet1.xml": b"<worksheet><sheetData>%b</sheetData></worksheet>" % lines,
        }
    )


def picture(kind: str = "JPEG", size=(60, 40), **more) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size, "#2f6b4f").save(content, kind, **more)
    return content.getvalue()


def photo_with_a_place() -> bytes:
    """A photo turned on its side, with where, when and with which phone it was taken."""
    exif = Image.Exif()
    exif[0x0110] = "CANARY-PHONE"
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x0132] = "2026:09:30 10:00:00"
    exif.get_ifd(0x8825).update({1: "S", 2: (36.0, 22.0, 50.0), 3: "E", 4: (145.0, 24.0, 0.0)})
    return picture(exif=exif, comment=b"CANARY-COMMENT") + b"CANARY-BEHIND"


def png_with_a_note() -> bytes:
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", "CANARY-NAME")
    return picture("PNG", pnginfo=note)


def png_that_says_it_is_huge(width: int = 8000, height: int = 5001) -> bytes:
    """The head of a picture of 40.008 million points; nobody sent the points."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def pdf(objects: bytes = b"1 0 obj <</Type /Catalog>> endobj\n", tail: bytes = b"") -> bytes:
    return b"%PDF-1.7\n" + objects + b"trailer <</Root 1 0 R>>\n%%EOF\n" + tail


def pdf_with_packed(objects: bytes) -> bytes:
    """The same, with objects hidden from whoever only looks at the letters."""
    stream = zlib.compress(objects)
    return pdf(
        b"2 0 obj <</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n"
        % len(stream)
        + stream
        + b"\nendstream endobj\n"
    )
