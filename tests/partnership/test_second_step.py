"""Whoever acts for others signs in with two steps (SECURITY R4, R1; D08 1 and 2)."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from partnership import checks
from partnership.accounts import second_step
from partnership.errors import NotAllowed, TooLate
from partnership.models import Event

PASSWORD = "three quiet river stones"


def code_of(secret: str, at: float | None = None) -> str:
    """RFC 6238 by its own words: HMAC-SHA-1 of the half minute, truncated to 6 digits."""
    counter = int((time.time() if at is None else at) // 30)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


@pytest.fixture
def required(settings):
    """A real portal insists; the demonstration and the other tests do not."""
    settings.SECOND_STEP_REQUIRED = True


@pytest.fixture(autouse=True)
def half_a_minute(monkeypatch):
    """No code may run out while a test uses it."""
    now = time.time() // 30 * 30 + 5
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now)
    monkeypatch.setattr(time, "time", lambda: now)


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def set_up_app(client) -> str:
    """Through the pages; gives the secret that the app keeps."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


def codes(client) -> list[str]:
    return client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]


def test_our_reading_of_the_standard_gives_its_published_codes():
    """RFC 6238, appendix B: the last six of its eight digits."""
    secret = base64.b32encode(b"12345678901234567890").decode()

    assert [code_of(secret, at) for at in (59, 1111111109, 20000000000)] == [
        "287082", "081804", "353130",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["lena", "bea", "ada"])
def test_without_a_second_step_only_the_pages_to_set_it_up_open(person, request, client, required):
    sign_in(client, with_password(request.getfixturevalue(person)))

    for name in ("after-sign-in", "my-account", "account_change_password"):
        assert client.get(reverse(name)).url == reverse("mfa_index"), name
    assert client.post(reverse("end-other-sessions")).url == reverse("mfa_index")
    if person != "lena":
        assert client.get("/admin/").url == reverse("mfa_index")
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).status_code == 200, name


@pytest.mark.django_db
def test_a_fragment_is_refused_too(client, lena, required):
    sign_in(client, with_password(lena))

    response = client.get(reverse("strategies:my-updates"), headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == reverse("mfa_index")


@pytest.mark.django_db
def test_a_member_is_only_offered_it(client, mai, required):
    sign_in(client, with_password(mai))

    assert client.get(reverse("strategies:my-updates")).status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200


@pytest.mark.django_db
def test_becoming_a_lead_takes_effect_on_the_next_request(client, mai, required):
    sign_in(client, with_password(mai))

    mai.memberships.update(role="lead")

    assert client.get(reverse("strategies:my-updates")).url == reverse("mfa_index")


@pytest.mark.django_db
def test_setting_up_an_app_opens_the_rest_and_gives_ten_codes(client, lena, required):
    sign_in(client, with_password(lena))

    set_up_app(client)

    assert client.get(reverse("strategies:my-updates")).status_code == 200
    assert len(set(codes(client))) == 10
    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert "partnership.user.second_step_added" in kinds


@pytest.mark.django_db
def test_sign_in_asks_for_the_code_and_takes_each_once(client, lena, required):
    sign_in(client, with_password(lena))
    secret = set_up_app(client)
    client.post(reverse("account_logout"))

    asked = sign_in(client, lena)
    not_in_yet = client.get(reverse("strategies:my-updates"))
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    inside = client.get(reverse("strategies:my-updates"))
    client.post(reverse("account_logout"))
    sign_in(client, lena)
    again = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert asked.url == reverse("mfa_authenticate")
    assert not_in_yet.url.startswith(reverse("account_login"))
    assert inside.status_code == 200
    assert again.status_code == 422
    assert client.get(reverse("strategies:my-updates")).status_code == 302


@pytest.mark.django_db
def test_a_recovery_code_works_once(client, lena, required):
    sign_in(client, with_password(lena))
    set_up_app(client)
    first = codes(client)[0]
    client.post(reverse("account_logout"))

    sign_in(client, lena)
    used = client.post(reverse("mfa_authenticate"), {"code": first})
    client.post(reverse("account_logout"))
    sign_in(client, lena)
    again = client.post(reverse("mfa_authenticate"), {"code": first})

    assert (used.status_code, again.status_code) == (302, 422)


@pytest.mark.django_db
def test_after_five_wrong_codes_even_the_right_one_waits(client, lena, required):
    sign_in(client, with_password(lena))
    secret = set_up_app(client)
    client.post(reverse("account_logout"))
    cache.clear()
    sign_in(client, lena)

    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    right = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert right.status_code == 429
    assert client.get(reverse("strategies:my-updates")).status_code == 302


@pytest.mark.django_db
def test_the_secrets_are_not_readable_in_the_table(client, mai):
    sign_in(client, with_password(mai))
    secret = set_up_app(client)
    shown = codes(client)

    stored = str(list(Authenticator.objects.values("data")))

    assert secret not in stored
    assert all(code not in stored for code in shown)


@pytest.mark.django_db
def test_a_changed_secret_key_still_reads_what_the_old_one_encrypted(settings):
    before = second_step.SecondStep().encrypt("the secret")

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that is quite long enough for anybody at all"

    assert second_step.SecondStep().decrypt(before) == "the secret"


@pytest.mark.django_db
def test_the_last_second_step_stays_where_the_role_needs_it(client, lena, required):
    sign_in(client, with_password(lena))
    set_up_app(client)

    response = client.post(reverse("mfa_deactivate_totp"))

    assert response.status_code == 422
    assert second_step.has_one(lena)


@pytest.mark.django_db
def test_a_member_may_take_it_off_again(client, mai, required):
    sign_in(client, with_password(mai))
    set_up_app(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=mai).exists()


@pytest.mark.django_db
def test_setting_it_up_signs_out_whoever_had_the_password_alone(client, lena):
    thief = Client()
    with_password(lena)
    sign_in(thief, lena)
    sign_in(client, lena)

    set_up_app(client)

    assert thief.get(reverse("strategies:my-updates")).status_code == 302
    assert client.get(reverse("strategies:my-updates")).status_code == 200


@pytest.mark.django_db
def test_the_pages_ask_again_when_the_sign_in_is_old(client, mai, monkeypatch):
    sign_in(client, with_password(mai))
    later = time.time() + 11 * 60
    monkeypatch.setattr(time, "time", lambda: later)

    asked = client.get(reverse("mfa_activate_totp"))
    confirmed = client.post(asked.url, {"password": PASSWORD})

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert confirmed.url == reverse("mfa_activate_totp")
    assert client.get(confirmed.url).status_code == 200


# --- for the people who look after accounts ---------------------------------------------


@pytest.mark.django_db
def test_the_admin_shows_who_has_none(client, ada, lena, bea):
    Authenticator.objects.create(user=lena, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=bea, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(ada)

    without = client.get("/admin/partnership/user/?second_step=no")
    having = client.get("/admin/partnership/user/?second_step=yes")

    assert bea.email in without.text  # recovery codes alone are none
    assert lena.email not in without.text
    assert lena.email in having.text


@pytest.mark.django_db
def test_an_administrator_takes_it_away_after_showing_that_it_is_she(client, ada, lena):
    Authenticator.objects.create(user=lena, type=Authenticator.Type.TOTP, data={})
    client.force_login(with_password(ada))
    order = {"action": "reset_second_step", "_selected_action": [lena.pk]}

    asked = client.post("/admin/partnership/user/", order)
    still_there = second_step.has_one(lena)
    client.post(asked.url, {"password": PASSWORD})

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert still_there
    assert not second_step.has_one(lena)
    event = Event.objects.get(kind="partnership.user.second_step_reset")
    assert (event.by, event.subject_id) == (ada, lena.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["mai", "lena", "bea"])
def test_nobody_else_takes_it_away(person, request, omar):
    with pytest.raises(NotAllowed):
        second_step.reset(omar, by=request.getfixturevalue(person))


@pytest.mark.django_db
def test_what_is_not_there_cannot_be_taken_away(ada, omar):
    with pytest.raises(TooLate):
        second_step.reset(omar, by=ada)


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["bea", "ada"])
@pytest.mark.parametrize("table", ["mfa/authenticator", "usersessions/usersession"])
def test_the_tables_behind_it_are_not_in_the_admin(table, person, request, client):
    client.force_login(request.getfixturevalue(person))

    assert client.get(f"/admin/{table}/").status_code in (403, 404)


# --- where the portal may answer -----------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "required", "starts"),
    [("production", True, True), ("demo", False, False), ("test", False, True)],
)
def test_a_public_name_needs_the_second_step(profile, required, starts, settings):
    settings.ALLOWED_HOSTS = ["portal.example.org"]
    settings.PORTAL_PROFILE = profile
    settings.SECOND_STEP_REQUIRED = required

    errors = checks.only_loopback_without_second_step(None)

    assert (errors == []) == starts
