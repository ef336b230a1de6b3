"""A worker that is killed, two clocks, and none (SECURITY R75, R77, R78). Real processes."""

import datetime
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.drills.conftest import ASK, OF_THE_FEED, children_of, until
from tests.measurement.sources.workbooks import REAL

pytestmark = pytest.mark.slow

CSV = "/measures/feelings-and-behaviour-at-school-start/data.csv"
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('refresh:vcams-school-entry', 0))"
LEASE_IS_OVER = "UPDATE measurement_run SET lease_until = now() - interval '1 second' WHERE id = %s"
# The portal's own clock, in a hurry: it ticks five times a second.
FAST_BEAT = (
    "from partnership.celery import app;"
    "app.conf.beat_schedule['tick']['schedule'] = 0.2;"
    "app.Beat(schedule={schedule!r}, max_interval=0.1, loglevel='WARNING', quiet=True).run()"
)


@pytest.fixture
def beats(drill, tmp_path):
    """Start any number of fast clocks; they end with the test."""
    started = []

    def start():
        program = FAST_BEAT.format(schedule=str(tmp_path / f"beat-{len(started)}"))
        env = drill.portal.environment("beat")
        command = [sys.executable, "-c", program]
        root = Path(drill.portal.root)
        started.append(drill.children.start("fast-beat", command, env=env, cwd=root))

    yield start
    drill.children.stop(*started)


def test_a_worker_killed_in_the_middle_leaves_the_old_figures_and_the_next_tick_mends_it(drill):
    old = drill.get(CSV).body
    drill.workbook.write_bytes(REAL)  # one year more than what the portal began with
    with drill.held(LOCK):  # the worker comes as far as the last transaction, and waits there
        drill.portal.manage("tick", "shell", "-c", ASK)
        run = drill.last_run()
        drill.portal.manage("tick", "tick")
        until(lambda: drill.waits("advisory"), 30)
        drill.kill("worker")
        while_dead = drill.get(CSV).body
    half_way = drill.state_of(run)
    drill.portal.start_worker()
    drill.rows(LEASE_IS_OVER, run)
    drill.portal.manage("tick", "tick")
    seen = set()

    def done() -> bool:
        seen.add(drill.get(CSV).body)
        return drill.state_of(run) == "loaded"

    until(done, 60)

    new = drill.get(CSV).body
    assert half_way == "validating"
    assert while_dead == old
    assert new != old
    assert seen <= {old, new}, "figures are old or new, never mixed"
    assert drill.rows("SELECT attempts FROM measurement_run WHERE id = %s", run) == [(2,)]
    assert drill.rows("SELECT count(*) FROM measurement_release WHERE run_id = %s", run) == [(1,)]


def test_the_system_kills_a_reader_that_takes_too_much_memory(drill):
    """It takes the process that reads, not the worker, which starts another one by itself."""
    before = drill.get(CSV).body
    with drill.held(LOCK):
        run = drill.ask_for_new_data()
        until(lambda: drill.waits("advisory"), 30)
        worker = drill.child("worker").process
        (reader,) = children_of(worker.pid)
        os.kill(reader, signal.SIGKILL)
        until(lambda: reader not in children_of(worker.pid) and children_of(worker.pid), 20)
    half_way, while_dead = drill.state_of(run), drill.get(CSV).body
    drill.rows(LEASE_IS_OVER, run)
    drill.portal.manage("tick", "tick")
    until(lambda: drill.state_of(run) == "loaded", 60)

    assert worker.poll() is None
    assert half_way == "validating"
    assert while_dead == before == drill.get(CSV).body
    assert drill.rows("SELECT attempts FROM measurement_run WHERE id = %s", run) == [(2,)]
    why = "SELECT data->>'why' FROM partnership_event WHERE kind = 'measurement.run.queued'"
    mine = " AND subject_id = %s ORDER BY id DESC LIMIT 1"
    assert drill.rows(why + mine, run) == [("worker_lost",)]


def test_two_clocks_run_a_slot_once(drill, beats):
    before = drill.last_run()
    drill.rows("UPDATE measurement_feed SET created_at = created_at - interval '3 days'")
    drill.rows("UPDATE measurement_feed SET refresh_at = %s", a_minute_ago())

    beats()
    beats()
    until(lambda: drill.last_run() > before and drill.state_of(drill.last_run()) != "queued", 40)
    until(lambda: drill.state_of(drill.last_run()) in ("unchanged", "loaded"), 40)

    after = f"id > %s AND {OF_THE_FEED}"
    made = drill.rows(f"SELECT slot IS NOT NULL FROM measurement_run WHERE {after}", before)
    assert made == [(True,)]


def a_minute_ago() -> datetime.time:
    from measurement.services.schedule import MELBOURNE

    now = datetime.datetime.now(MELBOURNE)
    return (now - datetime.timedelta(minutes=1)).time().replace(second=0, microsecond=0)


def test_no_clock_for_three_days(drill, beats):
    """The watcher notices; when the clock is back, what was missed is done once."""
    drill.rows("UPDATE partnership_heartbeat SET at = now() - interval '3 days'")
    drill.rows("UPDATE measurement_run SET slot = slot - interval '3 days'")
    before = drill.last_run()

    silent = json.loads(drill.get("/health/ready").body)
    beats()
    until(lambda: json.loads(drill.get("/health/ready").body)["status"] == "ok", 30)
    until(lambda: drill.last_run() > before, 30)
    until(lambda: drill.state_of(drill.last_run()) in ("unchanged", "loaded"), 40)

    assert (silent["status"], silent["checks"]["worker"]) == ("degraded", "failing")
    after = f"id > %s AND {OF_THE_FEED}"
    assert drill.rows(f"SELECT count(*) FROM measurement_run WHERE {after}", before) == [(1,)]
