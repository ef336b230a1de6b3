"""Looks through a csv or xlsx: can it be read, is it harmless, and is it a list of people?"""

import csv
import io
from collections import defaultdict

from partnership.intake import archive, personal
from partnership.intake.problems import Problem
from partnership.intake.readers.documents import bare

ROWS, COLUMNS = 200_000, 200
LONGEST = 32_767  # characters of a cell, as in Excel


def read(content: bytes, ending: str) -> tuple[dict, bytes]:
    """Nothing to say, and the bytes to keep."""
    if ending == "csv":
        personal.refuse_people(_csv(content))
        return {}, content
    parts = archive.parts_of(content, main="xl/workbook.xml")
    shared = _shared(parts.get("xl/sharedStrings.xml", b""))
    for name, part in parts.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            personal.refuse_people(_sheet(part, shared))
    return {}, archive.packed(bare(parts))


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    if "\0" in text or text.lstrip("\ufeff \r\n\t").startswith("<"):
        raise Problem("other_kind")
    head = text[:5_000]
    try:
        csv.field_size_limit(LONGEST)
        rows = list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count)))
    except csv.Error as error:
        raise Problem("damaged") from error
    if len(rows) > ROWS or max(map(len, rows), default=0) > COLUMNS:
        raise Problem("too_wide", rows=ROWS, columns=COLUMNS)
    return rows


def _decoded(content: bytes) -> str:
    utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if utf_16 else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem("letters")


def _shared(part: bytes) -> list[str]:
    """The texts that cells point to by number."""
    texts: list[str] = []

    def start(name, attributes):
        if name.rpartition(":")[2] == "si":
            texts.append("")

    def text(words):
        if texts:
            texts[-1] += words.strip("\r\n")

    if part:
        archive.read_xml(part, start, None, text)
    return texts


def _sheet(part: bytes, shared: list[str]) -> list[list[str]]:
    """Its rows from the first one on; each cell is the text that a person sees, or a number."""
    reader = _Cells(shared)
    archive.read_xml(part, reader.start, reader.end, reader.text)
    return [[row[at] for at in range(max(row) + 1)] for row in reader.rows if row]


class _Cells:
    def __init__(self, shared: list[str]):
        self.shared, self.rows = shared, []
        self.kind, self.column, self.words, self.reads = "", 0, "", False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self.rows.append(defaultdict(str))
                self.column = -1
                if len(self.rows) > ROWS:
                    raise Problem("too_wide", rows=ROWS, columns=COLUMNS)
            case "c":
                self.kind, self.words = attributes.get("t", "n"), ""
                self.column = self._column(attributes.get("r", ""))
            case "v" | "t":
                self.reads = True

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v" | "t":
                self.reads = False
            case "c" if self.rows and self.words:
                self.rows[-1][self.column] = self._said()

    def text(self, words: str) -> None:
        if self.reads:
            self.words += words

    def _column(self, name: str) -> int:
        """Counted from 0; a cell without a name is the next one."""
        letters = name.rstrip("0123456789")
        if not letters:
            return self.column + 1
        number = 0
        for letter in letters[:4].upper():
            number = number * 26 + ord(letter) - ord("A") + 1
        if not 0 < number <= COLUMNS:
            raise Problem("too_wide", rows=ROWS, columns=COLUMNS)
        return number - 1

    def _said(self) -> str:
        if self.kind != "s":
            return self.words
        at = int(self.words) if self.words.isdecimal() else -1
        return self.shared[at] if 0 <= at < len(self.shared) else ""
