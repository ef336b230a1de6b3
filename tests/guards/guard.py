"""What a guard is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guard:
    """``text`` stands in ``file`` once; ``instead`` of it, each of the ``tests`` fails."""

    name: str
    file: str
    text: str
    instead: str
    tests: tuple[str, ...]


def guards_of(file: str, folder: str, *lines: tuple[str, str, str, str]) -> list[Guard]:
    """Guards of one file; the tests are named from ``folder`` on."""
    return [
        Guard(name, file, text, instead, tuple(f"{folder}{test}" for test in tests.split()))
        for name, text, instead, tests in lines
    ]
