"""Asks the child for the cells of an uploaded file."""

import json
import subprocess
import sys
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from partnership.errors import DomainError

LARGEST = 2 * 1024 * 1024  # bytes
LONGEST = 20  # seconds on the clock


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
        raise Unreadable(_("The file is larger than 2 MB. A plan is smaller; is it the right one?"))
    answer = _asked(content, name)
    if "problem" in answer:
        raise Unreadable(answer["problem"])
    return [Sheet(**sheet) for sheet in answer["sheets"]], answer["notes"]


def _asked(content: bytes, name: str) -> dict:
    kind = "plan.csv" if name.lower().endswith(".csv") else "plan.xlsx"
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-c", _START, str(settings.BASE_DIR), kind],
            input=content,
            capture_output=True,
            timeout=LONGEST,
            env={"PYTHONDONTWRITEBYTECODE": "1"},  # none of our keys
            check=True,
        )
        return json.loads(child.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise Unreadable(
            _("The file could not be read. Open it, save it anew as .xlsx, and try again.")
        ) from error


# The child gets no settings and no variables of ours; only where our code lies.
_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from backbone.sheets.child import main; main()"
)
