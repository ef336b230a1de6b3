"""
The clock of the machine is wrong, or is put right, while people work (SECURITY 7).

What is due by the clock: tests/measurement/test_schedule.py. Here: who is signed in, and links.
"""

import datetime
import time

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.accounts import forgotten
from partnership.services import invite
from strategies.links import link_path
from strategies.models import Update
from tests.strategies.factories import ActionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("partnership")]
PASSWORD = "three quiet river stones"
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
# Half past two in Melbourne, for the first time: at three it is two again.
AUTUMN = datetime.datetime(2027, 4, 3, 15, 30, tzinfo=datetime.UTC)
WORDS = {"delivery": "on_track", "what_happened": "We found a room.", "version": 0, "do": "send"}


@pytest.fixture
def clock(monkeypatch):
    """Puts the clock of the machine to a moment."""

    def put(moment: datetime.datetime) -> None:
        monkeypatch.setattr(time, "time", moment.timestamp)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    put(AUTUMN)
    return put


def opens(path: str) -> bool:
    return Client().get(path, follow=True).status_code == 200


@pytest.mark.parametrize(
    ("jump", "is_in", "new_password"),
    [(-HOUR, True, True), (HOUR, True, False), (DAY, False, False)],
    ids=["an hour back", "half past two again", "a day on"],
)
def test_sessions_and_links_behave(jump, is_in, new_password, clock, mai, org_a, bea):
    mai.set_password(PASSWORD)
    mai.save()
    action = ActionFactory(organisation=org_a)
    client = Client()
    client.post(reverse("account_login"), {"login": mai.email, "password": PASSWORD})
    invitation, token = invite("new@example.org", by=bea, organisation=org_a, role="member")
    two_minutes, forgot = link_path(mai, action, datetime.date(2027, 3, 31)), forgotten.path(mai.pk)

    clock(AUTUMN + jump)

    assert (client.get("/my-updates/").status_code == 200) is is_in
    assert opens(forgot) is new_password
    assert opens(reverse("accept-invitation", args=[token]))
    assert Client().post(two_minutes, WORDS).status_code == 200
    assert Update.all_objects.get().sent_at == AUTUMN + jump


def test_a_clock_that_was_a_day_ahead_and_is_put_right_locks_nobody_out(clock, mai, org_a):
    mai.set_password(PASSWORD)
    mai.save()
    client = Client()
    clock(AUTUMN + DAY)
    client.post(reverse("account_login"), {"login": mai.email, "password": PASSWORD})

    clock(AUTUMN)
    still_in = client.get("/my-updates/").status_code
    again = client.post(reverse("account_login"), {"login": mai.email, "password": PASSWORD})

    assert (still_in, again.status_code) == (200, 302)
