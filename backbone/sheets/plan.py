"""Finds the actions in the cells of a plan, and says in a sentence what it does not understand."""

import datetime
import re
import unicodedata
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from backbone.sheets.dates import START, read_day, read_span
from backbone.sheets.parent import Sheet, Unreadable
from measurement.sources.cells import cell_name, shown

HEADINGS = {
    "strategy": "strategy|priority|priority area|strategic priority|focus area|goal|theme|pillar",
    "title": "action|actions|activity|activities|initiative|what we will do|what will we do|what",
    "organisation": "lead|lead agency|lead organisation|lead partner|led by|who|who leads|partner"
    "|responsible|responsibility|owner|organisation|agency",
    "purpose": "purpose|what for|intended outcome|outcome|why|benefit|what will change",
    "where": "where|location|place|site|area|lga",
    "starts_on": "start|starts|start date|from|commence|commences|begin|begins",
    "due_on": "due|due date|due by|by when|when|end|end date|finish|complete by|completion|deadline"
    "|timeframe|timeline",
    "rhythm": "reporting|reports|how often|frequency|reporting frequency",
}
ROLES = {name: role for role, names in HEADINGS.items() for name in names.split("|")}
NEEDED = {"title", "organisation", "due_on"}
SEARCHED = 40  # rows from the top in which the headings may stand
LONGEST = {"title": 120, "strategy": 120, "organisation": 120, "purpose": 240, "where": 120}
RHYTHMS = {"half": "half_year", "six": "half_year", "6": "half_year", "biannual": "half_year",
           "quarter": "quarter", "three": "quarter", "3": "quarter", "month": "month"}  # fmt: skip
# Headings of a list of clients: such a file is refused, and nothing is kept of it (SECURITY R31).
CLIENTS = re.compile(
    r"\b(date of birth|dob|birth ?date|medicare|crn|client|case number|child s name|child name"
    r"|surname|family name|first name|given name|ndis number|home address)\b"
)
PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|(?:\+?61|\b0)[ -]?[2-478](?:[ -]?\d){8}\b")


@dataclass(frozen=True)
class PlanRow:
    """One action as the plan tells it. Days as ISO texts, so that it can be kept as JSON."""

    strategy: str
    title: str
    organisation: str
    purpose: str
    where: str
    starts_on: str
    due_on: str
    rhythm: str
    at: str  # “Actions, row 12”


@dataclass
class Understood:
    rows: list[PlanRow] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)  # what was left out, or read with a doubt


def plain(text: object) -> str:
    """For comparing names: no capitals, accents, punctuation, brackets or legal endings."""
    text = unicodedata.normalize("NFKD", str(text)).casefold().replace("&", " and ")
    text = re.sub(r"\([^)]*\)", " ", text)
    text = re.sub(r"[^\w ]+", " ", "".join(c for c in text if not unicodedata.combining(c)))
    words = [w for w in text.split() if w not in {"inc", "incorporated", "ltd", "pty", "the"}]
    return " ".join(words)


def understand(sheets: list[Sheet], today: datetime.date) -> Understood:
    """
    All actions of all sheets, in their order.

    Raises:
        Unreadable: no sheet holds a table of actions, or one looks like a list of clients.
    """
    _refuse_lists_of_clients(sheets)
    found = Understood()
    tables = [(sheet, _headings(sheet.rows)) for sheet in sheets]
    if not any(columns for _sheet, (columns, _first) in tables):
        raise Unreadable(
            _(
                "No table of actions was found. It needs columns such as “Action”, “Lead” and "
                "“Due”, with these headings in one row."
            )
        )
    for sheet, (columns, first) in tables:
        if columns:
            _Table(sheet, columns, today, found).read(first)
        elif any(any(str(cell).strip() for cell in row) for row in sheet.rows):
            found.sentences.append(
                _("Sheet “%(sheet)s” holds no table of actions and was left out.")
                % {"sheet": shown(sheet.name)}
            )
    return found


def _refuse_lists_of_clients(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        for row in sheet.rows[:SEARCHED]:
            texts = [cell for cell in row if isinstance(cell, str) and len(cell) < 40]
            if sum(bool(CLIENTS.search(_heading(text))) for text in texts) >= 2:
                raise Unreadable(
                    _(
                        "This looks like a list of clients (sheet “%(sheet)s”). Nothing was kept "
                        "of it. Please also delete the copies you do not need."
                    )
                    % {"sheet": shown(sheet.name)}
                )


def _heading(cell: object) -> str:
    text = re.sub(r"\([^)]*\)", " ", str(cell).casefold())
    return " ".join(re.sub(r"[^a-z ]+", " ", text).split())


def _headings(rows: list[list]) -> tuple[dict[str, int], int]:
    """Where each column stands, and the first row below the headings (which may be two rows)."""
    best: tuple[dict[str, int], int] = ({}, 0)
    for number in range(min(len(rows), SEARCHED)):
        upper = [ROLES.get(_heading(cell), "") for cell in rows[number]]
        below = rows[number + 1] if number + 1 < len(rows) else []
        lower = [ROLES.get(_heading(cell), "") for cell in below]
        lower += [""] * (len(upper) - len(lower))
        both = [low or up for up, low in zip(upper, lower, strict=False)]
        for roles, first in ((upper, number + 1), (both, number + 2)):
            columns = {role: c for c, role in reversed(list(enumerate(roles))) if role}
            if NEEDED <= set(columns) and len(columns) > len(best[0]):
                best = (columns, first)
    return best


class _Table:
    """Reads one table from top to bottom; a strategy holds until the next one is named."""

    def __init__(self, sheet: Sheet, columns: dict[str, int], today, found: Understood):
        self.sheet, self.columns, self.today, self.found = sheet, columns, today, found
        self.strategy = ""
        self.seen: dict[tuple, str] = {}

    def read(self, first: int) -> None:
        for number, cells in enumerate(self.sheet.rows[first:], start=first + 1):
            said = {c for c in (str(cell).strip() for cell in cells) if c}
            if len(said) == 1 and not self._is_lonely_action(cells):
                # a line across the table: the name of what follows
                self.strategy = said.pop()[: LONGEST["strategy"]]
            elif said and _heading(self._cell(cells, "title")) not in ROLES:
                self._row(number, cells)

    def _is_lonely_action(self, cells: list) -> bool:
        filled = [column for column, cell in enumerate(cells) if str(cell).strip()]
        return "strategy" in self.columns and filled == [self.columns["title"]]

    def _row(self, number: int, cells: list) -> None:
        texts = {role: self._text(cells, role) for role in LONGEST}
        at = self._place(number)
        self.strategy = texts["strategy"] or self.strategy
        texts["strategy"] = self.strategy
        for role, what in (
            ("title", _("no action")),
            ("organisation", _("nobody who does it")),
            ("strategy", _("no strategy or priority")),
        ):
            if not texts[role]:
                self._leave_out(at, _("there is %(what)s in it") % {"what": what})
                return
        if problem := self._problem(number, texts):
            self._leave_out(at, problem)
            return
        starts_on, due_on = self._days(number, cells)
        if due_on is None:
            return
        key = tuple(plain(texts[role]) for role in ("strategy", "title", "organisation"))
        if key in self.seen:
            self._leave_out(at, _("it says the same as %(other)s") % {"other": self.seen[key]})
            return
        self.seen[key] = at
        self.found.rows.append(
            PlanRow(
                **texts,
                starts_on=starts_on.isoformat(),
                due_on=due_on.isoformat(),
                rhythm=self._rhythm(number, cells),
                at=at,
            )
        )

    def _problem(self, number: int, texts: dict[str, str]) -> str:
        for role, text in texts.items():
            if PERSONAL.search(text):
                return _("%(cell)s holds a phone number or an email address") % {
                    "cell": self._cell_name(number, role)
                }
            if len(text) > LONGEST[role]:
                if role in ("title", "organisation", "strategy"):
                    return _("%(cell)s is longer than %(most)s characters") % {
                        "cell": self._cell_name(number, role),
                        "most": LONGEST[role],
                    }
                texts[role] = text[: LONGEST[role] - 1].rstrip() + "…"
                self._say(number, role, _("it is long and was cut"))
        return ""

    def _days(self, number: int, cells: list):
        """Both days; (None, None) if it cannot be said until when, with a sentence."""
        cell = self._cell(cells, "due_on")
        span_start, due_on = read_span(cell)
        starts_on = read_day(self._cell(cells, "starts_on"), START) or span_start
        if due_on is None:
            told = {"cell": self._cell_name(number, "due_on"), "text": shown(_said(cell))}
            self._leave_out(
                self._place(number),
                _("%(cell)s says “%(text)s”, and that is no day or month") % told
                if _said(cell)
                else _("%(cell)s does not say until when") % told,
            )
            return None, None
        given = self._cell(cells, "starts_on")
        if starts_on is None:
            if _said(given):
                self._say(number, "starts_on", _("“%(text)s” is no day") % {"text": _said(given)})
            starts_on = min(self.today.replace(day=1), due_on - datetime.timedelta(days=1))
        if starts_on >= due_on:
            self._leave_out(self._place(number), _("it ends before it starts"))
            return None, None
        return starts_on, due_on

    def _rhythm(self, number: int, cells: list) -> str:
        text = self._text(cells, "rhythm").casefold()
        known = next((rhythm for word, rhythm in RHYTHMS.items() if word in text), None)
        if known is None and text:
            self._say(
                number, "rhythm", _("“%(text)s” was read as every three months") % {"text": text}
            )
        return known or "quarter"

    def _cell(self, cells: list, role: str) -> object:
        column = self.columns.get(role)
        return cells[column] if column is not None and column < len(cells) else ""

    def _text(self, cells: list, role: str) -> str:
        return " ".join(_said(self._cell(cells, role)).split())

    def _place(self, number: int) -> str:
        told = {"sheet": shown(self.sheet.name), "row": number}
        return _("%(sheet)s, row %(row)s") % told if self.sheet.name else _("row %(row)s") % told

    def _cell_name(self, number: int, role: str) -> str:
        return cell_name(number, self.columns.get(role, 0))

    def _say(self, number: int, role: str, said: str) -> None:
        told = {"at": self._place(number), "cell": self._cell_name(number, role), "said": said}
        self.found.sentences.append(_("%(at)s, %(cell)s: %(said)s.") % told)

    def _leave_out(self, at: str, why: str) -> None:
        self.found.sentences.append(_("%(at)s was left out: %(why)s.") % {"at": at, "why": why})


def _said(cell: object) -> str:
    return cell["day"] if isinstance(cell, dict) else str(cell).strip()
