"""
Receipts: 16 characters that open one voice, shown once and kept only as a hash (SECURITY R55).

The characters are Crockford's: no I, L, O or U, and what people write instead is understood.
"""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16  # characters of five bits each: 80 bits
_MISREAD = str.maketrans("OIL", "011", " -\t\n")


def new_key() -> str:
    """What a form carries, so that sending it twice is one voice with one receipt."""
    return secrets.token_hex(16)


def code_for(form_key: str) -> str:
    """The receipt of a form. Whoever knows the form's key but not ours cannot work it out."""
    digest = _mac("engagement.receipt", form_key, settings.SECRET_KEY)
    number = int.from_bytes(digest[:10], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def in_groups(code: str) -> str:
    """“7KQ4 M2XW 9TBR 3HNE”."""
    return " ".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def normal(typed: str) -> str:
    """What was typed as a receipt is written; what cannot be one stays wrong."""
    return typed.upper().translate(_MISREAD)


def hash_of(code: str, key: str | None = None) -> str:
    return _mac("engagement.receipt_hash", code, key or settings.SECRET_KEY).hex()


def hashes_of(typed: str) -> list[str]:
    """The hashes that a receipt may be kept under: our key, and the keys before it."""
    code = normal(typed)[: 4 * LENGTH]
    return [hash_of(code, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _mac(salt: str, value: str, key: str) -> bytes:
    return hmac.digest(salted_hmac(salt, "", secret=key).digest(), value.encode(), hashlib.sha256)
