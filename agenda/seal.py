"""The seal of an agreed version: one hash over all that was agreed, in a fixed order. Pure."""

import hashlib
import json


def seal_of(content: dict) -> str:
    """Sha256 of ``content`` as JSON with sorted names, no spaces, and letters as they are."""
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
