"""
The database has no room left (SECURITY 7).

Filling a real disk would fill this machine's, so the database is made to say what it says then:
SQLSTATE 53100, in the middle of a save. The rest is real: driver, service, transaction, page.
"""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from partnership.models import Event
from strategies.models import Update
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
    assert kept == (0, 0)
    assert taken.status_code == (200 if headers else 302)
    assert Update.all_objects.get().state == "submitted"
