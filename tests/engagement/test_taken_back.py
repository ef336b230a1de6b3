"""The team is told that words were taken back, and nothing that leads to her (journey D13, 7)."""

import datetime

import pytest
from django.utils import timezone

from engagement import services
from engagement.models import Contribution
from partnership.models import Event, Mail
from tests.engagement.conftest import WORDS
from tests.engagement.factories import ContributionFactory

pytestmark = pytest.mark.usefixtures("partnership")
TODAY = datetime.date(2026, 10, 14)
NOW = datetime.datetime(2026, 10, 14, 1, 0, tzinfo=datetime.UTC)  # noon in Melbourne


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def days_ago(days: int, **fields) -> Contribution:
    gone = TODAY - datetime.timedelta(days=days)
    return ContributionFactory(state="withdrawn", text="", withdrawn_on=gone, **fields)


def desk(client) -> str:
    voices = client.get("/desk/").text.split('id="voices"')[1]
    return voices.split("</section>")[0]


def test_the_desk_tells_for_fourteen_days_that_words_were_taken_back(client, bea):
    client.force_login(bea)
    assert "taken back" not in desk(client)

    days_ago(14)
    assert "taken back" not in desk(client)
    days_ago(13)
    one = desk(client)
    days_ago(0)
    two = desk(client)

    assert "1 voice was taken back on 1 October: look for printed copies." in one
    assert "2 voices were taken back since 1 October: look for printed copies." in two


def test_the_line_leads_to_what_is_left_of_them_and_to_no_other(client, bea):
    client.force_login(bea)
    gone = days_ago(0)
    ContributionFactory()
    address = "/admin/engagement/contribution/?state__exact=withdrawn"
    assert address in desk(client)

    listed = client.get(address)

    assert [voice.pk for voice in listed.context["cl"].result_list] == [gone.pk]


def test_being_told_says_a_number_and_a_day_and_makes_no_record(client, bea, voice):
    services.withdraw(voice)
    client.force_login(bea)

    said = desk(client)

    assert "1 voice was taken back" in said
    assert WORDS not in said
    assert str(voice.pk) not in said
    assert not Event.objects.filter(subject_id=voice.pk).exists()
    assert not Mail.objects.exists()


@pytest.mark.parametrize("person", ["mai", "lena"])
def test_only_the_team_is_told(client, person, request):
    days_ago(0)
    client.force_login(request.getfixturevalue(person))

    answer = client.get("/desk/", follow=True)

    assert "taken back" not in answer.text
