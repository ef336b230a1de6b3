"""The daily mail tells partners when a version opens for comments, and when it is agreed. Once."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from agenda.models import Agenda
from partnership import digest
from partnership.models import Mail
from tests.agenda.conftest import UNTIL
from tests.agenda.factories import ON
from tests.factories import DecisionFactory, NotificationPreferenceFactory

pytestmark = pytest.mark.usefixtures("partnership")
DAY = datetime.timedelta(days=1)


def morning_of(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(
        day.year, day.month, day.day, 8, tzinfo=ZoneInfo("Australia/Melbourne")
    )


def letters(person) -> list[str]:
    return list(Mail.objects.filter(to=person).order_by("pk").values_list("text", flat=True))


def agree(agenda: Agenda, on: datetime.date) -> None:
    Agenda.all_objects.filter(pk=agenda.pk).update(
        state="adopted", adopted_on=on, decision=DecisionFactory(), content_hash="0" * 64
    )


def test_members_and_leads_are_told_once_that_a_version_is_open(open_version, mai, lena):
    for number in range(3):
        digest.send(morning_of(ON + number * DAY))

    for person in (mai, lena):
        (letter,) = letters(person)
        assert "Version 2 of what we want together is open for comments until 15 March" in letter
        assert "/agenda/v2/our-word/" in letter


@pytest.mark.parametrize("day", [ON - DAY, UNTIL + DAY])
def test_nobody_is_told_before_or_after(open_version, mai, day):
    digest.send(morning_of(day))

    assert letters(mai) == []


def test_opened_again_later_it_is_told_again(open_version, mai):
    digest.send(morning_of(ON))
    Agenda.all_objects.update(comments_from=ON + 5 * DAY)

    digest.send(morning_of(ON + 5 * DAY))

    assert len(letters(mai)) == 2


def test_members_are_told_once_that_it_is_agreed(open_version, mai):
    agree(open_version, UNTIL + DAY)

    for number in range(3):
        digest.send(morning_of(UNTIL + number * DAY))

    (letter,) = letters(mai)
    assert "Version 2 of what we want together is agreed" in letter
    assert "/agenda/v2/" in letter


def test_an_agreement_of_long_ago_is_no_news(first, mai):
    digest.send(morning_of(ON + 40 * DAY))

    assert letters(mai) == []


def test_a_draft_is_told_to_nobody(draft, mai):
    digest.send(morning_of(ON))

    assert letters(mai) == []


def test_who_declined_such_mails_is_not_told(open_version, mai, lena):
    NotificationPreferenceFactory(user=mai, kind="agenda", channel="none")

    digest.send(morning_of(ON))

    assert letters(mai) == []
    assert len(letters(lena)) == 1


def test_the_backbone_team_that_opened_it_is_not_told(open_version, bea):
    digest.send(morning_of(ON))

    assert letters(bea) == []


def test_it_can_be_chosen_on_my_mail(client, mai):
    client.force_login(mai)

    page = client.get("/my-mail/").text

    assert 'name="agenda"' in page
