"""All that anybody can read of the running portal: what a search of its public output looks at."""

import html
import re
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

# Links, and what a script may fetch.
LINK = re.compile(r'(?:href|src|action)="([^"]+)"|="(/[^"]*)"')
SEARCH = "/search/?words={}"


def read_all(portal, *, words: str) -> dict[str, str]:
    """
    Every page, table, chart and file that links lead to from home, by its address, as text; and
    what the search finds for ``words``.
    """
    found: dict[str, str] = {}
    waiting = ["/", SEARCH.format(words.replace(" ", "+"))]
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith(("/static/", "/leave/", "/sign-in/")):
            continue
        body = fetch(portal.url[:-1] + path)
        found[path] = body
        for link in LINK.finditer(body):
            to = urlsplit(urljoin(portal.url + path[1:], urldefrag(link[1] or link[2]).url))
            if f"{to.scheme}://{to.netloc}/" == portal.url:
                waiting.append(to.path + (f"?{to.query}" if to.query else ""))
    return found


def fetch(address: str) -> str:
    try:
        with urlopen(address) as answer:
            return html.unescape(answer.read().decode("utf-8", errors="replace"))
    except HTTPError as refusal:
        return html.unescape(refusal.read().decode("utf-8", errors="replace"))


def three_in_a_row(text: str) -> list[str]:
    """Every three words in a row of a text."""
    parts = text.split()
    return [" ".join(parts[start : start + 3]) for start in range(len(parts) - 2)]
