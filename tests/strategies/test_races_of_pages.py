"""
The same through the real pages and the real admin, at the same moment (R72, R73).

Whoever loses a race finds her words: in the row, in the history, or on the page that answers her.
"""

import html
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connections
from django.test import Client
from django.urls import reverse

from partnership import outbox, profiles
from partnership.models import Delivery, Event, Mail, Organisation
from strategies.models import Update, UpdateVersion
from tests.strategies.factories import ActionFactory, UpdateFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("partnership"),
]
END = "2026-09-30"
ROUNDS = range(20)


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def both_orders(number: int, *acts) -> list:
    """The acts, the other way round in every second round."""
    return [*acts] if number % 2 else [*reversed(acts)]


def at_once(*acts) -> list:
    """What each act gave; they start together, in threads with connections of their own."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(timeout=10)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        answers = list(pool.map(run, acts))
    close_old_connections()
    return answers


def presses(client: Client, name: str, action, **words):
    url = reverse(f"strategies:{name}", args=[action.pk, END])
    return lambda: client.post(url, words)


def findable(*answers) -> str:
    """All that can be read afterwards: rows, history, and what the refused were answered."""
    rows = Update.all_objects.values_list("what_happened", "help_needed", "return_note")
    history = UpdateVersion.all_objects.values_list("what_happened", "help_needed")
    refused = [html.unescape(a.text) for a in answers if a.status_code >= 400]
    return "\n".join(str(one) for one in [*rows, *history, *refused])


# --- page against page ------------------------------------------------------------------


@pytest.mark.parametrize("doors", [("keep-update",) * 2, ("send-update",) * 2,
                                   ("keep-update", "send-update")])  # fmt: skip
def test_twenty_rounds_of_two_pages_lose_no_word(doors, mai, lena, org_a):
    her, hers = as_(mai), as_(lena)
    for number in ROUNDS:
        action = ActionFactory(organisation=org_a)
        UpdateFactory(action=action, saved_by=lena, version=4, what_happened=f"Old {number}.")
        words = {"delivery": "on_track", "version": 4}
        acts = both_orders(
            number,
            presses(her, doors[0], action, what_happened=f"Mai {number}.", **words),
            presses(hers, doors[1], action, what_happened=f"Lena {number}.", **words),
        )

        answers = at_once(*acts)

        found = findable(*answers)
        assert sorted(answer.status_code for answer in answers) == [302, 409]
        assert all(f"{one} {number}." in found for one in ("Old", "Mai", "Lena"))
        assert Update.all_objects.get(action=action).version == 5


def test_twenty_first_words_at_once_become_one_update_each(mai, lena, org_a):
    her, hers = as_(mai), as_(lena)
    for number in ROUNDS:
        action = ActionFactory(organisation=org_a)
        words = {"delivery": "stuck", "version": 0}
        acts = both_orders(
            number,
            presses(her, "send-update", action, what_happened=f"Mai {number}.", **words),
            presses(hers, "keep-update", action, what_happened=f"Lena {number}.", **words),
        )

        answers = at_once(*acts)

        found = findable(*answers)
        assert sorted(answer.status_code for answer in answers) == [302, 409]
        assert all(f"{one} {number}." in found for one in ("Mai", "Lena"))


# --- page against admin -----------------------------------------------------------------


def test_twenty_rounds_of_a_page_and_a_phone_call_lose_no_word(mai, bea, org_a):
    her, officer = as_(mai), as_(bea)
    by_phone = reverse("admin:strategies_update_by_phone")
    for number in ROUNDS:
        action = ActionFactory(organisation=org_a)
        written = {"delivery": "stuck", "what_happened": f"Written {number}.", "version": 0}
        told = {
            "action": action.pk,
            "which_period": "due",
            "delivery": "on_track",
            "what_happened": f"Told {number}.",
        }
        acts = both_orders(
            number,
            presses(her, "send-update", action, **written),
            lambda told=told: officer.post(by_phone, told),
        )

        answers = at_once(*acts)

        found = findable(*answers)
        assert sorted(answer.status_code for answer in answers) in ([302, 409], [302, 422])
        assert all(f"{one} {number}." in found for one in ("Written", "Told"))


def test_twenty_rounds_of_undoing_and_asking_lose_no_word(mai, bea, org_a):
    her, officer = as_(mai), as_(bea)
    words = {"delivery": "on_track", "version": 0}
    for number in ROUNDS:
        action = ActionFactory(organisation=org_a)
        presses(her, "send-update", action, what_happened=f"Sent {number}.", **words)()
        update = Update.all_objects.get(action=action)
        send_back = reverse("admin:strategies_update_send_back", args=[update.pk])
        asked = {"version": update.version, "note": f"Asked {number}?"}
        acts = both_orders(
            number,
            presses(her, "undo-update", action),
            lambda url=send_back, asked=asked: officer.post(url, asked),
        )

        answers = at_once(*acts)

        found = findable(*answers)
        assert f"Sent {number}." in found
        assert f"Asked {number}?" in found
        assert Update.all_objects.get(action=action).state in ("draft", "returned")


def test_what_a_lead_saves_while_the_admin_saves_the_name_stays(monkeypatch, lena, bea, org_a):
    """Not by chance: she saves when the admin has read the row and has not written it yet."""
    from partnership.admin.organisations import OrganisationAdmin

    read = OrganisationAdmin.get_object

    def read_and_wait(*args):
        row = read(*args)
        profiles.save_profile(org_a, by=lena, seen_version=0, public_profile="Hers.")
        return row

    monkeypatch.setattr(OrganisationAdmin, "get_object", read_and_wait)
    url = reverse("admin:partnership_organisation_change", args=[org_a.pk])

    answer = as_(bea).post(url, {"name": "New name", "slug": org_a.slug, "kind": org_a.kind})

    now = Organisation.objects.get(pk=org_a.pk)
    assert answer.status_code == 302
    assert (now.name, now.public_profile, now.version) == ("New name", "Hers.", 1)


def test_twenty_rounds_of_a_profile_and_the_admin_lose_no_word(lena, bea, org_a):
    her, officer = as_(lena), as_(bea)
    url = reverse("admin:partnership_organisation_change", args=[org_a.pk])
    for number in ROUNDS:
        words = {"public_profile": f"Hers {number}.", "version": number}
        name = {"name": f"Name {number}", "slug": org_a.slug, "kind": org_a.kind}
        acts = both_orders(
            number,
            lambda words=words: her.post("/our-organisation/profile/", words),
            lambda name=name: officer.post(url, name),
        )

        answers = at_once(*acts)

        now = Organisation.objects.get(pk=org_a.pk)
        assert [answer.status_code for answer in answers] == [302, 302]
        assert (now.name, now.public_profile) == (f"Name {number}", f"Hers {number}.")


# --- the same five times at once ----------------------------------------------------------


def test_five_sends_at_once_are_one(mai, action):
    words = {"delivery": "on_track", "what_happened": "Once.", "version": 0}

    answers = at_once(*[presses(as_(mai), "send-update", action, **words)] * 5)

    assert [answer.status_code for answer in answers] == [302] * 5
    assert Update.all_objects.get().version == 1
    assert UpdateVersion.all_objects.get().what_happened == "Once."
    assert Event.objects.get().kind == "strategies.update.submitted"


def test_five_questions_at_once_are_one_and_mailed_once(bea, mai, action):
    update = UpdateFactory(action=action, state=Update.State.SUBMITTED, saved_by=mai)
    url = reverse("admin:strategies_update_send_back", args=[update.pk])
    asks = as_(bea)

    answers = at_once(*[lambda: asks.post(url, {"version": 1, "note": "How many?"})] * 5)
    at_once(*[outbox.deliver] * 3)

    assert sorted(answer.status_code for answer in answers) == [302, 409, 409, 409, 409]
    assert Event.objects.get().kind == "strategies.update.returned"
    assert Delivery.objects.count() == 1
    assert Mail.objects.count() == 1
