"""Eight who do the same thing at the same moment: it happens once (SECURITY R74, R77)."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from measurement import services
from measurement.models import Release, Run
from measurement.models.raw import Observation
from measurement.sources.read import read
from partnership.errors import TooLate
from partnership.models import Event
from tests.measurement.lost_workers import Killed, killed
from tests.measurement.sources.workbooks import REAL

MINUTE = datetime.timedelta(minutes=1)


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def eight_at_once(act) -> list:
    def once(_number):
        try:
            return act()
        except TooLate:
            return "too late"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(once, range(8)))


@pytest.fixture
def gated(monkeypatch):
    """Lets nobody write before all eight are there, so that they really meet."""
    import threading

    gate = threading.Barrier(8, timeout=20)

    def wait(name):
        def first(*args, **kwargs):
            gate.wait()
            return real(*args, **kwargs)

        module, _, attribute = name.rpartition(".")
        real = getattr(__import__(module, fromlist=[attribute]), attribute)
        monkeypatch.setattr(name, first)

    return wait


@pytest.mark.django_db(transaction=True)
def test_eight_who_ask_at_once_get_one_run(feed, bea, gated):
    gated("measurement.services.runs.wait_for_lock")

    got = eight_at_once(lambda: services.queue_run(feed, by=bea, trigger="person").number)

    assert sorted(got, key=str) == [1, *["too late"] * 7]
    assert Event.objects.filter(kind="measurement.run.queued").count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_beats_at_once_queue_a_slot_once(daily, worker, gated):
    gated("measurement.services.runs.wait_for_lock")
    now = at("2026-11-24T00:00:00+00:00")

    got = eight_at_once(lambda: services.tick(now, by=worker))

    assert Run.objects.count() == 1
    assert all(len(waiting) == 1 for waiting in got)


@pytest.mark.django_db(transaction=True)
def test_eight_deliveries_at_once_refresh_once(approved, worker, gated):
    run = services.queue_run(approved, by=worker, trigger="setup")
    gated("measurement.services.runs._claim")
    opened = []

    def fetch():
        opened.append(1)
        return REAL

    eight_at_once(lambda: services.refresh(run.pk, by=worker, fetch=fetch, read=read).state)

    run.refresh_from_db()
    assert (run.state, run.attempts, len(opened)) == ("loaded", 1, 1)
    assert Observation.objects.count() == 104
    assert Release.objects.get().is_current


@pytest.mark.django_db(transaction=True)
def test_ticks_at_once_take_up_a_lost_run_once(feed, worker, gated):
    run = services.queue_run(feed, by=worker, trigger="setup")
    with pytest.raises(Killed):
        services.refresh(run.pk, by=worker, fetch=killed, read=read)
    run.refresh_from_db()
    gated("measurement.services.schedule.move")

    got = eight_at_once(lambda: services.tick(run.lease_until + MINUTE, by=worker))

    run.refresh_from_db()
    assert (run.state, run.attempts) == ("queued", 1)
    assert got == [[run.pk]] * 8
    assert Event.objects.filter(data__why="worker_lost").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_drafts_that_are_published_at_once_leave_one_public(feed, run_feed, last_year, bea):
    older, newer = run_feed(feed, **last_year).release, run_feed(feed).release
    waiting = [older, newer] * 4

    eight_at_once(lambda: services.publish_release(waiting.pop(), by=bea).pk)

    newer.refresh_from_db()
    assert newer.is_current
    assert Release.objects.filter(is_current=True).count() == 1
