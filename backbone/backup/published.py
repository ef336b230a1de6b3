"""Every byte that the public can read, as hashes: found by following links, as a reader does."""

import hashlib
import re
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.test import Client

LINK = re.compile(rb'\s(?:href|src)="([^"]+)"')


def published_bytes() -> dict[str, str]:
    """
    Address and SHA-256 of each public page, picture and file that links from the first page reach.

    Only what is the same for every reader counts: the answers that a cache may keep. They are
    rendered in this process, in the transaction that is open.
    """
    host = next((h for h in settings.ALLOWED_HOSTS if "*" not in h and h[0] != "."), "localhost")
    client = Client(headers={"host": host})
    found, waiting, seen = {}, ["/"], {"/"}
    while waiting:
        path = waiting.pop()
        answer = client.get(path, secure=True)
        if answer.status_code != 200 or "public" not in answer.get("Cache-Control", ""):
            continue
        body = answer.content
        for ours in (f"https://{host}", settings.SITE_URL):  # a restored portal may live elsewhere
            body = body.replace(ours.encode(), b"")
        found[path] = hashlib.sha256(body).hexdigest()
        if "html" in answer["Content-Type"]:
            new = _links(body, path) - seen
            seen |= new
            waiting += sorted(new)
    return dict(sorted(found.items()))


def _links(body: bytes, path: str) -> set[str]:
    """Paths of our own that a page leads to, without style sheets and the like."""
    every = (urljoin(path, unescape(link.decode())) for link in LINK.findall(body))
    paths = {urldefrag(link).url for link in every if not urlsplit(link).netloc}
    return {p for p in paths if p.startswith("/") and not p.startswith(settings.STATIC_URL)}


def is_figures(path: str) -> bool:
    """A file of figures is the same on every day; a page may say how long ago something was."""
    return path.endswith((".csv", ".json"))
