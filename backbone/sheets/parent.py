"""Asks the child for the cells of an uploaded file."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnership.errors import DomainError
from partnership.intake import process

LARGEST = 2 * 1024 * 1024  # bytes


class Unreadable(DomainError):
    """The file could not be read. ``str(error)`` says why; nothing was kept of it."""


@dataclass(frozen=True)
class Sheet:
    """``rows`` from A1 on; a cell is a text, a number or {"day": "2026-10-05"}."""

    name: str
    rows: list[list]


def sheets_of(content: bytes, name: str) -> tuple[list[Sheet], list[str]]:
    """
    The visible sheets of an xlsx or csv file, and sentences about how it was read.

    Raises:
        Unreadable: another kind of file, too large, damaged, or built to harm its reader.
    """
    if not name.lower().endswith((".xlsx", ".csv")):
        raise Unreadable(_("Choose a spreadsheet: a file that ends in .xlsx or .csv."))
    if not content:
        raise Unreadable(_("The file is empty."))
    if len(content) > LARGEST:
        raise Unreadable(too_large())
    answer = _asked(content, name)
    if "problem" in answer:
        raise Unreadable(answer["problem"])
    return [Sheet(**sheet) for sheet in answer["sheets"]], answer["notes"]


def too_large() -> str:
    return _("The file is larger than 2 MB. A plan is smaller; is it the right one?")


def _asked(content: bytes, name: str) -> dict:
    kind = "plan.csv" if name.lower().endswith(".csv") else "plan.xlsx"
    try:
        answer, _bytes = process.ask("backbone.sheets.child", content, kind)
    except process.Died as error:
        raise Unreadable(
            _("The file could not be read. Open it, save it anew as .xlsx, and try again.")
        ) from error
    return answer
