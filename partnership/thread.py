"""One step of the thread from people's words to what was decided, and back."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """Where the thread leads: what it is (“words”, “outcome”, …), its title and its address."""

    kind: str
    title: str
    url: str
