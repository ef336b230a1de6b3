"""docs/reference/guards.md: the list of guards, with what came of the last run."""

from pathlib import Path

from tests.guards import GUARDS, Guard

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "guards.md"
MISSED, NOT_MISSED, UNKNOWN = "its tests fail", "NOT MISSED", "not tried yet"
_HEAD = """# Guards

Each line of code below keeps somebody out or something in. `.ci/guards` takes them away one by
one, in a copy of the tree, and runs the tests that must miss them (SECURITY R89). This page is
written by that run; `tests/test_guards.py` compares it with the list in `tests/guards/`.

| Guard | Stands in | Tests that miss it | Without it |
|---|---|---|---|
"""


def page(results: dict[str, str]) -> str:
    """The page, from what came of each guard by its name."""
    caught = sum(results.get(guard.name) == MISSED for guard in GUARDS)
    lines = [_line(guard, results.get(guard.name, UNKNOWN)) for guard in GUARDS]
    return f"{_HEAD}{''.join(lines)}\nLast run: {caught} of {len(GUARDS)} are missed by each of " \
        "their tests.\n"  # fmt: skip


def results_on_page() -> dict[str, str]:
    """What the page says of each guard."""
    if not PAGE.exists():
        return {}
    rows = [line.split(" | ") for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    return {row[0].removeprefix("| "): row[-1].removesuffix(" |") for row in rows[1:]}


def _line(guard: Guard, result: str) -> str:
    tests = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in guard.tests)
    return f"| {guard.name} | `{guard.file}` | {tests} | {result} |\n"
