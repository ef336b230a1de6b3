"""The clock (SECURITY R75, R77, R78): due slots, lost workers, two ticks at once."""

import datetime

import pytest

from measurement import services
from measurement.models import Release, Run
from measurement.models.raw import Observation
from measurement.services.schedule import latest_slot
from measurement.sources.read import read
from measurement.values import SourceError
from partnership.errors import NotAllowed
from partnership.models import Event
from tests.factories import FeedFactory
from tests.measurement.lost_workers import Killed, killed
from tests.measurement.sources.workbooks import REAL

UTC = datetime.UTC
HALF_PAST_TWO = datetime.time(2, 30)
MINUTE = datetime.timedelta(minutes=1)


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def slots() -> list[str]:
    found = Run.objects.order_by("number").values_list("slot", flat=True)
    return [slot.astimezone(UTC).strftime("%d %H:%M") for slot in found]


# --- What is due ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-07-01T02:29:59+10:00", "2026-06-29T16:30:00+00:00"),
        ("2026-07-01T02:30:00+10:00", "2026-06-30T16:30:00+00:00"),
        ("2026-07-01T23:59:59+10:00", "2026-06-30T16:30:00+00:00"),
        ("2026-12-01T02:30:00+11:00", "2026-11-30T15:30:00+00:00"),
        # In spring 02:00 becomes 03:00, so that there is no half past two: it comes at 03:30.
        ("2026-10-04T03:29:00+11:00", "2026-10-02T16:30:00+00:00"),
        ("2026-10-04T03:30:00+11:00", "2026-10-03T16:30:00+00:00"),
        ("2026-10-05T02:30:00+11:00", "2026-10-04T15:30:00+00:00"),
        # In autumn 03:00 becomes 02:00, so that there are two: the first one counts.
        ("2027-04-04T02:30:00+11:00", "2027-04-03T15:30:00+00:00"),
        ("2027-04-04T02:30:00+10:00", "2027-04-03T15:30:00+00:00"),
        ("2027-04-05T02:30:00+10:00", "2027-04-04T16:30:00+00:00"),
    ],
)
def test_the_latest_slot_is_told_by_melbournes_clock(now, slot):
    assert latest_slot(HALF_PAST_TWO, at(now).astimezone(UTC)) == at(slot)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("2026-10-02T12:00:00+00:00", ["01 16:30", "02 16:30", "03 16:30", "04 15:30"]),
        ("2027-04-02T12:00:00+00:00", ["01 15:30", "02 15:30", "03 15:30", "04 16:30"]),
    ],
    ids=["spring", "autumn"],
)
def test_a_daily_job_runs_once_a_day_over_a_change_of_the_clock(first, expected, daily, worker):
    for quarter in range(3 * 24 * 4):
        services.tick(at(first) + quarter * 15 * MINUTE, by=worker)

    assert slots() == expected


@pytest.mark.django_db
def test_a_slot_is_queued_once_whoever_ticks(daily, worker):
    now = at("2026-11-24T00:00:00+00:00")

    waiting = [services.tick(now + n * MINUTE, by=worker) for n in range(3)]

    run = Run.objects.get()
    assert (run.state, run.trigger, slots()) == ("queued", "schedule", ["23 15:30"])
    assert waiting == [[run.pk]] * 3  # each tick sends what still waits: a lost message is no harm
    assert Event.objects.get(kind="measurement.run.queued").by == worker


@pytest.mark.django_db
def test_slots_that_were_missed_run_once(daily, worker):
    services.tick(at("2026-11-10T00:00:00+00:00"), by=worker)

    services.tick(at("2026-11-24T00:00:00+00:00"), by=worker)

    assert slots() == ["09 15:30", "23 15:30"]


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0, 1, 5])
def test_a_clock_that_is_set_back_runs_nothing_again(days, daily, worker):
    now = at("2026-11-24T00:00:00+00:00")
    services.tick(now, by=worker)

    services.tick(now - datetime.timedelta(days=days, hours=1), by=worker)

    assert slots() == ["23 15:30"]


@pytest.mark.django_db
def test_a_new_feed_waits_for_its_first_slot(daily, worker):
    daily.created_at = at("2026-11-24T00:00:00+00:00")
    daily.save()

    services.tick(at("2026-11-24T15:29:59+00:00"), by=worker)
    before = slots()
    services.tick(at("2026-11-24T15:30:00+00:00"), by=worker)

    assert (before, slots()) == ([], ["24 15:30"])


@pytest.mark.django_db
def test_a_paused_feed_and_one_without_a_recipe_are_left_alone(daily, worker, bea, kim):
    services.pause_feed(daily, by=bea)
    FeedFactory(configured_by=kim, created_at=daily.created_at)

    assert services.tick(at("2026-11-24T00:00:00+00:00"), by=worker) == []


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["mai", "ada"])
def test_nobody_else_ticks(person, request):
    with pytest.raises(NotAllowed):
        services.tick(at("2026-11-24T00:00:00+00:00"), by=request.getfixturevalue(person))

    assert not Run.objects.exists()


# --- A worker that is lost ---------------------------------------------------------------


STEPS = {
    "while fetching": "fetch",
    "before the bytes are kept": "measurement.services.runs._store",
    "while reading": "read",
    "before the transaction": "measurement.services.runs._publish",
    "before the cells are stored": "measurement.services.runs.load",
    "after the cells are stored": "measurement.services.runs.draft_release",
    "after the figures are stored": "measurement.services.releases.summaries_of",
    "before it is published": "measurement.services.runs.publish_if_approved",
    "while it is published": "measurement.services.releases.move",
}


def kill(step, patch, handed_in) -> None:
    if step in handed_in:
        handed_in[step] = killed
    else:
        patch.setattr(step, killed)


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS)
def test_a_worker_killed_at_any_step_leaves_the_old_figures_and_the_next_tick_mends_it(
    step, approved, run_feed, last_year, public, worker, monkeypatch
):
    run_feed(approved, **last_year)
    old, stored = public(), Observation.objects.count()
    run = services.queue_run(approved, by=worker, trigger="setup")
    handed_in = {"fetch": lambda: REAL, "read": read}

    with monkeypatch.context() as patch:
        kill(STEPS[step], patch, handed_in)
        with pytest.raises(Killed):
            services.refresh(run.pk, by=worker, **handed_in)

    run.refresh_from_db()
    assert run.state in Run.UNDER_WAY
    assert (public(), Observation.objects.count()) == (old, stored)
    assert Release.objects.count() == 1
    assert run.pk not in services.tick(run.lease_until, by=worker)
    assert run.pk in services.tick(run.lease_until + MINUTE, by=worker)
    run = services.refresh(run.pk, by=worker, fetch=lambda: REAL, read=read)
    assert (run.state, run.attempts, run.rows_added) == ("loaded", 2, 11)
    assert public() != old
    assert run.release.is_current


@pytest.mark.django_db
def test_three_lost_workers_are_enough(feed, worker):
    run = services.queue_run(feed, by=worker, trigger="setup")

    for _attempt in range(3):
        with pytest.raises(Killed):
            services.refresh(run.pk, by=worker, fetch=lambda: REAL, read=killed)
        run.refresh_from_db()
        services.tick(run.lease_until + MINUTE, by=worker)

    run.refresh_from_db()
    assert (run.state, run.attempts) == ("failed", 3)
    assert "lost 3 times" in run.message
    assert run.finished_at is not None
    assert Event.objects.filter(data__why="worker_lost").count() == 3


@pytest.mark.django_db
def test_a_worker_that_slept_past_its_lease_stores_nothing(approved, worker):
    run = services.queue_run(approved, by=worker, trigger="setup")

    def read_for_ever(content, recipe):
        services.tick(Run.objects.get().lease_until + MINUTE, by=worker)
        services.refresh(run.pk, by=worker, fetch=lambda: REAL, read=read)  # another worker
        return read(content, recipe)

    late = services.refresh(run.pk, by=worker, fetch=lambda: REAL, read=read_for_ever)

    assert (late.state, late.attempts) == ("loaded", 2)
    assert Observation.objects.count() == 104
    assert Release.objects.count() == 1
    assert Event.objects.filter(kind="measurement.run.loaded").count() == 1


@pytest.mark.django_db
def test_a_worker_that_slept_stores_nothing_while_another_is_at_it(approved, worker):
    run = services.queue_run(approved, by=worker, trigger="setup")

    def read_for_ever(content, recipe):
        services.tick(Run.objects.get().lease_until + MINUTE, by=worker)
        with pytest.raises(Killed):  # the other worker has come as far as this one
            services.refresh(run.pk, by=worker, fetch=lambda: REAL, read=killed)
        return read(content, recipe)

    late = services.refresh(run.pk, by=worker, fetch=lambda: REAL, read=read_for_ever)

    assert (late.state, late.attempts) == ("validating", 2)
    assert not Observation.objects.exists()


@pytest.mark.django_db
def test_a_late_worker_does_not_fail_the_run_of_another(approved, worker):
    run = services.queue_run(approved, by=worker, trigger="setup")

    def read_for_ever(content, recipe):
        services.tick(Run.objects.get().lease_until + MINUTE, by=worker)
        services.refresh(run.pk, by=worker, fetch=lambda: REAL, read=read)
        raise SourceError("Too late to matter.")

    late = services.refresh(run.pk, by=worker, fetch=lambda: REAL, read=read_for_ever)

    assert (late.state, late.message) == ("loaded", "")
