"""
A first visit of any page is light, and the next page lighter (PERFORMANCE C). No clock is read.

Counted is what the page itself asks for, as it is sent: text by gzip, fonts as they are. What a
browser really fetches for home and for a measure is counted in tests/journeys.
"""

import gzip
import re
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from partnership.access import may_come
from tests.test_access import pages

FIRST_VISIT = 60_000  # bytes, without the font
WITH_FONT = 100_000
NEXT_PAGE = 20_000  # bytes of the page itself, when its parts are there already
SCRIPTS = 20_000  # bytes before anybody touches anything
REQUESTS = 8
ONE_MORE = {"account_login"}  # passkeys come as four small scripts of a library

PARTS = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="/static/([^"]+)"')
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")
PACKED = (".woff2", ".png", ".jpg", ".webp")


@cache
def sent(path: str) -> int:
    """Bytes of a static file as they go over the wire."""
    body = Path(finders.find(HASH.sub("", path))).read_bytes()
    return len(body if path.endswith(PACKED) else gzip.compress(body, 6))


def faults(response, most_requests: int) -> list[str]:
    page = len(gzip.compress(response.content, 6))
    parts = {path: sent(path) for path in set(PARTS.findall(response.text))}
    fonts = sum(size for path, size in parts.items() if path.endswith(".woff2"))
    scripts = sum(size for path, size in parts.items() if path.endswith(".js"))
    whole = page + sum(parts.values())
    measured = {
        "the page itself": (page, NEXT_PAGE),
        "a first visit without the font": (whole - fonts, FIRST_VISIT),
        "a first visit": (whole, WITH_FONT),
        "scripts": (scripts, SCRIPTS),
        "requests": (1 + len(parts), most_requests),
    }
    return [
        f"{name}: {found:,}, at most {most:,}"
        for name, (found, most) in measured.items()
        if found > most
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["nobody", "mai", "bea"])
def test_every_page_is_light(person, request, everything):
    user, client = request.getfixturevalue(person), Client()
    if user.is_authenticated:
        client.force_login(user)

    looked_at, heavy = 0, {}
    for url, mark, name in pages(everything.arguments):
        is_mine = may_come(user, mark) and mark.is_for_everybody != user.is_authenticated
        if not is_mine:
            continue
        response = client.get(url)
        if response.status_code == 200 and "html" in response.headers["Content-Type"]:
            looked_at += 1
            if found := faults(response, REQUESTS + (name in ONE_MORE)):
                heavy[url] = found

    assert looked_at > 10
    assert heavy == {}
