"""The session ends while somebody writes: her words are back in the form, also without a script."""

import datetime

import pytest
from django.core import signing
from django.urls import reverse

from partnership import kept_words
from strategies import services
from strategies.models import Update
from tests.strategies.conftest import QUARTER
from tests.strategies.factories import ActionFactory, UpdateFactory

pytestmark = pytest.mark.usefixtures("partnership")
PASSWORD = "three quiet river stones"
TYPED = {
    "delivery": "stuck",
    "what_happened": "The heater <broke>.",
    "help_needed": "A heater.",
    "version": "0",
    "form_id": "her page",
}


def to(name: str, action) -> str:
    return reverse(f"strategies:{name}", args=[action.pk, QUARTER.end])


@pytest.fixture
def signed_out(client, action):
    """She pressed Send after her session had ended; the answer led her to sign in."""
    answer = client.post(to("send-update", action), TYPED)
    assert answer.url == f"{reverse('account_login')}?next={to('send-update', action)}"
    return client


@pytest.mark.parametrize("door", ["keep-update", "send-update", "nothing-changed"])
def test_her_words_are_back_after_she_signed_in(door, client, mai, action):
    client.post(to(door, action), TYPED)
    client.force_login(mai)

    page = client.get(to(door, action), follow=True)

    assert page.redirect_chain[-1][0] == to("edit-update", action)
    assert "The heater &lt;broke&gt;.</textarea>" in page.text
    assert "A heater.</textarea>" in page.text
    assert 'value="stuck" checked' in page.text
    assert "words you typed before you were signed out. They are not saved yet." in page.text
    assert not Update.all_objects.exists()


def test_they_wait_in_her_browser_only_for_this_place_and_for_no_script(signed_out, action):
    cookie = signed_out.cookies[kept_words.NAME]

    assert cookie["path"] == f"/my-updates/{action.pk}/2026-09-30/"
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert not cookie["expires"]


def test_once_they_are_saved_they_are_gone_from_the_browser(signed_out, mai, action):
    signed_out.force_login(mai)

    sent = signed_out.post(to("send-update", action), TYPED)

    assert sent.cookies[kept_words.NAME]["max-age"] == 0
    assert Update.all_objects.get().what_happened == "The heater <broke>."


def test_what_a_colleague_saved_meanwhile_is_still_a_conflict(signed_out, mai, lena, action):
    UpdateFactory(action=action, saved_by=lena, what_happened="Bread", version=1)
    signed_out.force_login(mai)

    form = signed_out.get(to("edit-update", action))
    answer = signed_out.post(to("send-update", action), TYPED)

    assert 'name="version" value="0"' in form.text
    assert answer.status_code == 409
    assert "Bread" in answer.text


def test_what_a_colleague_sent_meanwhile_stands_beside_her_words(signed_out, mai, lena, action):
    services.submit_update(
        action, by=lena, period=QUARTER, seen_version=0, delivery="stuck", what_happened="Bread"
    )
    signed_out.force_login(mai)

    page = signed_out.get(to("edit-update", action))

    assert page.status_code == 409
    assert "Bread" in page.text
    assert "The heater &lt;broke&gt;." in page.text


def test_they_are_in_the_form_of_no_other_update(signed_out, mai, org_a, action):
    other = ActionFactory(organisation=org_a)
    signed_out.force_login(mai)

    assert "heater" not in signed_out.get(to("edit-update", other)).text


def test_words_that_somebody_made_up_or_that_are_old_are_none(client, mai, action, monkeypatch):
    client.force_login(mai)
    place = f"/my-updates/{action.pk}/2026-09-30/"
    made_up = signing.dumps({"path": place, "words": {"what_happened": "heater"}}, salt="mine")
    client.cookies[kept_words.NAME] = made_up
    forged = client.get(to("edit-update", action))
    client.cookies[kept_words.NAME] = signing.dumps(
        {"path": place, "words": {"what_happened": "heater"}}, salt="partnership.kept-words"
    )
    fresh = client.get(to("edit-update", action))
    in_two_hours = datetime.timedelta(hours=2).total_seconds()
    real = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: real() + in_two_hours)
    old = client.get(to("edit-update", action))

    assert ["heater" in page.text for page in (forged, fresh, old)] == [False, True, False]


def test_a_text_that_fits_in_no_cookie_is_shown_to_copy(client, action):
    long = "".join(chr(0x4E00 + number * 7 % 20000) for number in range(3000))

    answer = client.post(to("send-update", action), {**TYPED, "what_happened": long})

    assert answer.status_code == 403
    assert "Copy your words first" in answer.text
    assert long in answer.text
    assert kept_words.NAME not in answer.cookies


@pytest.mark.parametrize("words", [{}, {"what_happened": ""}])
def test_who_typed_nothing_is_just_led_to_sign_in(words, client, action):
    answer = client.post(to("send-update", action), words)

    assert answer.status_code == 302
    assert not answer.cookies


@pytest.mark.usefixtures("real_passwords")
def test_the_whole_way_with_a_password(signed_out, mai, action):
    mai.set_password(PASSWORD)
    mai.save()

    page = signed_out.post(
        reverse("account_login"),
        {"login": mai.email, "password": PASSWORD, "next": to("send-update", action)},
        follow=True,
    )

    assert "The heater &lt;broke&gt;.</textarea>" in page.text
