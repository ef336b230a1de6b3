"""Is the database away for a moment, too slow, or is it our mistake?"""

import datetime
import errno

from django.core.cache import caches
from django.db import InterfaceError, OperationalError
from django.utils import timezone

# Classes of SQLSTATE: no connection, out of space or connections, shutting down or starting up.
AWAY = ("08", "53", "57P")
NO_ROOM, NO_ROOM_FOR = "no-room", 15 * 60  # seconds that it is told to who watches


def is_outage(error: BaseException | None) -> bool:
    """The database cannot be reached, or cannot take more. It passes without a change of code."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)  # none: there was nobody who could say it
    return state is None or state.startswith(AWAY)


def is_too_slow(error: BaseException | None) -> bool:
    """The database was asked for so long that it stopped (STATEMENT_SECONDS of the settings)."""
    if not isinstance(error, OperationalError):
        return False
    return getattr(error.__cause__, "sqlstate", None) == "57014"


def is_full(error: BaseException | None) -> bool:
    """There is no room left, on our disk or on that of the database."""
    if isinstance(error, OperationalError):
        return getattr(error.__cause__, "sqlstate", None) == "53100"
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def notice(error: BaseException | None) -> None:
    """Remember that the database had no room. Nobody can ask it how much is left on its disk."""
    cache = caches["default"]
    if isinstance(error, OperationalError) and is_full(error) and cache.is_there():
        cache.set(NO_ROOM, timezone.now(), NO_ROOM_FOR)


def had_no_room_at() -> datetime.datetime | None:
    """When the database last had no room, if that was in the last quarter of an hour."""
    cache = caches["default"]
    return cache.get(NO_ROOM) if cache.is_there() else None
