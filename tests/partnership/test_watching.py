"""`/health/ready`: what a watcher reads while all is well, and while something is not."""

import datetime
from collections import namedtuple

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from partnership import watching
from partnership.cache import RedisOrDatabase
from partnership.models import Heartbeat
from tests.factories import HeartbeatFactory

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def ready(client=None):
    response = (client or Client()).get("/health/ready")
    return response.status_code, response.json()


@pytest.fixture
def redis_away(monkeypatch):
    """A cache whose server is not there."""
    from django.core.cache import caches

    monkeypatch.setitem(caches.settings["default"], "LOCATION", "unix:///tmp/not-there.sock?db=1")
    monkeypatch.setattr(RedisOrDatabase, "away_until", 0.0)
    del caches["default"]
    yield
    del caches["default"]


def test_all_is_well():
    HeartbeatFactory()

    status, answer = ready()

    assert status == 200
    names = ["database", "redis", "disk", "migrations", "worker"]
    assert answer == {"status": "ok", "checks": dict.fromkeys(names, "ok")}


@pytest.mark.parametrize(("minutes", "answer"), [(14, "ok"), (16, "failing")])
def test_a_clock_or_worker_that_is_silent_for_a_quarter_of_an_hour_is_noticed(minutes, answer):
    HeartbeatFactory(at=timezone.now() - minutes * MINUTE)

    status, told = ready()

    assert (status, told["checks"]["worker"]) == (200, answer)
    assert told["status"] == ("ok" if answer == "ok" else "degraded")


def test_background_work_that_never_began_is_noticed():
    assert ready()[1]["checks"]["worker"] == "failing"


@pytest.mark.usefixtures("redis_away")
def test_without_redis_the_portal_is_degraded_and_serves():
    HeartbeatFactory()

    status, told = ready()

    assert (status, told["status"], told["checks"]["redis"]) == (200, "degraded", "failing")


def test_a_full_disk_is_noticed(monkeypatch):
    HeartbeatFactory()
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(watching.shutil, "disk_usage", lambda _: usage(10**12, 10**12, 5 * 2**20))

    status, told = ready()

    assert (status, told["status"], told["checks"]["disk"]) == (200, "degraded", "failing")


def test_tables_older_than_the_code_are_not_ready():
    HeartbeatFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'strategies' AND name LIKE '0001%'"
        )

    status, told = ready()

    assert (status, told["status"], told["checks"]["migrations"]) == (503, "down", "failing")


def test_the_public_learns_no_more_than_names():
    told = ready()[1]

    assert set(told) == {"status", "checks"}
    assert set(told["checks"].values()) <= {"ok", "failing"}


@pytest.mark.parametrize(("person", "reads"), [("bea", True), ("ada", True), ("mai", False)])
def test_the_backbone_team_reads_what_to_do(person, reads, client, request):
    client.force_login(request.getfixturevalue(person))
    HeartbeatFactory(at=datetime.datetime(2026, 11, 24, 8, 5, tzinfo=datetime.UTC))
    Heartbeat.objects.update(at=datetime.datetime(2026, 3, 2, 1, 5, tzinfo=datetime.UTC))

    told = ready(client)[1]

    said = "Background work stands still since 2026-03-02 12:05. Look at the worker and the clock."
    assert told.get("details", []) == ([said] if reads else [])


def test_a_tick_is_a_sign_of_life(worker):
    from measurement import tasks

    before = timezone.now()

    tasks.tick()
    tasks.tick()

    assert Heartbeat.objects.get(name=Heartbeat.TICK).at >= before


# --- counting attempts without Redis -----------------------------------------------------------


@pytest.mark.usefixtures("redis_away")
def test_without_redis_attempts_are_counted_in_the_database(client, mai):
    mai.set_password("three quiet river stones")
    mai.save()
    wrong = {"login": mai.email, "password": "not this one"}

    answers = [client.post("/sign-in/", wrong).status_code for _ in range(5)]
    refused = client.post("/sign-in/", {**wrong, "password": "three quiet river stones"})

    assert answers == [422] * 5
    assert refused.status_code in (422, 429)
    assert "session" not in refused.cookies


@pytest.mark.usefixtures("redis_away")
def test_without_redis_people_sign_in(client, mai):
    mai.set_password("three quiet river stones")
    mai.save()

    response = client.post(
        "/sign-in/", {"login": mai.email, "password": "three quiet river stones"}
    )

    assert response.status_code == 302
    assert response.cookies["session"].value


def test_a_cache_that_came_back_is_used_again(redis_away, settings, monkeypatch):
    from django.core.cache import cache, caches

    cache.set("kept", "in the database")
    monkeypatch.setitem(caches.settings["default"], "LOCATION", settings.REDIS_URL)
    monkeypatch.setattr(RedisOrDatabase, "away_until", 0.0)
    del caches["default"]

    assert caches["database"].get("kept") == "in the database"
    assert cache.get("kept") is None
