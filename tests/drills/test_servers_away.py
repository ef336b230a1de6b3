"""PostgreSQL and Redis away and back (SECURITY 7). Real servers, stopped and started."""

import json
import time

import pytest

from tests.drills.conftest import FORM, until

pytestmark = pytest.mark.slow


def ready(drill) -> tuple[int, dict]:
    answer = drill.get("/health/ready")
    return answer.status, json.loads(answer.body)


def test_postgresql_away_and_back(drill):
    _, cookie = drill.sign_in()
    assert drill.get("/my-updates/", cookie).status == 200

    drill.stop("database")
    pages = {path: drill.get(path, cookie) for path in ("/", "/doing/", "/my-updates/", "/no/")}
    form = drill.ask("POST", "/sign-in/", "login=a&password=b", FORM)
    live, told = drill.get("/health/live"), ready(drill)
    style = drill.get("/static/css/portal.css")
    drill.start_database()
    seconds = until(lambda: drill.get("/").status == 200, 10)

    for path, page in pages.items():
        assert page.status == 503, path
        assert page.headers["Retry-After"] == "10"
        assert page.headers["Cache-Control"] == "private, no-store"
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "We will be back soon" in page.text
        assert "1800 737 732" in page.text
        assert "Traceback" not in page.text
        assert "psycopg" not in page.text
    assert form.status in (403, 503)
    assert (live.status, style.status) == (200, 200)
    assert told[0] == 503
    assert told[1]["checks"]["database"] == "failing"
    assert drill.get("/my-updates/", cookie).status == 200, "she is still signed in"
    assert ready(drill)[0] == 200
    print(f"\nserving again {seconds:.2f} s after PostgreSQL")


def test_the_worker_comes_back_with_postgresql(drill):
    drill.stop("database")
    drill.portal.manage("tick", "shell", "-c", "from measurement.tasks import tick; tick.delay()")
    time.sleep(1)  # the worker takes it, and finds nobody
    drill.start_database()
    before = drill.rows("SELECT now()")[0][0]

    drill.portal.manage("tick", "tick")
    until(lambda: drill.rows("SELECT at > %s FROM partnership_heartbeat", before) == [(True,)], 20)

    assert drill.child("worker").process.poll() is None


def test_redis_away_and_back(drill):
    drill.rows("DELETE FROM portal_cache")
    drill.stop("redis")

    pages = [drill.get(path).status for path in ("/", "/doing/", "/how-we-decide/", "/sign-in/")]
    answer, cookie = drill.sign_in()
    mine = drill.get("/my-updates/", cookie)
    wrong = [drill.sign_in("not her password")[0].status for _ in range(6)]
    told = ready(drill)
    drill.start_redis()
    seconds = until(lambda: ready(drill)[1]["checks"]["redis"] == "ok", 10)

    assert pages == [200] * 4
    assert (answer.status, mine.status) == (302, 200)
    assert wrong[:5] == [422] * 5
    assert wrong[5] in (422, 429)
    assert drill.rows("SELECT count(*) > 0 FROM portal_cache") == [(True,)]
    assert told[0] == 200
    assert (told[1]["status"], told[1]["checks"]["redis"]) == ("degraded", "failing")
    print(f"\nready again {seconds:.2f} s after Redis")


def test_what_was_saved_without_redis_is_done_when_it_is_back(drill):
    """Asked for in the database, rung for through Redis: the next tick finds it (SECURITY R76)."""
    drill.stop("redis")
    drill.portal.manage(
        "tick",
        "shell",
        "-c",
        "from measurement.models import Feed; from measurement.services import *;"
        "queue_run(Feed.objects.first(), by=worker_user(), trigger='person')",
    )
    (run,) = drill.rows("SELECT max(id) FROM measurement_run")[0]
    drill.start_redis()

    drill.portal.manage("tick", "tick")
    done = "SELECT state FROM measurement_run WHERE id = %s"
    until(lambda: drill.rows(done, run) == [("unchanged",)], 30)

    assert drill.rows("SELECT count(*) FROM measurement_run WHERE id > %s", run) == [(0,)]
