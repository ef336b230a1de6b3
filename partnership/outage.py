"""Is the database away for a moment, or is it our mistake?"""

import errno

from django.db import InterfaceError, OperationalError

# Classes of SQLSTATE: no connection, out of space or connections, shutting down or starting up.
AWAY = ("08", "53", "57P")


def is_outage(error: BaseException | None) -> bool:
    """The database cannot be reached, or cannot take more. It passes without a change of code."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)  # none: there was nobody who could say it
    return state is None or state.startswith(AWAY)


def is_full(error: BaseException | None) -> bool:
    """There is no room left, on our disk or on that of the database."""
    if isinstance(error, OperationalError):
        return getattr(error.__cause__, "sqlstate", None) == "53100"
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
