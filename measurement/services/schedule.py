"""The clock: what is due becomes a run, and a run that lost its worker is taken up again."""

import datetime
from contextlib import suppress
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from measurement.models import Feed, Run
from measurement.services.runs import queue_run
from partnership.errors import TooLate
from partnership.models import User
from partnership.permissions import authorise
from partnership.states import move

MELBOURNE = ZoneInfo("Australia/Melbourne")
MOST_ATTEMPTS = 3


def tick(now: datetime.datetime, *, by: User) -> list[int]:
    """
    Queue what is due. Gives the numbers (primary keys) of all runs that wait, oldest first.

    Two ticks at once, or none for a day, do no harm: a slot is a row that exists once, and only
    the latest one is looked at.

    Args:
        now: with its time zone.

    Raises:
        NotAllowed: ``by`` is neither of the backbone team nor a service.
    """
    authorise(by, "measurement.refresh_feed")
    _take_up_lost_runs(now, by)
    fetched = Feed.objects.exclude(connector=Feed.Connector.PERSON_LOOKS)
    for feed in fetched.select_related("recipe"):
        slot = latest_slot(feed.refresh_at, now)
        if slot > feed.created_at:
            with suppress(TooLate):  # paused, done before, or done by another tick
                queue_run(feed, by=by, trigger=Run.Trigger.SCHEDULE, slot=slot)
    waiting = Run.objects.filter(state=Run.State.QUEUED).order_by("created_at", "pk")
    return list(waiting.values_list("pk", flat=True))


def latest_slot(at: datetime.time, now: datetime.datetime) -> datetime.datetime:
    """
    The last moment, in UTC, at which Melbourne's clock was to show ``at``.

    An hour that the clock leaves out in spring comes an hour later; one that it shows twice in
    autumn counts once, the first time.
    """
    today = now.astimezone(MELBOURNE).date()
    slot = _slot(today, at)
    return slot if slot <= now else _slot(today - datetime.timedelta(days=1), at)


def _slot(day: datetime.date, at: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, at, MELBOURNE).astimezone(datetime.UTC)


def _take_up_lost_runs(now: datetime.datetime, by: User) -> None:
    """A worker that reports nothing until its lease is over is lost; three of them are enough."""
    for run in Run.objects.filter(state__in=Run.UNDER_WAY, lease_until__lt=now):
        with suppress(TooLate):  # it reported in this moment
            if run.attempts < MOST_ATTEMPTS:
                move(run, Run.State.QUEUED, by=by, lease_until=None, event={"why": "worker_lost"})
            else:
                move(
                    run,
                    Run.State.FAILED,
                    by=by,
                    lease_until=None,
                    finished_at=now,
                    message=_("The worker was lost %(times)s times while it was at this.")
                    % {"times": run.attempts},
                    event={"why": "worker_lost"},
                )
