"""Does everything work that nobody sees? Asked by `/health/ready` and by the desk."""

import datetime
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache as once

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.models import Heartbeat
from partnership.outage import had_no_room_at

SILENT_AFTER = datetime.timedelta(minutes=15)  # of a clock that ticks once a minute
LITTLE_SPACE = 500 * 1024**2  # bytes


@dataclass(frozen=True)
class Check:
    """One part: whether it works, whether the portal can serve without it, and what is wrong."""

    name: str
    ok: bool
    needed: bool
    detail: str = ""  # for the backbone team; a whole sentence


def show_life(name: str, now: datetime.datetime) -> None:
    """Write down that a part works. The last sign is all that is kept."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


def checks(now: datetime.datetime) -> list[Check]:
    """Every part. Without the database there is nothing to ask of what is kept in it."""
    found = [_database(), _cache(), _disk()]
    if found[0].ok:
        found += [_migrations(), background_work(now)]
    return found


def background_work(now: datetime.datetime) -> Check:
    """Clock and worker together: a tick that was done needs both."""
    last = Heartbeat.objects.filter(name=Heartbeat.TICK).values_list("at", flat=True).first()
    if last is None:
        detail = _("Background work has not started yet. Start the worker and the clock.")
        return Check("worker", False, False, detail)
    if now - last <= SILENT_AFTER:
        return Check("worker", True, False)
    said = _("Background work stands still since %(when)s. Look at the worker and the clock.")
    when = timezone.localtime(last).strftime("%Y-%m-%d %H:%M")
    return Check("worker", False, False, said % {"when": when})


def _database() -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Check("database", False, True, _("The database does not answer."))
    return Check("database", True, True)


def _migrations() -> Check:
    missing = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    detail = _("The tables are older than the portal. Run “manage.py prepare”.") if missing else ""
    return Check("migrations", not missing, True, detail)


@once
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Those of this code. Read from the files once: they do not change while a process runs."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _cache() -> Check:
    """The cache's server is also the bell of background work."""
    if caches["default"].is_there():
        return Check("redis", True, False)
    said = _("Redis does not answer. Pages and saving work; background work waits for it.")
    return Check("redis", False, False, said)


def _disk() -> Check:
    """Of our own disk what is free; of the database's only that it ran out lately."""
    folders = {str(settings.BASE_DIR), tempfile.gettempdir()}
    free = min(shutil.disk_usage(folder).free for folder in folders)
    if free < LITTLE_SPACE:
        said = _("Only %(megabytes)s MB are free on the disk. Make room.")
        return Check("disk", False, False, said % {"megabytes": free // 1024**2})
    if at := had_no_room_at():
        said = _(
            "The database had no room left at %(time)s. Make room on its disk, and look again in "
            "a quarter of an hour."
        )
        return Check("disk", False, False, said % {"time": f"{timezone.localtime(at):%H:%M}"})
    return Check("disk", True, False)
