"""The thread from people’s words to what was decided, one step at a time."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """Something one click away. ``url`` is empty while no page of the portal shows it."""

    kind: str
    title: str
    url: str
