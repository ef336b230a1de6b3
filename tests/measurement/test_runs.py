"""Runs: files that were refused, the same task twice, who may ask, what the worker may do."""

import datetime

import pytest
from django.db import connection

from measurement import services
from measurement.models import Run
from measurement.services import runs as runs_module
from measurement.sources.read import read
from partnership.errors import NotAllowed, TooLate
from partnership.models import Event
from tests.factories import FeedFactory, RecipeFactory
from tests.measurement.sources.workbooks import REAL, with_cells

pytestmark = pytest.mark.django_db


# --- Poison (R42) ---------------------------------------------------------------------


def scheduled(feed, worker, day: int, content: bytes, reader=read) -> Run:
    slot = datetime.datetime(2026, 11, day, 2, 30, tzinfo=datetime.UTC)
    run = services.queue_run(feed, by=worker, trigger="schedule", slot=slot)
    return services.refresh(run.pk, by=worker, fetch=lambda: content, read=reader)


def test_a_file_that_was_refused_three_times_is_not_opened_again_by_the_clock(feed, worker):
    poison = with_cells(D29=9000.0)
    three = [scheduled(feed, worker, day, poison).state for day in (1, 2, 3)]

    parked = scheduled(feed, worker, 4, poison, reader=None)

    assert three == ["held"] * 3
    assert parked.state == "failed"
    assert "refused 3 times" in parked.message
    assert "cell D29" in parked.message


def test_a_person_may_ask_for_a_parked_file_again(feed, worker, bea):
    poison = with_cells(D29=9000.0)
    for day in (1, 2, 3):
        scheduled(feed, worker, day, poison)

    run = services.queue_run(feed, by=bea, trigger="person")
    run = services.refresh(run.pk, by=worker, fetch=lambda: poison, read=read)

    assert run.state == "held"


def test_another_file_is_opened_after_a_parked_one(feed, worker):
    for day in (1, 2, 3):
        scheduled(feed, worker, day, with_cells(D29=9000.0))

    assert scheduled(feed, worker, 4, REAL).state == "loaded"


# --- The same task twice, and other people --------------------------------------------


def test_the_second_delivery_of_a_task_changes_nothing(approved, worker, public):
    run = services.queue_run(approved, by=worker, trigger="setup")
    services.refresh(run.pk, by=worker, fetch=lambda: REAL, read=read)
    seen, events = public(), Event.objects.count()

    again = services.refresh(run.pk, by=worker, fetch=None, read=None)

    assert again.state == "loaded"
    assert (public(), Event.objects.count()) == (seen, events)


def test_a_second_run_of_a_feed_waits_while_one_is_under_way(approved, worker):
    first = services.queue_run(approved, by=worker, trigger="setup")
    second = Run.objects.create(
        feed=approved,
        number=2,
        recipe=approved.recipe,
        trigger="schedule",
        created_at=first.created_at,
    )
    found = []

    def fetch():
        found.append(services.refresh(second.pk, by=worker, fetch=None, read=None).state)
        return REAL

    services.refresh(first.pk, by=worker, fetch=fetch, read=read)

    assert found == ["queued"]
    assert Run.objects.get(pk=second.pk).attempts == 0


def test_feeds_do_not_wait_for_each_other(approved, worker, kim):
    other = FeedFactory(configured_by=kim)
    other.recipe = RecipeFactory(feed=other)
    other.save()
    first = services.queue_run(approved, by=worker, trigger="setup")
    found = []

    def fetch():
        run = services.queue_run(other, by=worker, trigger="setup")
        found.append(services.refresh(run.pk, by=worker, fetch=lambda: b"", read=read).state)
        return REAL

    assert services.refresh(first.pk, by=worker, fetch=fetch, read=read).state == "loaded"
    assert found == ["failed"]


@pytest.mark.parametrize("person", ["mai", "lena", "omar", "ada"])
def test_nobody_else_asks_for_data_or_refreshes(person, feed, worker, request):
    user = request.getfixturevalue(person)
    run = services.queue_run(feed, by=worker, trigger="setup")

    with pytest.raises(NotAllowed):
        services.refresh(run.pk, by=user, fetch=None, read=None)
    with pytest.raises(NotAllowed):
        services.queue_run(feed, by=user, trigger="person")

    assert Run.objects.get().state == "queued"


def test_a_person_does_not_ask_while_a_run_has_not_ended(feed, bea, worker):
    services.queue_run(feed, by=bea, trigger="person")

    with pytest.raises(TooLate, match="not done yet"):
        services.queue_run(feed, by=bea, trigger="person")

    assert Run.objects.count() == 1


def test_nothing_is_asked_for_while_a_feed_is_paused_or_has_no_recipe(feed, bea, kim):
    with pytest.raises(TooLate, match="paused"):
        services.queue_run(services.pause_feed(feed, by=bea), by=bea, trigger="person")
    with pytest.raises(TooLate, match="no recipe"):
        services.queue_run(FeedFactory(configured_by=kim), by=bea, trigger="person")

    assert not Run.objects.exists()


# --- What the database lets each process do (R44) --------------------------------------


def test_the_worker_needs_no_more_than_its_role_has(approved, worker):
    run = services.queue_run(approved, by=worker, trigger="setup")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE portal_worker")

    first = services.refresh(run.pk, by=worker, fetch=lambda: REAL, read=read)
    waiting = services.tick(first.finished_at, by=worker)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
        cursor.execute("RESET ROLE")
    assert role == "portal_worker"
    assert (first.state, first.release.state, waiting) == ("loaded", "published", [])


def test_the_lease_is_longer_than_a_read_and_shorter_than_five_minutes():
    assert 60 <= runs_module.LEASE.total_seconds() <= 120
