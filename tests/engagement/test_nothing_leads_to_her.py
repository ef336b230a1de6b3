"""Nothing that we keep leads to somebody who spoke without an account (SECURITY R56, R62, R80)."""

import logging
import re

import pytest
from django.conf import settings as real
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from engagement.models import Contribution
from partnership.logs import JsonLines
from partnership.models import Event
from tests.engagement.conftest import SAY, Anybody, hidden

pytestmark = pytest.mark.django_db

ADDRESS = "198.51.100.77"
BROWSER = "CanaryBrowser/7.7"
CAME_FROM = "https://canary-referrer.example/refuge"
COOKIE = "canarycookie4711"
CANARIES = [ADDRESS, "CanaryBrowser", "canary-referrer", COOKIE]


@pytest.fixture
def canary(partnership) -> Anybody:
    somebody = Anybody(user_agent=BROWSER, referer=CAME_FROM, x_forwarded_for=ADDRESS)
    somebody.client.defaults["REMOTE_ADDR"] = ADDRESS
    somebody.client.cookies["visitor"] = COOKIE
    return somebody


def memory() -> str:
    """Every name and value in Redis, of all its databases."""
    client = caches["memory"]._cache.get_client()
    found = []
    for key in client.keys("*"):
        kind = client.type(key)
        found.append(f"{key!r} {client.get(key)!r}" if kind == b"string" else repr(key))
    return "\n".join(found)


def files(folder, since: float) -> str:
    written = [
        path for path in folder.rglob("*")
        if path.is_file() and path.stat().st_mtime >= since and path.stat().st_size < 5_000_000
    ]  # fmt: skip
    return "\n".join(path.read_text("utf-8", errors="replace") for path in written)


def test_no_trace_of_who_spoke_and_when(canary, bea, dump, caplog, settings):
    began = timezone.now()
    caplog.handler.setFormatter(JsonLines())

    with caplog.at_level(logging.DEBUG):
        code = canary.send(text="canarywords: the bus is late")
        canary.look("0000 0000 0000 0000")
        canary.look(code, step="correct", text="canarywords: it is still late", version=0)
        canary.look(code, step="withdraw")
        canary.look(code, step="really")
        canary.client.get("/leave/")

    said = "\n".join(JsonLines().format(record) for record in caplog.records)
    kept = dump()
    everywhere = "\n".join(
        [kept, memory(), said, files(settings.BASE_DIR / ".local", began.timestamp())]
    )
    assert [canary for canary in [*CANARIES, "canarywords", code] if canary in everywhere] == []
    assert not Event.objects.exists()
    # The row knows the day, and no hour: nothing in it looks like a time.
    with connection.cursor() as cursor:
        cursor.execute("SELECT c::text FROM engagement_contribution c")
        assert not re.search(r"\d\d:\d\d", cursor.fetchone()[0])
        cursor.execute("SELECT count(*) FROM portal_cache")
        assert cursor.fetchone() == (0,)


def test_no_line_of_the_log_says_that_somebody_was_here(canary, caplog, bea):
    canary.client.force_login(bea)  # somebody of the team who speaks for herself
    with caplog.at_level(logging.INFO):
        canary.send()
        canary.look("0000 0000 0000 0000")

    assert [r.getMessage() for r in caplog.records if r.msg == "request.done"] == []


def test_the_columns_hold_nothing_that_could_lead_to_her():
    names = {field.name for field in Contribution._meta.get_fields()}
    kinds = {field.get_internal_type() for field in Contribution._meta.concrete_fields}

    assert not names & {"ip", "address", "user_agent", "referrer", "session", "created_at", "email"}
    assert not kinds & {"DateTimeField", "TimeField", "GenericIPAddressField"}


def test_numbers_tell_nothing_about_the_order(canary):
    for number in range(4):
        canary.send(text=f"Voice {number}")

    keys = [Contribution.all_objects.get(text=f"Voice {n}").pk for n in range(4)]
    assert max(keys) - min(keys) > 1000


def test_while_redis_is_away_words_are_taken_and_nothing_reaches_a_table(
    canary, settings, monkeypatch
):
    from redis.exceptions import ConnectionError as Away

    def away(*arguments, **named):
        raise Away("Redis is away")

    for method in ("get", "get_or_set", "add", "incr"):
        monkeypatch.setattr(type(caches["memory"]), method, away)
    settings.ANONYMOUS_RATES = {**settings.ANONYMOUS_RATES, "say": 2}

    canary.send()
    canary.send()
    check = canary.write(text="The third")
    third = canary.client.post(SAY, {**hidden(check), "step": "send"})

    assert third.status_code == 429
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_cache")
        assert cursor.fetchone() == (0,)


def test_the_memory_that_counts_is_written_to_no_disk():
    compose = (real.BASE_DIR / "docker-compose.yml").read_text("utf-8")

    assert '--appendonly, "no", --save, ""' in compose
