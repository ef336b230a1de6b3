"""The two-minute link: one form, one person, until it is sent (SECURITY R4a; journey D01)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from partnership.models import Event, Membership
from strategies import links, services
from strategies.models import Update
from tests.factories import MembershipFactory, OrganisationFactory
from tests.strategies.conftest import QUARTER
from tests.strategies.factories import ActionFactory, UpdateFactory

State = Update.State
WORDS = {"delivery": "on_track", "what_happened": "We found a room.", "version": 0}
SPRING = {"period_start": date(2026, 4, 1), "period_end": date(2026, 6, 30)}


@pytest.fixture
def link(mai, action, partnership) -> str:
    return links.link_path(mai, action, QUARTER.end)


@pytest.fixture
def last_time(action, lena) -> Update:
    return UpdateFactory(
        action=action,
        state=State.ACCEPTED,
        delivery="needs_help",
        what_happened="We look for a room.",
        saved_by=lena,
        sent_at=datetime(2026, 7, 3, 2, 0, tzinfo=UTC),
        **SPRING,
    )


def only() -> Update:
    return Update.all_objects.get(period_end=QUARTER.end)


# --- what it does -------------------------------------------------------------------------------


def test_looking_changes_nothing_and_needs_no_session(client, link, last_time):
    answers = [client.get(link) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert "We look for a room." in answers[0].text
    assert "no-store" in answers[0]["Cache-Control"]
    assert "session" not in client.cookies
    assert Update.all_objects.count() == 1
    assert not Event.objects.exists()


def test_from_the_link_to_sent_are_two_page_loads(client, link, mai):
    client.get(link)
    sent = client.post(link, {**WORDS, "do": "send"})

    assert sent.status_code == 200
    assert "Update sent. Thank you." in sent.text
    update = only()
    assert (update.state, update.sent_by, update.what_happened) == (
        "submitted", mai, "We found a room.",
    )  # fmt: skip
    assert "session" not in client.cookies


def test_each_use_is_an_event(client, link, mai):
    client.post(link, {**WORDS, "do": "keep"})
    client.post(link, {**WORDS, "version": 1, "do": "send"})

    used = Event.objects.filter(kind="strategies.update.by_link", by=mai)
    assert used.count() == 2


def test_one_tap_says_that_nothing_has_changed(client, link, last_time):
    response = client.post(link, {"do": "nothing_changed"})

    assert response.status_code == 200
    update = only()
    assert (update.state, update.delivery) == ("submitted", "needs_help")
    assert (update.nothing_changed, update.what_happened) == (True, "")


def test_without_a_word_before_there_is_no_such_button(client, link):
    assert "Nothing has changed" not in client.get(link).text
    assert client.post(link, {"do": "nothing_changed"}).status_code == 422
    assert not Update.all_objects.exists()


def test_one_tap_takes_no_draft_away(client, link, last_time, action, lena):
    UpdateFactory(action=action, what_happened="Lena began this", saved_by=lena)

    page = client.get(link)
    client.post(link, {"do": "nothing_changed"})

    assert "Nothing has changed: send" not in page.text
    assert only().what_happened == "Lena began this"


def test_a_mistake_is_named_and_the_words_stay(client, link):
    response = client.post(link, {"version": 0, "what_happened": "We found.", "do": "send"})

    assert response.status_code == 422
    assert "Choose how it is going" in response.text
    assert "We found." in response.text


def test_what_was_kept_for_later_is_there_when_the_link_is_opened_again(client, link):
    kept = client.post(link, {**WORDS, "delivery": "", "do": "keep"})

    assert "Kept. It is not sent yet." in kept.text
    assert "We found a room." in client.get(link).text


def test_two_who_write_lose_no_word(client, link, action, lena):
    services.keep_draft(
        action, by=lena, period=QUARTER, seen_version=0, what_happened="Lena’s words."
    )

    conflict = client.post(link, {**WORDS, "do": "send"})

    assert conflict.status_code == 409
    assert "Lena’s words." in conflict.text
    assert "We found a room." in conflict.text
    client.post(link, {**WORDS, "version": 1, "do": "send"})
    assert only().state == "submitted"


def test_pressing_twice_is_no_mistake_and_sends_once(client, link, last_time):
    answers = [client.post(link, {**WORDS, "do": "send"}).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert Event.objects.filter(kind="strategies.update.submitted").count() == 1


def test_one_tap_twice_is_no_mistake_either(client, link, last_time):
    answers = [client.post(link, {"do": "nothing_changed"}).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert Event.objects.filter(kind="strategies.update.submitted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_five_times_at_once_is_one_update(link):
    start = Barrier(5)

    def press(_number):
        start.wait(timeout=10)
        try:
            return Client().post(link, {**WORDS, "do": "send"}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(press, range(5)))

    assert answers == [200] * 5
    assert only().state == "submitted"
    assert Event.objects.filter(kind="strategies.update.submitted").count() == 1


def test_words_that_come_after_a_colleague_sent_are_given_back(client, link, action, lena):
    services.submit_update(
        action, by=lena, period=QUARTER, seen_version=0, delivery="stuck", what_happened="Hers."
    )

    response = client.post(link, {**WORDS, "do": "send"})

    assert response.status_code == 409
    assert "We found a room." in response.text
    assert "Hers." not in response.text
    assert only().what_happened == "Hers."


def test_a_form_without_its_token_is_refused(link):
    client = Client(enforce_csrf_checks=True)

    assert client.post(link, {**WORDS, "do": "send"}).status_code == 403
    assert not Update.all_objects.exists()


# --- when it is dead ------------------------------------------------------------------------------


def is_dead(client, link) -> bool:
    before = Update.all_objects.filter(state=State.SUBMITTED).count()
    answers = {client.get(link).status_code}
    for wish in ("send", "keep", "nothing_changed"):
        answers.add(client.post(link, {"do": wish, "version": 0}).status_code)
    return answers == {404} and Update.all_objects.filter(state="submitted").count() == before


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RETURNED, State.ACCEPTED])
def test_it_dies_when_the_update_is_sent_whoever_sent_it(state, client, link, action, lena):
    UpdateFactory(action=action, state=state, saved_by=lena)

    assert is_dead(client, link)


def test_it_dies_when_the_person_leaves(client, link, mai):
    mai.memberships.update(ended_on=timezone.localdate())

    assert is_dead(client, link)


def test_it_does_not_come_back_with_a_new_membership(client, link, mai, org_a):
    mai.memberships.update(ended_on=timezone.localdate())
    MembershipFactory(user=mai, organisation=org_a, starts_on=timezone.localdate())

    assert is_dead(client, link)


def test_it_dies_when_the_role_changes(client, link, mai):
    mai.memberships.update(role=Membership.Role.LEAD)

    assert is_dead(client, link)


def test_it_dies_when_the_address_changes(client, link, mai):
    mai.email = "mai.tran@example.org"
    mai.save()

    assert is_dead(client, link)


def test_it_dies_when_the_account_is_closed(client, link, mai):
    mai.is_active = False
    mai.save()

    assert is_dead(client, link)


def test_it_dies_when_the_action_goes_to_somebody_else(client, link, action):
    action.organisation = OrganisationFactory()
    action.save()

    assert is_dead(client, link)


def test_it_dies_when_the_organisation_wants_no_links(client, link, org_a):
    org_a.mails_links = False
    org_a.save()

    assert is_dead(client, link)


@pytest.mark.parametrize(("day", "opens"), [(28, True), (29, False)])
def test_it_dies_fourteen_days_after_the_update_was_due(day, opens, client, link, monkeypatch):
    evening = datetime(2026, 10, day, 12, 30, tzinfo=UTC)  # 11:30 pm in Melbourne
    monkeypatch.setattr(timezone, "now", lambda: evening)

    assert client.get(link).status_code == (200 if opens else 404)


def test_it_opens_no_other_update_and_for_nobody_else(client, link, mai, lena, omar, action, org_a):
    other = ActionFactory(organisation=org_a)
    user, own, end, signature = link.split("/")[-2].split(".", 3)
    forged = [
        (lena.pk, own, end), (omar.pk, own, end), (user, other.pk, end),
        (user, own, "2026-06-30"), (user, own, "2026-09-29"), ("x", own, end),
        (user, own, "2026-99-99"), (10**9, own, end),
    ]  # fmt: skip

    statuses = {
        client.get(f"/two-minutes/{'.'.join(map(str, parts))}.{signature}/").status_code
        for parts in forged
    }

    assert statuses == {404}
    assert client.get("/two-minutes/nothing/").status_code == 404
    assert client.get(f"/two-minutes/{user}.{own}.{end}./").status_code == 404
    assert client.get(link).status_code == 200


def test_it_signs_nobody_in_and_shows_nothing_of_a_session_that_is_there(client, link, omar):
    client.force_login(omar)

    page = client.get(link)

    assert page.status_code == 200
    assert omar.name not in page.text
    stranger = Client()
    stranger.get(link)
    assert stranger.get("/my-updates/").status_code == 302
