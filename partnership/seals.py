"""Seals on the record of events: a chain of hashes, one a day, that a forged row breaks (R66)."""

import datetime
import hashlib
import json
import logging
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnership.models import Event, EventSeal

logger = logging.getLogger(__name__)

NOT_BEFORE = datetime.time(1)  # an hour for what was under way at midnight
START = "0" * 64  # what the first seal is chained to
ONE_DAY = datetime.timedelta(days=1)


class Broken(Exception):
    """A seal does not fit its events. ``str(error)`` names the day."""


def seal(now: datetime.datetime) -> int:
    """
    Seal each day that is over and has no seal, oldest first. Gives how many.

    Days without events are sealed too, so that a missing day is seen.
    """
    local = timezone.localtime(now)
    if local.time() < NOT_BEFORE:
        return 0
    last = EventSeal.objects.first()
    if last is None:
        first = Event.objects.order_by("at").first()
        if first is None:
            return 0
        day, before = timezone.localdate(first.at), START
    else:
        day, before = last.day + ONE_DAY, last.digest
    sealed = 0
    while day < local.date():
        rows, before = digest_of(day, before)
        try:
            with transaction.atomic():
                EventSeal.objects.create(day=day, rows=rows, digest=before)
        except IntegrityError:  # another worker was first; it goes on from here
            return sealed
        day, sealed = day + ONE_DAY, sealed + 1
    if sealed:
        # The head of the chain, where the owner of the database cannot change it.
        logger.warning("events.sealed", extra={"until": str(day - ONE_DAY), "head": before})
    return sealed


def verify(head: str = "") -> tuple[int, int, str]:
    """
    Compute every seal again. Gives how many days and events they hold, and the newest hash.

    Args:
        head: a hash from the log, to be found in the chain as well.

    Raises:
        Broken: a day was changed after it was sealed, or a seal itself was.
    """
    days, events, before, day, met = 0, 0, START, None, not head
    for one in EventSeal.objects.order_by("day"):
        if day is None:
            _nothing_before(one.day)
        elif one.day != day + ONE_DAY:
            raise Broken(f"The seal of {day + ONE_DAY} is missing.")
        rows, before = digest_of(one.day, before)
        if (rows, before) != (one.rows, one.digest):
            raise Broken(
                f"The events of {one.day} are not those that were sealed: "
                f"{one.rows} then, {rows} now."
            )
        day, days, events, met = one.day, days + 1, events + rows, met or before == head
    if not met:
        raise Broken(f"The chain does not hold the hash {head}: seals were made anew.")
    return days, events, before


def digest_of(day: datetime.date, before: str) -> tuple[int, str]:
    """How many events a day of Melbourne has, and the hash over them and the seal before."""
    digest, rows = hashlib.sha256(f"{before} {day}".encode()), 0
    for line in _lines(day):
        digest.update(b"\n" + line.encode())
        rows += 1
    return rows, digest.hexdigest()


def _lines(day: datetime.date) -> Iterator[str]:
    """The day's events as text, each field of each, in the order in which they were numbered."""
    start, end = (_start_of(d) for d in (day, day + ONE_DAY))
    for event in Event.objects.filter(at__gte=start, at__lt=end).order_by("pk").iterator():
        at = event.at.astimezone(datetime.UTC).isoformat()
        yield json.dumps(
            [event.pk, at, event.by_id, event.kind, event.subject_type, event.subject_id]
            + [event.data],
            sort_keys=True,
        )


def _start_of(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), ZoneInfo(settings.TIME_ZONE))


def _nothing_before(day: datetime.date) -> None:
    if Event.objects.filter(at__lt=_start_of(day)).exists():
        raise Broken(f"There are events before {day}, the first day that was sealed.")
