"""A partner signs words. When they are changed, its signature does not stand for the new ones."""

import pytest
from django.urls import reverse
from django.utils import timezone

from agenda import services
from agenda.models import Endorsement
from agenda.reading import signatures_of
from agenda.reminders import versions
from partnership.errors import NotAllowed
from partnership.models import Event
from tests.filled_forms import form_of

pytestmark = pytest.mark.django_db
OURS = "/agenda/v2/our-word/"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def now_open(open_version, today):
    """As ``open_version``, which org_a has signed; still open for comments today."""
    type(open_version).all_objects.update(comments_until=today)
    open_version.refresh_from_db()
    return open_version


def edited(client, agenda, **words) -> str:
    """The officer saves the page of the version with these words; what she is told."""
    address = reverse("admin:agenda_agenda_change", args=[agenda.pk])
    given = form_of(client.get(address)) | words | {"_save": "Save"}
    answer = client.post(address, given, follow=True)
    assert answer.status_code == 200
    return answer.text


def test_a_signature_does_not_stand_after_the_version_was_taken_back(
    bea, org_a, open_version, today
):
    services.take_back_to_draft(open_version, by=bea)

    given = signatures_of(open_version, today)
    assert (given.signed, org_a in given.silent) == ([], True)
    assert services.versions.signatures(open_version, today) == (0, 2)
    lapsed = Event.objects.get(kind="agenda.endorsements.lapsed")
    assert (lapsed.by, lapsed.data) == (bea, {"number": 2, "lapsed": 1})


@pytest.mark.parametrize(
    "words",
    [
        {"vision": "Every child here is glad."},
        {"principles-0-text": "Ask, and wait for the answer."},
    ],
    ids=["its own words", "one of its parts"],
)
def test_a_signature_does_not_stand_for_words_that_were_changed_while_it_is_open(
    words, client, bea, org_a, now_open, today
):
    client.force_login(bea)

    told = edited(client, now_open, **words)

    assert signatures_of(now_open, today).signed == []
    assert "1 partner had signed the words before. Its lead is asked to sign again." in told


def test_a_signature_stands_where_nothing_of_the_words_was_changed(client, bea, now_open, today):
    client.force_login(bea)

    edited(client, now_open)
    edited(client, now_open, change_summary="O1 says 2030 now.")

    assert len(signatures_of(now_open, today).signed) == 1


def test_a_lead_reads_what_she_said_of_the_old_words_and_signs_the_new(
    client, bea, lena, org_a, now_open, today
):
    Endorsement.objects.update(state="with_reservation", reservation="Not without money.")
    services.words_changed(now_open, by=bea)
    client.force_login(lena)

    page = client.get(OURS).text
    assert "so it does not count any more" in page
    assert "Not without money.</textarea>" in page
    assert " checked" not in page.split("<form")[-1]
    client.post(f"{OURS}sign/", {"state": "endorsed"})

    word = Endorsement.objects.standing().get()
    assert (word.organisation, word.state, word.on) == (org_a, "endorsed", today)
    assert "so it does not count any more" not in client.get(OURS).text


def test_the_lead_of_a_signature_that_lapsed_is_told_and_nobody_else(
    bea, lena, mai, omar, now_open, today
):
    services.words_changed(now_open, by=bea)

    told = {who: "sign again" in said(who, today) for who in (lena, mai, omar, bea)}

    assert told == {lena: True, mai: False, omar: False, bea: False}


def said(person, day) -> str:
    return " ".join(str(line.part.words) for line in versions(person, day))


def test_only_the_team_lets_signatures_lapse(lena, now_open, today):
    with pytest.raises(NotAllowed):
        services.words_changed(now_open, by=lena)

    assert len(signatures_of(now_open, today).signed) == 1
