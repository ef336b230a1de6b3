"""
How often one connection may do something without an account, without knowing which it is.

An address is counted under an HMAC whose key lives an hour, in memory only: after that nobody can
tell which address it was, and no two hours can be compared (SECURITY R56). While Redis is away
each process counts by itself; nothing of this is ever written to the database.
"""

import hashlib
import hmac
import secrets
import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from redis.exceptions import RedisError

HOUR = 3600  # seconds
EVERYBODY = "everybody"


def is_spent(request, action: str) -> bool:
    """Whether this connection has done ``action`` as often as it may within the hour."""
    return _counted(action, _pseudonym(request)) >= settings.ANONYMOUS_RATES[action]


def count(request, action: str) -> None:
    _add(action, _pseudonym(request))


def is_flood(action: str) -> bool:
    """Count one more for everybody together. True beyond what people do: then words are held."""
    return _add(action, EVERYBODY) > settings.ANONYMOUS_RATES[f"{action}_by_everybody"]


def _pseudonym(request) -> str:
    address = get_adapter().get_client_ip(request) or ""
    key = _ask("get_or_set", _name("key"), lambda: secrets.token_hex(32), HOUR)
    return hmac.new(key.encode(), address.encode(), hashlib.sha256).hexdigest()[:32]


def _name(*parts: str) -> str:
    return ":".join(["engagement", str(int(time.time()) // HOUR), *parts])


def _counted(action: str, who: str) -> int:
    return _ask("get", _name(action, who), 0)


def _add(action: str, who: str) -> int:
    name = _name(action, who)
    _ask("add", name, 0, HOUR)
    try:
        return _ask("incr", name)
    except ValueError:  # the hour ended between the two
        return 1


def _ask(method: str, *arguments):
    try:
        return getattr(caches["memory"], method)(*arguments)
    except (RedisError, OSError):
        return getattr(caches["process"], method)(*arguments)
