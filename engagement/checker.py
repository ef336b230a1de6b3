"""
Points at what may give a person away: names, phones, addresses, schools, dates, numbers.

It only points; the writer and then a moderator decide. It knows English names by their capital
letter, so in other languages it sees numbers and addresses only. Pure: text in, findings out.
"""

import re
from dataclasses import dataclass

PHONE = "phone"
EMAIL = "email"
DATE = "date"
SCHOOL = "school"
NUMBER = "number"
NAME = "name"
RISK = "risk"


@dataclass(frozen=True)
class Found:
    """One place in the text: what kind of thing, and the words themselves."""

    kind: str
    words: str


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_PATTERNS = [
    (EMAIL, re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")),
    (DATE, re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")),
    (DATE, re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS}),? (?:19|20)\d\d\b")),
    (PHONE, re.compile(r"(?<!\w)(?:\+?61[ -]?|\(?0)\d?\)?(?:[ -]?\d){7,9}\b")),
    (NUMBER, re.compile(r"\b\d(?:[ -]?\d){6,}\b")),
    (
        SCHOOL,
        re.compile(
            r"\b(?:[A-Z][\w’']+ ){1,4}(?:Primary|Secondary|High|Special|Catholic|Kinder\w*|"
            r"Preschool|College|School|Academy)\b(?: School| College)?"
        ),
    ),
]
_CALLED = re.compile(
    r"\b(?:my |our |her |his )?(?:son|daughter|boy|girl|cousin|brother|sister|friend|nephew|niece|"
    r"grandson|granddaughter|called|named|name is|baby|kid|child|partner|husband|wife|teacher)"
    r",? ([A-Z][a-zé’'-]{2,})"
)
_CAPITAL = re.compile(
    r"(?<![.!?:“\"\n] )(?<!^)(?<=[ (“\"])([A-Z][a-zé’'-]{2,}(?: [A-Z][a-z’'-]+)*)"
)
# Capital letters that name nobody.
_KNOWN = set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday English Arabic Vietnamese Dari "
    "Aboriginal Koori Australia Australian Victoria Victorian Medicare Centrelink Council Year "
    "Easter Christmas Ramadan Facebook Google Zoom Auslan Mum Dad Nan Pop Aunty Uncle Country "
    "Elder Elders State Government Goulburn Area Greater Shepparton Mitchell Moira Murrindindi "
    "Strathbogie Melbourne The And But".split()
) | set(_MONTHS.split("|"))
_RISK = re.compile(
    r"\b(?:kill (?:my|him|her|them)\w*|suicid\w*|hurt(?:ing|s)? (?:me|myself|us|my kids?)|"
    r"hits? (?:me|us|the kids?|my)|self[- ]harm\w*|scared of (?:him|her|my)|not safe at home|"
    r"want to die|abus(?:e|es|ed|ing) (?:me|us|my))\b",
    re.I,
)


def personal(text: str) -> list[Found]:
    """What may say who somebody is, in the order in which it stands."""
    found: list[tuple[int, Found]] = []
    taken: list[range] = []

    def note(kind: str, start: int, words: str) -> None:
        span = range(start, start + len(words))
        if not any(span.start < other.stop and other.start < span.stop for other in taken):
            taken.append(span)
            found.append((start, Found(kind, words)))

    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            note(kind, match.start(), match[0].strip())
    for match in _CAPITAL.finditer(text):  # first, as it takes the surname with it
        if not set(match[1].split()) <= _KNOWN:
            note(NAME, match.start(1), match[1])
    for match in _CALLED.finditer(text):
        if match[1] not in _KNOWN:
            note(NAME, match.start(1), match[1])
    return [one for _start, one in sorted(found, key=lambda pair: pair[0])]


def risks(text: str) -> list[Found]:
    """Words that make a moderator look twice. A hint only: a person decides."""
    return [Found(RISK, match[0]) for match in _RISK.finditer(text)]
