"""Two versions of a text beside each other: which sentences stand only in one of them. Pure."""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?]+|\n+|$)\s*")


@dataclass(frozen=True)
class Part:
    """A piece of a text, with the space after it; the pieces of a text join to the text again."""

    text: str
    differs: bool


def differences(mine: str, theirs: str) -> tuple[list[Part], list[Part]]:
    """Each text cut into sentences; ``differs`` is said of those that the other does not have."""
    return _marked(mine, theirs), _marked(theirs, mine)


def _marked(text: str, other: str) -> list[Part]:
    known = {sentence.strip() for sentence in _sentences(other)}
    return [Part(s, differs=s.strip() not in known) for s in _sentences(text)]


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.findall(text) if sentence]
