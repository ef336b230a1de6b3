"""
Is a table a list of people (SECURITY R31)? Counts by town are welcome; children by name are not.

It errs on the side of asking: who is refused wrongly rings, who is let in wrongly harms a family.
"""

import re

from partnership.intake.problems import Problem

HEADINGS = 8  # rows from the top that may hold the headings
ENOUGH = 3  # values of a kind, before they tell something
MOSTLY = 0.5  # of the cells of a column that are not empty
SHOWN = 40  # characters of a heading

_HEADING = {
    "name": r"(first|given|christian|sur|family|last|full|preferred|middle|maiden)[ _-]?names?"
    r"|names? of (the )?(child|client|student|pupil|parent|carer|mother|father|patient|person)"
    r"|(child|client|student|pupil|parent|carer|mother|father|patient|participant)('?s)?"
    r"[ _-]?(full )?names?|names?",
    "birth": r"d\.?o\.?b\.?|(date|day) of birth|birth ?(date|day)|born( on)?",
    "number": r"crn|medicare( (card )?(no|number))?|ndis (no|number)"
    r"|(client|student|patient|case|child|participant|ur|urn)[ _-]?(id|no|nr|number|code|ref)",
    "contact": r"(home |mobile |work |parent |carer )?(tele)?phone( (no|number))?"
    r"|mobile( (no|number))?"
    r"|e-?mail( address)?|(home |street |postal |residential )?address",
}
_HEADINGS = {kind: re.compile(f"({words})[ .:*?]*", re.I) for kind, words in _HEADING.items()}
_VALUES = {
    "contact": re.compile(
        r"[^@\s]+@[^@\s]+\.[a-z]{2,}|(\+?61[ -]?|0)4\d\d[ -]?\d{3}[ -]?\d{3}"
        r"|\(?0[2378]\)?[ -]?\d{4}[ -]?\d{4}", re.I
    ),
    "birth": re.compile(r"(\d{1,2}[/.-]\d{1,2}[/.-](19|20)?\d\d)|((19|20)\d\d-\d\d-\d\d)"),
    "name": re.compile(r"[A-Z][a-z'’]+,? [A-Z][A-Za-z'’-]+"),
}  # fmt: skip


def refuse_people(rows: list[list[str]]) -> None:
    """
    Raises:
        Problem: "people", with the headings that say so.
    """
    found = _kinds(rows)
    kinds = {kind for kind, _how in found.values()}
    by_heading = {kind for kind, how in found.values() if how}
    is_of_people = (
        "number" in kinds
        or "birth" in by_heading
        or ("name" in kinds and kinds & {"birth", "contact"})
    )
    if is_of_people:
        named = [how or _letters(column) for column, (_kind, how) in sorted(found.items())]
        raise Problem("people", columns=", ".join(f"“{name}”" for name in named[:4]))


def _kinds(rows: list[list[str]]) -> dict[int, tuple[str, str]]:
    """Of each telling column: the kind, and the heading if that is what told it."""
    found: dict[int, tuple[str, str]] = {}
    for row in rows[:HEADINGS]:
        for column, cell in enumerate(row):
            for kind, pattern in _HEADINGS.items():
                if pattern.fullmatch(cell.strip()):
                    found.setdefault(column, (kind, cell.strip()[:SHOWN]))
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column].strip() for row in rows if len(row) > column]
        filled = [cell[:80] for cell in cells if cell]
        for kind, pattern in _VALUES.items():
            told = sum(bool(pattern.fullmatch(cell)) for cell in filled)
            if told >= ENOUGH and told > MOSTLY * len(filled):
                found.setdefault(column, (kind, ""))
    return found


def _letters(column: int) -> str:
    """A for 0, AA for 26: as a spreadsheet calls it."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters, column = chr(ord("A") + rest) + letters, column - 1
    return letters
