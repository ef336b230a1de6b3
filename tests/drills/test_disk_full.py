"""
The database has no room left (SECURITY 7).

Filling a real disk would fill this machine's, so the database is made to say what it says then:
SQLSTATE 53100, in the middle of a save. The rest is real: driver, service, transaction, page.
"""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from partnership.logs import JsonLines
from partnership.models import Event
from strategies.links import link_path
from strategies.models import Action, Update
from tests.factories import HeartbeatFactory
from tests.strategies.factories import ActionFactory

FULL = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END
$$;
CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON strategies_update
    FOR EACH ROW EXECUTE FUNCTION no_room();
"""


@pytest.fixture
def address(monkeypatch, org_a) -> str:
    """Where Mai sends the update of the quarter that ended in September 2026."""
    now = datetime.datetime(2026, 10, 2, 2, 0, tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    action = ActionFactory(organisation=org_a)
    return reverse("strategies:send-update", args=[action.pk, "2026-09-30"])


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
def test_a_save_that_finds_no_room_says_so_and_works_once_there_is(headers, address, mai):
    client = Client(raise_request_exception=False)
    client.force_login(mai)
    words = {"delivery": "on_track", "what_happened": "Four playgroups opened.", "version": 0}
    with connection.cursor() as cursor:
        cursor.execute(FULL)

    refused = client.post(address, words, headers=headers)
    kept = (Update.all_objects.count(), Event.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER full_disk ON strategies_update")
    taken = client.post(address, words, headers=headers)

    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert "No space left" not in refused.text
    assert "What you typed was not kept" in refused.text
    assert "Four playgroups opened.</textarea>" in refused.text
    assert kept == (0, 0)
    assert taken.status_code == (200 if headers else 302)
    assert Update.all_objects.get().state == "submitted"


@pytest.mark.django_db
def test_the_log_of_it_tells_a_machine_what_is_wrong_and_holds_no_words(address, mai, caplog):
    client = Client(raise_request_exception=False)
    client.force_login(mai)
    words = {"delivery": "on_track", "what_happened": "Four playgroups opened.", "version": 0}
    with connection.cursor() as cursor:
        cursor.execute(FULL)

    client.post(address, words)

    lines = [JsonLines().format(record) for record in caplog.records]
    assert any('"status": 503' in line for line in lines)
    assert any("DiskFull" in line for line in lines)
    for secret in ("playgroups", "Mai", mai.email, "No space left"):
        assert secret not in "\n".join(lines)


@pytest.mark.django_db
def test_the_link_of_a_reminder_gives_the_words_back_too(address, mai):
    """Hostile words are shown as text."""
    action = Action.all_objects.get()
    with connection.cursor() as cursor:
        cursor.execute(FULL)

    refused = Client(raise_request_exception=False).post(
        link_path(mai, action, "2026-09-30"),
        {"delivery": "on_track", "what_happened": "<b>Four</b>", "version": 0, "do": "send"},
    )

    assert refused.status_code == 503
    assert "&lt;b&gt;Four&lt;/b&gt;</textarea>" in refused.text


@pytest.mark.django_db
def test_a_form_that_keeps_nothing_shows_nothing_of_what_was_sent(client, mai):
    """A password, for one."""
    with connection.cursor() as cursor:
        cursor.execute(FULL.replace("strategies_update", "django_session"))
    client.raise_request_exception = False

    refused = client.post("/sign-in/", {"login": mai.email, "password": "magpie-lantern"})

    assert "magpie" not in refused.text
    assert "What you typed" not in refused.text


@pytest.mark.django_db
def test_a_watcher_is_told_that_the_database_had_no_room(client, address, mai, bea):
    """How much is left on its disk nobody can ask it; that it ran out, the portal has seen."""
    HeartbeatFactory()
    client.raise_request_exception = False
    client.force_login(mai)
    words = {"delivery": "on_track", "what_happened": "Four playgroups opened.", "version": 0}
    with connection.cursor() as cursor:
        cursor.execute(FULL)

    before = client.get("/health/ready").json()["status"]
    client.post(address, words)
    told = client.get("/health/ready")
    client.force_login(bea)
    details = client.get("/health/ready").json()["details"]
    cache.clear()  # as after a quarter of an hour without another one
    after = client.get("/health/ready").json()["status"]

    assert (before, after) == ("ok", "ok")
    assert (told.status_code, told.json()["status"]) == (200, "degraded")
    assert told.json()["checks"]["disk"] == "failing"
    assert details == [
        "The database had no room left at 12:00. Make room on its disk, and look again in a "
        "quarter of an hour."
    ]
