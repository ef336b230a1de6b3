"""
A sign of life to somebody outside, who notices when it stops (SECURITY R81).

A machine that is down can tell nobody. So the worker asks for one address (HEARTBEAT_URL) again
and again, and whoever runs that address raises the alarm after a quarter of an hour of silence.
Nothing is sent but the request itself.
"""

import datetime
import http.client
import logging
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db.models import Q

from partnership.models import Heartbeat

logger = logging.getLogger(__name__)

EVERY = datetime.timedelta(minutes=5)
PATIENCE = 5  # seconds


def tell(now: datetime.datetime) -> None:
    """Ask for the address, if there is one and it is time. The log never holds it: it is secret."""
    if not settings.HEARTBEAT_URL or not _is_time(now):
        return
    try:
        status = _ask(settings.HEARTBEAT_URL)
    except (OSError, http.client.HTTPException, ValueError) as error:
        logger.warning("heartbeat.failed", extra={"why": type(error).__name__})
    else:
        if status >= 300:  # it is not followed to another address
            logger.warning("heartbeat.refused", extra={"status": status})


def _is_time(now: datetime.datetime) -> bool:
    """Taken by one worker only. A clock that was set back waits for nothing."""
    last, is_new = Heartbeat.objects.get_or_create(name=Heartbeat.TOLD, defaults={"at": now})
    is_recent = Q(at__gt=now - EVERY, at__lte=now)
    return is_new or bool(Heartbeat.objects.filter(pk=last.pk).exclude(is_recent).update(at=now))


def _ask(address: str) -> int:
    parts = urlsplit(address)
    if parts.scheme == "https":
        line = http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
    elif settings.PLAIN_HTTP:  # on one's own machine
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
    else:
        raise ValueError("only https")
    with closing(line):
        line.request("GET", urlunsplit(("", "", parts.path or "/", parts.query, "")))
        return line.getresponse().status
