"""Two texts in one: which words stay, which came and which went. Pure."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"\s*\S+|\s+$")  # with the space before it, so that the words join to the text

SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True)
class Piece:
    """Words beside each other with the same fate."""

    text: str
    kind: str


def pieces(old: str, new: str) -> list[Piece]:
    """What became of ``old``: without the added pieces it is the old text, else the new one."""
    found: list[Piece] = []
    for kind, words in _runs(_words(old), _words(new)):
        text = "".join(words)
        before = found[-1] if found else None
        # A word in the place of another: the space before both stays where it was.
        if kind == ADDED and before and before.kind == REMOVED and (space := _space(before, text)):
            found[-1:] = [Piece(space, SAME), Piece(before.text[len(space) :], REMOVED)]
            text = text[len(space) :]
        found.append(Piece(text, kind))
    return [piece for piece in found if piece.text]


def _space(before: Piece, text: str) -> str:
    """The space with which both texts begin; nothing if they begin with another one."""
    first, second = (one[: len(one) - len(one.lstrip())] for one in (before.text, text))
    return first if first == second else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[str, list[str]]]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for _tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if old[old_from:old_to] == new[new_from:new_to]:
            yield SAME, old[old_from:old_to]
            continue
        if old_from < old_to:
            yield REMOVED, old[old_from:old_to]
        if new_from < new_to:
            yield ADDED, new[new_from:new_to]
