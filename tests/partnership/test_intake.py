"""The one way a file comes in: what is kept, and what is refused in which words (R27–R34)."""

import importlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from partnership.intake import process
from partnership.intake.kinds import DOCUMENTS, PHOTOS
from partnership.intake.problems import Problem
from partnership.intake.take import Refused, TooLarge, readable_name, take
from tests.partnership import hostile

EVERY_KIND = (*PHOTOS, *DOCUMENTS)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture(autouse=True)
def at_once(request, monkeypatch):
    """Most files are read here, to save a process each; ``in_a_child`` reads as the portal does."""

    def ask(reader, content, *about):
        try:
            return importlib.import_module(reader).read(content, *about)
        except Problem as problem:
            return {"problem": problem.code, "about": problem.about}, b""

    if "in_a_child" not in request.fixturenames:
        monkeypatch.setattr(process, "ask", ask)


@pytest.fixture
def in_a_child():
    """The reader runs in a process of its own, with its limits."""


def taken(name: str, content: bytes):
    return take(SimpleUploadedFile(name, content), EVERY_KIND)


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        taken(name, content)
    return str(refused.value)


REFUSED = {
    "a page called a picture": ("a.png", HTML, "what is inside is something else"),
    "a drawing called a picture": ("a.png", SVG, "what is inside is something else"),
    "a drawing": ("a.svg", SVG, "These can: .jpg, .png, .pdf, .docx, .csv, .xlsx."),
    "a page": ("a.html", HTML, "cannot be added here"),
    "two endings": ("a.pdf.exe", hostile.pdf(), "cannot be added here"),
    "no ending": ("pdf", b"x", "something else"),
    "a program": ("a.xlsm", hostile.xlsx([["a"]]), "cannot be added here"),
    "nothing": ("a.jpg", b"", "The file is empty"),
    "a png called jpg": ("a.jpg", hostile.picture("PNG"), "The name says .jpg"),
    "half a photo": ("a.jpg", hostile.picture(size=(400, 300))[:900], "damaged or not whole"),
    "40 million points": ("a.png", hostile.png_that_says_it_is_huge(), "41 million points"),
    "more points": (
        "a.png", hostile.png_that_says_it_is_huge(30_000, 30_000), "up to 40 million"),
    "no points": ("a.png", hostile.png_that_says_it_is_huge(8, 8), "damaged or not whole"),
    "a page called pdf": ("a.pdf", HTML + hostile.pdf(), "The name says .pdf"),
    "half a pdf": ("a.pdf", hostile.pdf()[:40], "damaged or not whole"),
    "a pdf that is a zip": (
        "a.pdf", hostile.pdf(tail=hostile.packed({"a": b"x"})), "two kinds of file in one"),
    "a pdf that runs": (
        "a.pdf", hostile.pdf(b"1 0 obj <</S /JavaScript /JS (app.alert)>> endobj\n"),
        "does something by itself"),
    "a pdf that runs, in numbers": (
        "a.pdf", hostile.pdf(b"1 0 obj <</S /J#61vaScript>> endobj\n"), "does something by itself"),
    "a pdf that runs, packed": (
        "a.pdf", hostile.pdf_with_packed(b"1 0 <</S /Launch /F (cmd)>>"),
        "does something by itself"),
    "a pdf with a file inside": (
        "a.pdf", hostile.pdf(b"1 0 obj <</EF <</F 2 0 R>> /Type /EmbeddedFile>> endobj\n"),
        "has another file inside"),
    "a locked pdf": (
        "a.pdf", hostile.pdf(b"") .replace(b"/Root", b"/Encrypt 2 0 R /Root"), "has a password"),
    "a pdf that unpacks to much": (
        "a.pdf", hostile.pdf_with_packed(bytes(101 * 1024**2)), "far larger than it says"),
    "a zip bomb": (
        "a.docx", hostile.docx_with("word/a.bin", bytes(101 * 1024**2)), "far larger than it says"),
    "packed a thousand times": (
        "a.docx", hostile.docx_with("word/a.bin", bytes(2 * 1024**2)), "far larger than it says"),
    "a name that leads up": (
        "a.docx", hostile.docx_with("../../etc/cron.d/x", b"x"), "written elsewhere"),
    "a name that leads to the root": (
        "a.docx", hostile.docx_with("/etc/passwd", b"x"), "written elsewhere"),
    "a name of Windows": (
        "a.docx", hostile.docx_with("word\\..\\..\\x", b"x"), "written elsewhere"),
    "entities": (
        "a.docx",
        hostile.docx_with("word/a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "instructions that no office program writes"),
    "a billion laughs": (
        "a.xlsx",
        hostile.packed({
            "[Content_Types].xml": hostile.TYPES,
            "xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        }),
        "instructions that no office program writes"),
    "a macro": ("a.docx", hostile.docx_with("word/vbaProject.bin", b"x"), "a macro"),
    "a macro by its type": (
        "a.docx",
        hostile.packed({
            "[Content_Types].xml": b'<Types a="application/vnd.ms-word.document.macroEnabled"/>',
            "word/document.xml": hostile.WORDS,
        }),
        "a macro"),
    "an object": (
        "a.docx", hostile.docx_with("word/a.bin", b"\xd0\xcf\x11\xe0" + bytes(9)), "packed inside"),
    "an embedded file": (
        "a.docx", hostile.docx_with("word/embeddings/a.xlsx", b"x"), "packed inside"),
    "a template from elsewhere": (
        "a.docx", hostile.linked("attachedTemplate"), "fetches something from another place"),
    "an old document": ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "is of an old kind"),
    "a workbook called docx": ("a.docx", hostile.xlsx([["a"]]), "The name says .docx"),
    "a plain zip": ("a.xlsx", hostile.packed({"a.csv": b"x"}), "The name says .xlsx"),
    "half a workbook": ("a.xlsx", hostile.xlsx([["a"] * 9] * 9)[:300], "damaged or not whole"),
    "a page called csv": ("a.csv", HTML, "The name says .csv"),
    "bytes called csv": ("a.csv", b"a,b\n\0,c", "The name says .csv"),
    "half letters": ("a.csv", b"\xff\xfea", "letters in the file cannot be read"),
    "a wide table": ("a.csv", b"," * 300, "larger than 200000 rows or 200 columns"),
    "a cell like a book": ("a.csv", b"x" * 40_000, "damaged or not whole"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_may_not_come_in_is_refused_in_words(name):
    called, content, sentence = REFUSED[name]

    said = refusal(called, content)

    assert sentence in said
    assert said.count(".") >= 2 or "can:" in said  # what is wrong, and what to do


KEPT = {
    "a pdf": ("a.PDF", hostile.pdf()),
    "a packed pdf": ("a.pdf", hostile.pdf_with_packed(b"1 0 <</Type /Page>>")),
    "a table": ("a.csv", "Town,Familien\nMooroopna,14\nÜberall,9".encode()),
    "an old table": ("a.csv", "Town;Café\nMoira;3".encode("cp1252")),
}


@pytest.mark.parametrize("name", KEPT)
def test_a_plain_file_is_kept_byte_for_byte(name):
    called, content = KEPT[name]

    assert taken(called, content).content == content


def test_a_document_keeps_its_words_and_loses_the_names_of_people():
    author = b"<cp:coreProperties><creator>CANARY</creator></cp:coreProperties>"
    content = hostile.docx_with("docProps/core.xml", author) + b"CANARY behind the end"

    kept = taken("report.docx", content).content

    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        assert archive.read("word/document.xml") == hostile.WORDS
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"CANARY" not in everything + kept


@pytest.mark.parametrize("name", ["word/media/image1.jpeg", "word/media/image1.png"])
def test_a_photo_in_a_document_is_drawn_anew_and_stands_as_it_stood(name, in_a_child):
    """Its frame in the document knows how it is turned, so it is not turned here."""
    content = hostile.docx_with(name, hostile.photo_with_a_place())

    kept = taken("report.docx", content).content

    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        picture = archive.read(name)
    again = Image.open(io.BytesIO(picture))
    assert b"CANARY" not in picture
    assert len(again.getexif()) == 0
    assert (again.format, again.size) == ("JPEG", (60, 40))


def test_a_photo_in_a_workbook_too():
    table = hostile.xlsx([["Town", "Families"], ["Moira", "3"]])
    assert b"CANARY" in hostile.png_with_a_note()
    content = hostile.with_part(table, "xl/media/image1.png", hostile.png_with_a_note())

    kept = taken("report.xlsx", content).content

    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        picture = archive.read("xl/media/image1.png")
    assert Image.open(io.BytesIO(picture)).size == (60, 40)
    assert b"CANARY" not in picture


@pytest.mark.parametrize(
    "picture",
    [hostile.picture(size=(400, 300))[:900], b"II*\x00CANARY", b"RIFF\x10\0\0\0WEBPVP8 CANARY"],
    ids=["half a photo", "tiff", "webp"],
)
def test_a_picture_in_a_document_that_cannot_be_drawn_anew_is_refused(picture):
    said = refusal("a.docx", hostile.docx_with("word/media/image1.jpeg", picture))

    assert "A picture in the file may tell where" in said
    assert "CANARY" not in said


def test_a_link_to_click_on_is_no_harm(in_a_child):
    assert taken("a.docx", hostile.linked("hyperlink")).kind.ending == "docx"


def test_a_photo_is_drawn_anew_and_has_lost_place_device_time_and_what_was_behind_it(in_a_child):
    content = hostile.photo_with_a_place()
    assert b"CANARY-PHONE" in content

    kept = taken("IMG_1.jpeg", content)

    again = Image.open(io.BytesIO(kept.content))
    assert b"CANARY" not in kept.content
    assert b"Exif" not in kept.content
    assert len(again.getexif()) == 0
    assert again.size == (kept.width, kept.height) == (40, 60)  # it stands upright
    assert again.format == "JPEG"


def test_a_large_photo_becomes_one_for_screens():
    kept = taken("a.jpg", hostile.picture(size=(4000, 3000)))

    assert (kept.width, kept.height) == (1600, 1200)


def test_a_photo_of_forty_million_points_is_still_opened(in_a_child):
    kept = taken("a.png", hostile.picture("PNG", size=(8000, 5000)))

    assert (kept.width, kept.height) == (1600, 1000)


def test_a_picture_with_glass_stays_clear():
    content = io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(content, "PNG")

    kept = taken("a.png", content.getvalue())

    assert Image.open(io.BytesIO(kept.content)).getpixel((4, 4)) == (0, 0, 0, 0)


def test_a_file_larger_than_its_kind_may_be_is_refused():
    file = SimpleUploadedFile("a.jpg", b"x")
    file.size = 5 * 1024**2 + 1

    with pytest.raises(TooLarge, match="larger than 5 MB"):
        take(file, PHOTOS)


def test_what_is_refused_in_a_child_is_said_the_same(in_a_child):
    assert "far larger than it says" in refusal(*REFUSED["a zip bomb"][:2])
    assert "41 million points" in refusal(*REFUSED["40 million points"][:2])
    assert "looks like a list of people" in refusal("a.csv", b"Client ID,Visits\nC-1,3\n")


def test_a_reader_that_wants_too_much_memory_is_stopped(in_a_child, monkeypatch):
    monkeypatch.setattr(
        process,
        "_START",
        process._START.replace(
            "main()", "main.__globals__['_limit'](); x = bytearray(2 * 1024**3)"
        ),
    )

    assert "could not be read in the time" in refusal("a.pdf", hostile.pdf())


def test_a_reader_that_dies_is_a_sentence(in_a_child, monkeypatch):
    monkeypatch.setattr(process, "_START", "import os; os.kill(os.getpid(), 9)")

    assert "could not be read in the time" in refusal("a.pdf", hostile.pdf())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x.pdf", "x.pdf"),
        ("C:\\Users\\mai\\x.pdf", "x.pdf"),
        ("a\r\nSet-Cookie:x.pdf", "aSet-Cookie:x.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("<img onerror>.pdf", "<img onerror>.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_the_name_of_a_file_is_one_line_to_read(name, shown):
    assert readable_name(name) == shown


# --- lists of people ----------------------------------------------------------------------

PEOPLE = {
    "names and birthdays": [["First name", "Surname", "DOB"], ["Canary", "Wren", "3/4/2021"]],
    "under a title": [
        ["Playgroup"], [], ["Child's name", "Phone"], ["Canary Wren", "0400 111 222"],
    ],
    "a number of a client": [["Client ID", "Visits"], ["C-1", "3"]],
    "a medicare number": [["Town", "Medicare no."], ["Moira", "2222 33333 1"]],
    "without headings": [
        ["Canary Wren", "canary@example.org"],
        ["Magpie Lark", "magpie@example.org"],
        ["Brolga Heron", "brolga@example.org"],
    ],
    "names and dates": [
        ["Who", "When"], ["Canary Wren", "03/04/2021"], ["Magpie Lark", "13/04/2020"],
        ["Brolga Heron", "23/11/2021"],
    ],
}  # fmt: skip
COUNTS = {
    "families by month": [["Month", "Families"], ["July", "14"], ["August", "19"]],
    "children by town": [["Name of town", "Children"], ["Mooroopna", "14"]],
    "visits by day": [["Date", "Visits"], ["3/4/2026", "9"], ["4/4/2026", "5"], ["5/4/2026", "1"]],
    "towns of two words": [["Place", "Families"], ["Greater Shepparton", "9"], ["Moira Shire", "3"],
                           ["Murrindindi Shire", "2"]],
}  # fmt: skip


def as_csv(rows) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


@pytest.mark.parametrize("as_file", [as_csv, hostile.xlsx], ids=["csv", "xlsx"])
@pytest.mark.parametrize("name", PEOPLE)
def test_a_list_of_people_is_refused_without_saying_any_of_it(name, as_file):
    ending = "csv" if as_file is as_csv else "xlsx"

    said = refusal(f"a.{ending}", as_file(PEOPLE[name]))

    assert "looks like a list of people" in said
    assert "ring the backbone team" in said
    assert "Canary" not in said
    assert "canary" not in said


@pytest.mark.parametrize("as_file", [as_csv, hostile.xlsx], ids=["csv", "xlsx"])
@pytest.mark.parametrize("name", COUNTS)
def test_numbers_of_people_are_welcome(name, as_file):
    ending = "csv" if as_file is as_csv else "xlsx"

    assert taken(f"a.{ending}", as_file(COUNTS[name])).content
