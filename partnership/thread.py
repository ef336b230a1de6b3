"""One step of the thread from what people said to what we did about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A thing of the thread: what kind it is, what it is called, and where it stands."""

    kind: str
    title: str
    url: str
