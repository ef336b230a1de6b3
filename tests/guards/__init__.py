"""
The guards: the lines of code that keep somebody out or something in, and the tests that miss them.

`.ci/guards` takes each away in a copy of the tree and runs its tests: they must fail. Which guard
stands where, and what came of the last run, is in docs/reference/guards.md (SECURITY R89).
"""

from tests.guards import anonymous, doors, figures, rooms, words
from tests.guards.guard import Guard

GUARDS: list[Guard] = [
    *doors.GUARDS,
    *words.GUARDS,
    *figures.GUARDS,
    *rooms.GUARDS,
    *anonymous.GUARDS,
]

__all__ = ["GUARDS", "Guard"]
