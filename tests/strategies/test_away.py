"""Who is told for whom while somebody is away."""

from datetime import date, timedelta

import pytest
from django.core import mail as django_mail

from partnership import digest
from partnership.models import Mail
from partnership.people import away
from partnership.tasks import deliver
from strategies import services
from strategies.models import Update
from tests.factories import NotificationPreferenceFactory
from tests.strategies.factories import UpdateFactory
from tests.strategies.test_reminders import DUE, mailed, morning

State = Update.State
BECAUSE = "because you cover for Mai Tran until 16 October"


@pytest.fixture
def mai_is_away(mai, lena, partnership):
    """Until two days after the update of July to September is due; Lena covers."""
    away.go(mai.memberships.get(), until=date(2026, 10, 16), cover=lena.memberships.get(), by=mai)


def test_a_reminder_goes_to_the_cover_and_says_for_whom(mai_is_away, mai, lena, action):
    digest.send(morning(DUE))

    assert mailed(mai) == []
    (letter,) = mailed(lena)
    assert "Tuesday drop-in" in letter.text
    assert BECAUSE in letter.text


def test_from_the_day_after_each_is_told_as_ever(mai_is_away, mai, lena, action):
    digest.send(morning(DUE + timedelta(days=7)))

    assert len(mailed(mai)) == 1
    assert "cover for" not in mailed(lena)[0].text


def test_what_she_missed_is_told_when_she_is_back_if_it_is_still_so(mai_is_away, mai, action):
    digest.send(morning(DUE))
    digest.send(morning(date(2026, 10, 17)))

    (letter,) = mailed(mai)
    assert "was due on" in letter.text


def test_a_cover_is_told_what_the_other_wants_to_know(mai_is_away, lena, action):
    NotificationPreferenceFactory(user=lena, kind="update_due")

    digest.send(morning(DUE))

    assert len(mailed(lena)) == 1


def test_what_neither_wants_is_not_told(mai_is_away, mai, lena, action):
    for person in (mai, lena):
        NotificationPreferenceFactory(user=person, kind="update_due")

    digest.send(morning(DUE))

    assert mailed(lena) == []


def test_that_her_update_was_accepted_is_told_to_the_cover(mai_is_away, mai, lena, action, now):
    UpdateFactory(action=action, state=State.ACCEPTED, saved_by=mai)

    digest.send(now)

    assert mailed(mai) == []
    assert "The update for" in mailed(lena)[0].text
    assert BECAUSE in mailed(lena)[0].text


def test_a_question_goes_to_the_cover_at_once(mai_is_away, mai, lena, bea, action):
    deliver()
    django_mail.outbox.clear()
    update = UpdateFactory(action=action, state=State.SUBMITTED, saved_by=mai)

    services.return_update(update, by=bea, note="How many families?")
    deliver()

    (sent,) = django_mail.outbox
    assert sent.to == [lena.email]
    assert BECAUSE in sent.body
    assert Mail.objects.filter(kind="update_returned").count() == 1
