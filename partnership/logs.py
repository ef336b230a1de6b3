"""
The log: one line a thing that happened, with its name and fields.

Never in it: email, names, what a person wrote, tokens, query strings, cookies, addresses
(SECURITY R80). So a line holds only what is named here: our own events with their numbers and
short codes, and of other people's code the constant part of its message. An error is its type and
where it happened, not what it says: a database repeats the values that it refuses.
"""

import json
import logging
import secrets
import time
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

from partnership.outage import is_outage

OURS = ("partnership", "agenda", "measurement", "strategies", "engagement", "backbone")
FRAMES = 20  # of an error, the innermost ones: the driver and Django alone are 15
# Letters and figures that nobody mixes up when a code is read out over the phone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
QUIET = ("health-live", "health-ready")  # asked all the time; news only when they fail
# Where people speak without an account nothing says who was there, or when (SECURITY R56).
SILENT = "engagement"
ROOT = Path(__file__).resolve().parent.parent

_code: ContextVar[str] = ContextVar("code", default="")
_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
logger = logging.getLogger(__name__)


def current_code() -> str:
    """The short code of the request under way; empty outside of one."""
    return _code.get()


def log_requests(get_response):
    """Give each request its code, and write one line when it is answered."""

    def middleware(request):
        before = _code.set("".join(secrets.choice(ALPHABET) for _ in range(8)))
        began = time.perf_counter()
        try:
            response = get_response(request)
            _tell(request, response, time.perf_counter() - began)
            return response
        finally:
            _code.reset(before)

    return middleware


def _tell(request, response, seconds: float) -> None:
    route = getattr(request.resolver_match, "view_name", "")
    if response.status_code < 400 and (not route or route in QUIET):
        return  # style sheets, scripts; and the watcher's questions
    is_silent = SILENT in getattr(request.resolver_match, "namespaces", ())
    if is_silent and response.status_code < 500:
        return
    # Who it was is known only where the page asked; the log does not ask by itself.
    user = None if is_silent else getattr(request, "_cached_user", None)
    fields = {
        "method": request.method,
        "route": route,
        "status": response.status_code,
        "ms": round(seconds * 1000),
        "user": getattr(user, "pk", None),
    }
    logger.info("request.done", extra=fields)


def fields_of(record: logging.LogRecord) -> dict:
    """What of a record may be kept, in the order in which it is read."""
    ours = record.name.split(".")[0] in OURS
    found = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": str(record.msg) if ours else record.name,
    }
    if current_code():
        found["request"] = current_code()
    if ours:
        extra = {k: v for k, v in vars(record).items() if k not in _STANDARD}
        found |= {k: v for k, v in extra.items() if isinstance(v, str | int | float | None)}
    elif record.args and isinstance(record.msg, str):
        found["says"] = record.msg  # the pattern; what would fill it may be anybody's words
    if record.exc_info and record.exc_info[1]:
        found |= _error(record.exc_info[1])
    return found


def _error(error: BaseException) -> dict:
    kinds, cause = [], error
    while cause is not None and len(kinds) < 5:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    if is_outage(error):
        return {"error": kinds}  # where we were is no news: the database is away
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return {"error": kinds, "at": [f"{_short(f.filename)}:{f.lineno} {f.name}" for f in frames]}


def _short(file: str) -> str:
    """A path without the folders that say how this machine is set up."""
    path = Path(file)
    if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
        return str(path.relative_to(ROOT))
    return "/".join(path.parts[-3:])


class JsonLines(logging.Formatter):
    """For a real site: what a machine searches."""

    def format(self, record):
        return json.dumps(fields_of(record), ensure_ascii=False)


class Readable(logging.Formatter):
    """For the demonstration, on one's own machine: short, and with the whole of an error."""

    def format(self, record):
        kept = fields_of(record)
        when = datetime.fromtimestamp(record.created).strftime("%H:%M:%S")
        event, code = kept["event"], kept.get("request", "")
        known = {"time", "level", "event", "request", "says", "error", "at"}
        rest = [f"{k}={v}" for k, v in kept.items() if k not in known and v not in ("", None)]
        said = [] if event == str(record.msg) else [record.getMessage()]
        level = [] if record.levelno == logging.INFO else [record.levelname]
        line = " ".join([when, *level, event, *said, *rest, code]).rstrip()
        if "at" in kept:
            line += "\n" + self.formatException(record.exc_info)
        return line


def formatter() -> logging.Formatter:
    """The one in use, for servers that bring a log of their own."""
    from django.conf import settings

    return Readable() if settings.PLAIN_HTTP else JsonLines()
