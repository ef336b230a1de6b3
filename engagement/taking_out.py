"""Whether words were only taken out of what a person said, and none put into her mouth. Pure."""

import re
from unicodedata import normalize

# What may stand where something was, in these words only.
_MARK = re.compile(
    r"\[(?:names?|places?|school|age|dates?|numbers?|address|details?|words) removed\]",
    re.IGNORECASE,
)
_STOPS = r"\s.,;:!?…—–\"“”«»()\[\]،؛؟。，、！？"
_NO_SPACES = "\u3040-\u30ff\u4e00-\u9fff"  # Japanese and Chinese: each sign counts as a word
_WORD = re.compile(f"[{_NO_SPACES}]|[^{_STOPS}{_NO_SPACES}]+")


def words_put_in(said: str, now: str) -> str:
    """
    The first word of ``now`` that she did not say there, and what follows it; empty if hers are
    all that is left.

    Her words stay in their order, with parts left out. Stops, commas and capital letters may be
    mended at a cut.
    """
    now = normalize("NFC", now)
    hers = iter(_words(_MARK.sub(" ", normalize("NFC", said))))
    left = _MARK.sub(lambda mark: " " * len(mark[0]), now)
    for word in _WORD.finditer(left):
        if _plain(word[0]) not in hers:  # goes on in her words from the last one that was found
            return now[word.start() :].strip()
    return ""


def _words(text: str) -> list[str]:
    return [_plain(word) for word in _WORD.findall(text)]


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")
