"""
A process that has loaded the portal and its tests, and is forked for each guard.

In the fork every function of the guard's file gets the code that the file without the guard would
give it, wherever the function was imported or wrapped.
"""

import gc
import os
import sys
import tempfile
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.guards.guard import Guard


class Forks:
    def __init__(self, folder: Path, options: list[str], tests: list[str]):
        """Loads everything from ``folder``; no connection is open yet."""
        for name in [name for name in sys.modules if name.split(".")[0] in _OURS]:
            if not name.startswith(_KEPT):
                del sys.modules[name]
        self.folder, self.options = folder, [*options, "-W", "ignore:Module already imported"]
        with tempfile.TemporaryFile("w+") as quiet:
            _into(quiet, lambda: pytest.main([*self.options, "--collect-only", *tests]))

    def run(self, guard: Guard) -> str | None:
        """What pytest said without the guard; None if it stands in no function."""
        file = self.folder / guard.file
        source = file.read_text()
        before = _functions(compile(source, str(file), "exec"))
        after = _functions(compile(source.replace(guard.text, guard.instead), str(file), "exec"))
        changed = {name: code for name, code in after.items() if before.get(name) != code}
        live = [
            one
            for one in gc.get_objects()
            if isinstance(one, FunctionType)
            and one.__code__.co_filename == str(file)
            and one.__code__.co_qualname in changed
        ]
        if not live:
            return None
        with tempfile.TemporaryFile("w+") as said:
            if (child := os.fork()) == 0:
                for function in live:
                    function.__code__ = changed[function.__code__.co_qualname]
                _into(said, lambda: pytest.main([*self.options, *guard.tests]))
                os._exit(0)
            os.waitpid(child, 0)
            said.seek(0)
            return said.read()


_OURS = {"partnership", "agenda", "measurement", "strategies", "engagement", "backbone", "tests"}
_KEPT = ("partnership.stack", "tests.guards")


def _functions(code: CodeType) -> dict[str, CodeType]:
    """The code of each function in a module or class, by its qualified name."""
    found = {}
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_flags & 0x02:  # CO_NEWLOCALS: a function; a class body has none
                found[inner.co_qualname] = inner
            found |= _functions(inner)
    return found


def _into(file, act) -> None:
    """Whatever is printed goes into the file, also by the C library and by children."""
    sys.stdout.flush()
    kept = os.dup(1), os.dup(2)
    os.dup2(file.fileno(), 1), os.dup2(file.fileno(), 2)
    try:
        act()
    finally:
        sys.stdout.flush()
        os.dup2(kept[0], 1), os.dup2(kept[1], 2)
