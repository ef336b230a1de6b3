"""The verbs about runs: ask for new data, and bring a feed up to date."""

import datetime
import hashlib
import logging
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from measurement.models import Feed, Run, Snapshot
from measurement.services.loading import load
from measurement.services.locks import wait_for_lock
from measurement.services.releases import draft_release, publish_if_approved
from measurement.services.summaries import Explore
from measurement.values import Held, Reading, SourceError
from partnership.errors import TooLate
from partnership.events import record
from partnership.models import User
from partnership.outage import is_outage
from partnership.permissions import authorise
from partnership.states import move

logger = logging.getLogger(__name__)

LEASE = datetime.timedelta(minutes=2)  # a run that reports nothing for so long has lost its worker
PARKED_AFTER = 3  # runs that the same bytes, read in the same way, made fail


class LeaseLost(TooLate):
    """The run was given to another worker while this one slept. Nothing of ours may be stored."""


@transaction.atomic
def queue_run(feed: Feed, *, by: User, trigger: str, slot: datetime.datetime | None = None) -> Run:
    """
    Ask for a feed to be brought up to date; the next tick sends it to a worker.

    Args:
        slot: the moment of the clock it stands for; left out when a person asks.

    Raises:
        NotAllowed: ``by`` is neither of the backbone team nor a service.
        TooLate: the feed is paused or has no recipe; a run for this slot, or a later one, is there
            already; or a person asks while another run has not ended.
    """
    authorise(by, "measurement.refresh_feed", feed)
    wait_for_lock(f"queue:{feed.slug}")
    if feed.paused:
        raise TooLate(_("This feed is paused. Resume it first."))
    if feed.recipe is None:
        raise TooLate(_("This feed has no recipe yet. Add one and use it."))
    if slot and feed.runs.filter(slot__gte=slot).exists():
        raise TooLate(_("This was asked for before."))
    if not slot and feed.runs.filter(state__in=Run.OPEN).exists():
        raise TooLate(_("New data have been asked for, and that is not done yet."))
    last = feed.runs.aggregate(number=Max("number"))["number"] or 0
    run = Run.objects.create(
        feed=feed,
        number=last + 1,
        recipe=feed.recipe,
        trigger=trigger,
        slot=slot,
        created_at=timezone.now(),
    )
    record("measurement.run.queued", run, by=by, trigger=str(trigger))
    return run


def refresh(
    run_id: int,
    *,
    by: User,
    fetch: Callable[[], bytes],
    read: Callable[[bytes, dict], Reading],
    explore: Explore | None = None,
) -> Run:
    """
    Bring a feed up to date: fetch, compare, read, store, draft the release, publish if approved.

    The task hands in what fetches, reads and draws, so that this module loads no pandas. Storing
    and publishing are one transaction: wherever a worker is lost, the public sees the old figures
    or the new ones. The run says what came of it; a second delivery of the same task finds it
    taken and changes nothing.

    Args:
        fetch: gives the bytes, or raises SourceError.
        read: bytes and a recipe give rows, or it raises SourceError or Held.
        explore: builds the interactive chart from the figures of the Area and of the state.

    Raises:
        NotAllowed: ``by`` is neither of the backbone team nor a service.
        Exception: whatever our own mistakes raise; the run has failed then, and says so.
    """
    run = Run.objects.select_related("feed__method__indicator", "feed__recipe").get(pk=run_id)
    authorise(by, "measurement.refresh_feed", run.feed)
    if not _claim(run, by):
        return run
    try:
        _attempt(run, by, fetch, read, explore)
    except LeaseLost:
        logger.warning("refresh.lease_lost", extra={"run": run.pk})
    except Exception as error:  # the run says whose fault it is, and the log gets the rest
        logger.error("refresh.broke", extra={"run": run.pk})
        said = _("This is our fault: the portal made a mistake.")
        if is_outage(error):
            said = _("The database had no room left or was away. Nothing was changed. Make room.")
        elif isinstance(error, MemoryError):
            said = _("The table needs more memory than the worker has. Nothing was changed.")
        _end(run, Run.State.FAILED, by, message=said)
        raise
    run.refresh_from_db()
    return run


def _claim(run: Run, by: User) -> bool:
    """Take a queued run. False if it is taken, or another run of its feed is under way."""
    now = timezone.now()
    try:
        with transaction.atomic():
            move(
                run,
                Run.State.FETCHING,
                by=by,
                recipe=run.feed.recipe,
                fingerprint=run.feed.fingerprint(),
                attempts=run.attempts + 1,
                started_at=now,
                lease_until=now + LEASE,
            )
    except (TooLate, IntegrityError):  # the latter: run_one_under_way_per_feed
        return False
    return True


def _attempt(run: Run, by: User, fetch, read, explore) -> None:
    """One try, to whatever end the source allows."""
    try:
        _bring_up_to_date(run, by, fetch, read, explore)
    except SourceError as error:
        _end(run, Run.State.FAILED, by, message=str(error))
    except Held as error:
        _end(run, Run.State.HELD, by, message=str(error))


def _bring_up_to_date(run: Run, by: User, fetch, read, explore) -> None:
    content = fetch()
    sha256 = hashlib.sha256(content).hexdigest()
    last = _last_loaded(run.feed)
    if last and (last.snapshot.sha256, last.fingerprint) == (sha256, run.fingerprint):
        _end(run, Run.State.UNCHANGED, by, snapshot=last.snapshot)
        return
    _refuse_poison(run, sha256)
    _store(run, by, content, sha256)
    reading = read(content, run.recipe.body)
    _publish(run, by, reading, explore)


def _last_loaded(feed: Feed) -> Run | None:
    return (
        feed.runs.filter(state=Run.State.LOADED)
        .select_related("snapshot")
        .defer("snapshot__content")
        .order_by("-number")
        .first()
    )


def _refuse_poison(run: Run, sha256: str) -> None:
    """A file that broke three runs is not opened by the clock again, only when a person asks."""
    if run.trigger != Run.Trigger.SCHEDULE:
        return
    failed = run.feed.runs.filter(
        state__in=[Run.State.FAILED, Run.State.HELD],
        fingerprint=run.fingerprint,
        snapshot__sha256=sha256,
    ).order_by("-number")
    if failed.count() >= PARKED_AFTER:
        raise SourceError(
            _(
                "The source still gives the file that was refused %(times)s times, so it was not "
                "opened. Ask for new data when that is mended. What was wrong: %(message)s"
            )
            % {"times": failed.count(), "message": failed.first().message}
        )


@transaction.atomic
def _store(run: Run, by: User, content: bytes, sha256: str) -> None:
    """Keep the bytes, once, and say that they are being checked; the lease begins anew."""
    snapshot, _is_new = Snapshot.objects.get_or_create(
        feed=run.feed, sha256=sha256, defaults={"content": content}
    )
    lease_until = timezone.now() + LEASE
    _advance(run, Run.State.VALIDATING, by, snapshot=snapshot, lease_until=lease_until)


@transaction.atomic
def _publish(run: Run, by: User, reading: Reading, explore) -> None:
    """Observations, draft and publication: all of it, or nothing."""
    wait_for_lock(f"refresh:{run.feed.slug}")
    added = load(run, reading)
    _end(
        run,
        Run.State.LOADED,
        by,
        rows_read=len(reading.rows),
        rows_added=added,
        ignored=[list(other) for other in reading.ignored],
        notes=list(reading.notes),
        event={"read": len(reading.rows), "added": added},
    )
    release = draft_release(run, by=by, explore=explore)
    publish_if_approved(release, by=by)


def _end(run: Run, state: str, by: User, **fields) -> None:
    _advance(run, state, by, lease_until=None, finished_at=timezone.now(), **fields)


@transaction.atomic
def _advance(run: Run, state: str, by: User, **fields) -> None:
    """Move a run that is still ours; the number of its attempt tells our lease from a later one."""
    ours = Run.objects.select_for_update().filter(
        pk=run.pk, attempts=run.attempts, state__in=Run.UNDER_WAY
    )
    if (seen := ours.first()) is None:
        raise LeaseLost
    run.state = seen.state  # a transaction that was undone leaves a state here that never was
    move(run, state, by=by, **fields)
