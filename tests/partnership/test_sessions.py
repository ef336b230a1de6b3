"""Sessions end in time, by their owner, or by whoever looks after people (SECURITY R7)."""

import time

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from partnership.accounts import sessions
from partnership.errors import NotAllowed
from partnership.models import Event, Organisation
from partnership.templatetags.plain import device

PASSWORD = "three quiet river stones"
MINUTE, HOUR, DAY = 60, 3600, 86400
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def wait(monkeypatch):
    """Let time pass."""
    passed = [time.time()]
    monkeypatch.setattr(time, "time", lambda: passed[0])

    def after(seconds):
        passed[0] += seconds

    return after


def signed_in(user, **headers) -> Client:
    client = Client(headers=headers)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def is_in(client) -> bool:
    return client.get(reverse("my-account")).status_code == 200


# --- time --------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("idle", "still_in"), [(8 * HOUR - MINUTE, True), (8 * HOUR + 1, False)])
def test_eight_hours_without_use_end_a_session(idle, still_in, mai, wait):
    client = signed_in(mai)

    wait(idle)

    assert is_in(client) == still_in


@pytest.mark.django_db
@pytest.mark.parametrize(("person", "longest"), [("mai", 7 * DAY), ("bea", 12 * HOUR)])
def test_use_does_not_make_a_session_last_for_ever(person, longest, request, wait):
    client = signed_in(request.getfixturevalue(person))
    for _ in range(longest // (6 * HOUR) - 1):
        wait(6 * HOUR)
        assert is_in(client)

    wait(6 * HOUR + 1)

    assert not is_in(client)


@pytest.mark.django_db
def test_the_old_cookie_opens_nothing_after_signing_out(mai):
    client = signed_in(mai)
    old = client.cookies["session"].value

    client.post(reverse("account_logout"))
    client.cookies["session"] = old

    assert not is_in(client)


@pytest.mark.django_db
def test_signing_in_gives_a_new_key(client, mai):
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    before = client.cookies["session"].value

    client.post(reverse("account_login"), {"login": mai.email, "password": PASSWORD})

    assert client.cookies["session"].value != before


# --- away from the admin ---------------------------------------------------------------------


@pytest.mark.django_db
def test_after_half_an_hour_the_admin_asks_who_is_there_and_loses_no_word(bea, org_a, wait):
    client = signed_in(bea)
    url = f"/admin/partnership/organisation/{org_a.pk}/change/"
    client.get(url)
    wait(31 * MINUTE)

    asked = client.post(url, {"name": "A name that took long to find", "kind": "health"})
    not_yet = Organisation.objects.get(pk=org_a.pk).name
    page = client.get(asked.url)
    client.post(asked.url, {"password": PASSWORD})

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert not_yet == org_a.name
    assert "What you typed is not lost" in page.text
    assert Organisation.objects.get(pk=org_a.pk).name == "A name that took long to find"
    assert client.get(url).status_code == 200


@pytest.mark.django_db
def test_another_page_does_not_open_the_admin_again(bea, wait):
    client = signed_in(bea)
    client.get("/admin/")
    wait(31 * MINUTE)

    client.get(reverse("my-account"))

    assert client.get("/admin/").url.startswith(reverse("account_reauthenticate"))


@pytest.mark.django_db
def test_a_wrong_password_does_not_save_what_was_typed(bea, org_a, wait):
    client = signed_in(bea)
    wait(31 * MINUTE)
    url = f"/admin/partnership/organisation/{org_a.pk}/change/"
    asked = client.post(url, {"name": "Somebody else's words", "kind": "health"})

    answer = client.post(asked.url, {"password": "not this one"})

    assert answer.status_code == 422
    assert Organisation.objects.get(pk=org_a.pk).name == org_a.name


@pytest.mark.django_db
def test_work_without_a_long_pause_is_not_interrupted(bea, wait):
    client = signed_in(bea)

    for _ in range(4):
        wait(20 * MINUTE)
        assert client.get("/admin/").status_code == 200


# --- the list -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_person_sees_where_she_is_signed_in_and_ends_one(mai):
    here, there = signed_in(mai), signed_in(mai, **{"User-Agent": FIREFOX})
    page = here.get(reverse("my-account"))
    other = next(s for s in page.context["sessions"] if s.user_agent == FIREFOX)

    here.post(reverse("end-session", args=[other.pk]))

    assert "Firefox on Windows" in page.text
    assert is_in(here)
    assert not is_in(there)
    assert Event.objects.filter(kind="partnership.user.session_ended").exists()


@pytest.mark.django_db
def test_nobody_ends_the_session_of_another_partner(mai, omar):
    hers = signed_in(mai)
    session = UserSession.objects.get(user=mai)

    answer = signed_in(omar).post(reverse("end-session", args=[session.pk]))

    assert answer.status_code == 404
    assert is_in(hers)


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["end-other-sessions", "account_change_password"])
def test_all_the_others_end_together(what, mai):
    here, there = signed_in(mai), signed_in(mai)

    here.post(
        reverse(what), {"oldpassword": PASSWORD, "password1": "a heron stands in shallow water"}
    )

    assert is_in(here)
    assert not is_in(there)


@pytest.mark.django_db
def test_after_a_new_password_her_list_shows_only_the_session_in_use(mai):
    here, _there = signed_in(mai), signed_in(mai)

    here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "a heron stands in shallow water"},
    )

    assert [one.session_key for one in sessions.of(mai)] == [here.session.session_key]


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["bea", "ada"])
def test_who_looks_after_people_ends_all_sessions_of_one(person, request, client, mai):
    hers = signed_in(mai)
    client.force_login(request.getfixturevalue(person))

    client.post(
        "/admin/partnership/user/", {"action": "end_sessions", "_selected_action": [mai.pk]}
    )

    assert not is_in(hers)
    assert not UserSession.objects.filter(user=mai).exists()


@pytest.mark.django_db
def test_a_colleague_may_not(mai, lena):
    with pytest.raises(NotAllowed):
        sessions.end_all(mai, by=lena)


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
         "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0.0.0 Mobile Safari/537.36",
         "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
         "Edge on Windows"),
        ("curl/8.0", "A browser we do not know"),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_its_owner_knows_it(signature, said):
    assert device(signature) == said
