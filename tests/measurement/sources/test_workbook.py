import warnings
import zipfile
from io import BytesIO

import pytest

from measurement.sources.workbook import checked
from measurement.values import SourceError
from partnership.intake import archive
from tests.measurement.sources.workbooks import (
    MAIN,
    REAL,
    SHEET,
    packed,
    parts_of,
    small,
    with_part,
)


def refusal(content: bytes) -> str:
    with pytest.raises(SourceError) as refused:
        checked(content)
    return str(refused.value)


def test_checked_keeps_the_xml_of_the_real_workbook_as_it_is():
    before = parts_of(REAL)

    after = parts_of(checked(REAL))

    assert after == {
        name: part for name, part in before.items() if name.endswith((".xml", ".rels"))
    }
    assert set(before) - set(after) == {
        "xl/printerSettings/printerSettings1.bin",
        "xl/printerSettings/printerSettings2.bin",
    }


NO_WORKBOOK = {
    "nothing": (b"", "The file is empty."),
    "words": (b"Year,LGA\n2010,Moira", "The file is not an Excel workbook (.xlsx)."),
    "a web page": (
        b"\xef\xbb\xbf\n<!DOCTYPE html><html></html>",
        "The file is a web page or XML, not an Excel workbook (.xlsx).",
    ),
    "an old workbook, or one with a password": (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512),
        "The file is an old Excel file (.xls) or has a password. Save it as .xlsx without one.",
    ),
    "the first half of a workbook": (
        REAL[: len(REAL) // 2],
        "The workbook is damaged and cannot be unpacked.",
    ),
    "a workbook with a hole": (
        REAL[:3000] + bytes(200) + REAL[3200:],
        "The workbook is damaged and cannot be unpacked.",
    ),
    "another zip": (
        packed({"table.csv": b"Year"}),
        "The file is a zip, but not an Excel workbook (.xlsx).",
    ),
}


@pytest.mark.parametrize("name", NO_WORKBOOK)
def test_what_is_no_workbook_is_refused_by_name(name):
    content, sentence = NO_WORKBOOK[name]

    assert refusal(content) == sentence


UNWANTED = {
    "a macro": ("xl/vbaProject.bin", b"", "The workbook holds a macro (xl/vbaProject.bin)."),
    "an old macro": (
        "xl/macrosheets/sheet1.xml",
        b"<a/>",
        "The workbook holds a macro (xl/macrosheets/sheet1.xml).",
    ),
    "a type with macros": (
        "[Content_Types].xml",
        b'<Types><a t="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
        "The workbook holds a macro. Save it as .xlsx and try again.",
    ),
    "a control": (
        "xl/activeX/activeX1.xml",
        b"<a/>",
        "The workbook holds a program (xl/activeX/activeX1.xml).",
    ),
    "another file": (
        "xl/embeddings/oleObject1.bin",
        b"",
        "The workbook holds an embedded file (xl/embeddings/oleObject1.bin).",
    ),
    "another file under a harmless name": (
        "xl/media/image1.png",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        "The workbook holds an embedded file (xl/media/image1.png).",
    ),
    "a link": (
        "xl/externalLinks/externalLink1.xml",
        b"<a/>",
        "The workbook holds a link to another workbook (xl/externalLinks/externalLink1.xml).",
    ),
    "a way up": (
        "xl/../../etc/passwd",
        b"",
        "The workbook holds a part whose name leads elsewhere (xl/../../etc/passwd).",
    ),
    "a way to the top": (
        "/etc/passwd",
        b"",
        "The workbook holds a part whose name leads elsewhere (/etc/passwd).",
    ),
    "a way up as Windows writes it": (
        "xl\\..\\..\\a.xml",
        b"<a/>",
        "The workbook holds a part whose name leads elsewhere (xl/../../a.xml).",
    ),
    "a doctype": (
        "xl/theme/theme1.xml",
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>',
        "The workbook holds a DOCTYPE in part xl/theme/theme1.xml; Excel writes none.",
    ),
    "a doctype in two bytes a letter": (
        "xl/theme/theme1.xml",
        '\ufeff<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16-le"),
        "The workbook holds a DOCTYPE in part xl/theme/theme1.xml; Excel writes none.",
    ),
    "broken xml": (
        "xl/theme/theme1.xml",
        b"<a><b></a>",
        "The workbook is damaged in part xl/theme/theme1.xml.",
    ),
    "letters nobody knows": (
        "xl/theme/theme1.xml",
        b'<?xml version="1.0" encoding="klingon"?><a/>',
        "The workbook is damaged in part xl/theme/theme1.xml.",
    ),
}


@pytest.mark.parametrize("name", UNWANTED)
def test_a_workbook_with_more_than_a_table_is_refused(name):
    part, content, sentence = UNWANTED[name]

    assert refusal(with_part(part, content)) == sentence


def test_a_small_file_that_unpacks_to_a_large_one_is_refused_before_it_is_unpacked():
    bomb = packed({"xl/media/image1.png": bytes(30 * 1024**2)})

    assert len(bomb) < 40_000
    assert refusal(bomb).startswith("The workbook unpacks to ")
    assert refusal(bomb).endswith(" times its size; at most 100 times are opened.")


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "UNPACKED", 300_000)

    assert refusal(REAL) == "The workbook unpacks to 0 MB; at most 0 MB are opened."


def test_a_part_that_is_larger_than_the_table_of_contents_says_is_refused():
    size = (len(parts_of(REAL)[SHEET])).to_bytes(4, "little")
    directory = REAL.index(b"PK\x01\x02")
    liar = REAL[:directory] + REAL[directory:].replace(size, (1000).to_bytes(4, "little"))

    assert liar != REAL
    assert refusal(liar) == "The workbook is damaged and cannot be unpacked."


def test_a_workbook_of_very_many_parts_is_refused():
    content = packed({f"xl/{number}.xml": b"<a/>" for number in range(2001)})

    assert refusal(content) == "The workbook has 2001 parts; at most 2000 are opened."


def test_two_parts_of_one_name_are_refused():
    content = BytesIO(small([["Year"]]))
    with zipfile.ZipFile(content, "a") as book, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python itself finds it odd
        book.writestr(SHEET, b"<worksheet/>")

    assert refusal(content.getvalue()) == "The workbook holds two parts of one name."


def test_a_part_with_a_password_is_refused():
    directory = REAL.index(b"PK\x01\x02")
    flags = directory + 8
    locked = REAL[:flags] + b"\x01" + REAL[flags + 1 :]

    assert refusal(locked) == "The workbook has a password. Save it without one."


def test_a_part_packed_in_another_way_is_refused():
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_LZMA) as book:
        book.writestr("xl/workbook.xml", b"<a/>")

    assert refusal(content.getvalue()) == "The workbook is packed in a way that Excel does not use."


FAR = {
    "the last cell there is": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "a column beyond all columns": '<row r="895"><c r="ZZZZZZZZ895"><v>1</v></c></row>',
    "without an address": '<row r="6000000"><c><v>1</v></c></row>',
    "behind a prefix": '<x:c xmlns:x="urn:x" r="XFD1048576"><x:v>1</x:v></x:c>',
}


@pytest.mark.parametrize("name", FAR)
def test_two_cells_far_apart_are_refused_since_readers_keep_all_between_them(name):
    sheet = (
        f'<worksheet xmlns="{MAIN[1:-1]}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        f"{FAR[name]}</sheetData></worksheet>"
    )

    assert "at most 5000000 cells are opened" in refusal(with_part(SHEET, sheet.encode()))


def test_empty_cells_with_a_format_may_stand_far_away():
    sheet = parts_of(REAL)[SHEET].replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    )

    assert checked(with_part(SHEET, sheet))
