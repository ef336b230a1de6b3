"""Hands a file to its reader in a process of its own, which knows none of our secrets."""

import json
import subprocess
import sys

from django.conf import settings

LONGEST = 30  # seconds on the clock


class Died(Exception):
    """The reader did not answer: it was stopped, or fell over the file."""


def ask(reader: str, content: bytes, *about: str) -> tuple[dict, bytes]:
    """
    What the module ``reader`` makes of the bytes: an answer, and the bytes it made, if any.

    Raises:
        Died: it took too long, wanted too much, or answered nothing that can be understood.
    """
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-c", _START, str(settings.BASE_DIR), reader, *about],
            input=content,
            capture_output=True,
            timeout=LONGEST,
            env={"PYTHONDONTWRITEBYTECODE": "1"},  # none of our keys
            check=True,
        )
        answer, _line, made = child.stdout.partition(b"\n")
        return json.loads(answer), made
    except (subprocess.SubprocessError, ValueError) as error:
        raise Died from error


# The child gets no settings and no variables of ours; only where our code lies. The package
# itself is left empty: what it loads for the portal (Celery) is of no use to a reader.
_START = (
    "import sys, types; home = sys.argv.pop(1); sys.path.insert(0, home); "
    "sys.modules['partnership'] = types.ModuleType('partnership'); "
    "sys.modules['partnership'].__path__ = [home + '/partnership']; "
    "from partnership.intake.child import main; main()"
)
