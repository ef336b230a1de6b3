"""Whether words were only taken out of what a person said, and none put into her mouth. Pure."""

import re

# What may stand where something was: “[name removed]”, “[name of a school removed]”.
_MARK = re.compile(r"\[(?:[^\W\d_]+ ){1,4}removed\]", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def words_put_in(said: str, now: str) -> str:
    """
    The first word of ``now`` that she did not say there, and what follows it; empty if hers are
    all that is left.

    Her words stay in their order, with parts left out. Stops, commas and capital letters may be
    mended at a cut.
    """
    hers = iter(_words(_MARK.sub(" ", said)))
    left = _MARK.sub(lambda mark: " " * len(mark[0]), now)
    for word in _WORD.finditer(left):
        if word[0].casefold() not in hers:  # goes on in her words from the last one that was found
            return now[word.start() :].strip()
    return ""


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
