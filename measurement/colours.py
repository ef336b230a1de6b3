"""The colours of our own style sheet, for what is drawn outside of it."""

import re
from dataclasses import dataclass, fields
from functools import cache

from django.conf import settings


@dataclass(frozen=True)
class Colours:
    """The colours of the page that the chart needs, each named as its token in tokens.css."""

    paper: str
    surface: str
    ink: str
    ink_2: str
    rule_strong: str
    grid: str
    series: str
    compare: str
    target: str


def colours_of(css: str) -> Colours:
    """
    Reads the colours of the light theme out of the text of tokens.css.

    Raises:
        ValueError: a token is missing.
    """
    found = {}
    for one in fields(Colours):
        token = f"--ap-{one.name.replace('_', '-')}"
        match = re.search(rf"{token}:\s*(#[0-9a-f]{{6}})", css)
        if not match:
            raise ValueError(f"tokens.css has no colour {token}.")
        found[one.name] = match[1]
    return Colours(**found)


@cache
def page_colours() -> Colours:
    """The colours of our own style sheet."""
    return colours_of((settings.BASE_DIR / "static" / "css" / "tokens.css").read_text("utf-8"))
