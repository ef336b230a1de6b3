"""Who is told when an update is answered."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from partnership.models import Mail
from partnership.tasks import deliver
from strategies import services
from strategies.models import Update
from tests.strategies.factories import UpdateFactory

QUESTION = "How many families came a second time?"


@pytest.fixture
def sent_back(action, mai, bea, partnership) -> Update:
    update = UpdateFactory(action=action, state=Update.State.SUBMITTED, saved_by=mai)
    return services.return_update(update, by=bea, note=QUESTION)


def test_the_sender_of_an_update_that_was_sent_back_is_told_once(sent_back, mai):
    deliver()
    deliver()

    (sent,) = mail.outbox
    assert sent.to == [mai.email]
    assert "Bea Nguyen has a question about your update" in sent.body
    assert f"http://127.0.0.1:8000{sent_back.get_absolute_url()}" in sent.body


def test_the_mail_holds_a_link_and_no_words_of_the_update_or_the_question(sent_back):
    deliver()

    (letter,) = Mail.objects.all()
    everything = letter.subject + letter.text + letter.html
    assert QUESTION not in everything
    assert sent_back.what_happened not in everything
    assert sent_back.action.title not in letter.subject


def test_nobody_is_told_of_a_question_that_was_answered_meanwhile(sent_back, mai):
    services.submit_update(
        sent_back.action,
        by=mai,
        period=sent_back.period,
        seen_version=sent_back.version,
        delivery="on_track",
        what_happened="Six.",
    )

    deliver()

    assert mail.outbox == []


def test_somebody_who_has_left_is_not_told(sent_back, mai):
    mai.memberships.update(ended_on=timezone.localdate())

    deliver()

    assert mail.outbox == []


def test_the_mail_is_whole(sent_back):
    deliver()

    (letter,) = Mail.objects.all()
    assert not re.search(r"{{|{%|None|\[\[|\(\)|“”", letter.text + letter.html)
