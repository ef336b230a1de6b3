"""How often somebody may try (SECURITY R9, section 5), and that an answer tells nothing (R3)."""

import re
import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from partnership import rates, services
from partnership.cache import RedisOrDatabase
from partnership.models import User

PASSWORD = "three quiet river stones"


def sign_in(client, email, password="not this one", **headers):
    return client.post(
        reverse("account_login"), {"login": email, "password": password}, headers=headers
    )


# --- tries ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_sixth_try_at_an_account_waits_whatever_the_case_of_its_address(client, mai):
    answers = [
        sign_in(client, email).status_code
        for email in (mai.email, mai.email.upper(), mai.email.title(), mai.email, mai.email)
    ]

    sixth = sign_in(client, mai.email, PASSWORD)

    assert answers == [422] * 5
    assert sixth.status_code == 429
    assert sixth["Retry-After"] == "300"
    assert "Wait 5 minutes" in sixth.text


@pytest.mark.django_db
def test_after_five_minutes_the_right_password_works_again(client, mai, monkeypatch):
    for _ in range(6):
        sign_in(client, mai.email)

    now = time.time() + 301
    monkeypatch.setattr(time, "time", lambda: now)

    assert sign_in(client, mai.email, PASSWORD).status_code == 302


@pytest.mark.django_db
def test_another_person_of_the_same_office_still_gets_in(client, mai, omar):
    for _ in range(6):
        sign_in(client, mai.email)

    assert sign_in(client, omar.email, PASSWORD).status_code == 302


@pytest.mark.django_db
def test_one_network_address_cannot_try_many_accounts(client, mai):
    for number in range(10):
        sign_in(client, f"person{number}@example.org", **{"X-Forwarded-For": f"10.0.0.{number}"})

    assert sign_in(client, mai.email, PASSWORD).status_code == 429


@pytest.mark.django_db
def test_the_header_of_our_own_proxy_is_believed_and_no_more_of_it(client, mai, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    for number in range(10):
        forged = {"X-Forwarded-For": f"10.0.0.{number}, 192.0.2.7"}
        sign_in(client, f"person{number}@example.org", **forged)

    same, other = (f"10.9.9.9, 192.0.2.{n}" for n in (7, 8))
    assert sign_in(client, mai.email, PASSWORD, **{"X-Forwarded-For": same}).status_code == 429
    assert sign_in(client, mai.email, PASSWORD, **{"X-Forwarded-For": other}).status_code == 302


@pytest.mark.django_db
def test_a_person_is_invited_at_most_five_times_an_hour(client, lena):
    client.force_login(lena)
    invite = {"email": "New@example.org", "role": "member"}
    client.post(reverse("our-people"), invite)

    for _ in range(4):
        client.post(reverse("our-people"), invite)
    sixth = client.post(reverse("our-people"), invite | {"email": "new@example.org"})

    assert sixth.status_code == 429
    assert sixth["Retry-After"] == "3600"


@pytest.mark.django_db
def test_an_invitation_is_not_tried_again_and_again(client, lena, org_a):
    _invitation, token = services.invite(
        "n@example.org", by=lena, organisation=org_a, role="member"
    )
    url = reverse("accept-invitation", args=[token])

    answers = [client.post(url, {"name": "N", "password": "short"}) for _ in range(11)]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


def test_the_table_holds_the_numbers_that_were_decided():
    """SECURITY section 5: login failures, codes of the second step, invitations."""
    assert rates.RATES["login_failed"] == "10/m/ip,5/5m/key"
    assert rates.RATES["invite"] == "5/h/key,20/h/ip"


# --- while Redis is away -----------------------------------------------------------------------


@pytest.fixture
def without_redis(monkeypatch):
    """Redis was found to be away a moment ago, so nobody asks it."""
    monkeypatch.setattr(RedisOrDatabase, "away_until", time.monotonic() + 3600)


@pytest.mark.django_db
def test_people_sign_in_and_tries_are_counted_while_redis_is_away(without_redis, mai, omar):
    for _ in range(5):
        sign_in(Client(), mai.email)

    assert sign_in(Client(), mai.email, PASSWORD).status_code == 429
    assert sign_in(Client(), omar.email, PASSWORD).status_code == 302


@pytest.mark.django_db
def test_the_spare_table_keeps_what_a_cache_keeps(without_redis):
    assert cache.add("one", 1, 60)
    assert not cache.add("one", 2, 60)
    cache.set("two", [1, 2], 60)
    cache.incr("one")
    cache.delete("two")

    assert (cache.get("one"), cache.get("two"), cache.has_key("one")) == (2, None, True)


@pytest.mark.django_db
def test_a_server_that_is_not_there_is_noticed_at_once(monkeypatch):
    monkeypatch.setattr(RedisOrDatabase, "away_until", 0.0)
    lost = RedisOrDatabase("unix:///nowhere/at/all?db=1", {})

    lost.set("one", 1, 60)

    assert lost.get("one") == 1


@pytest.mark.django_db
def test_the_web_process_may_use_the_spare_table():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        cursor.execute("DELETE FROM portal_cache")
        cursor.execute("RESET ROLE")


# --- an answer tells nothing ---------------------------------------------------------------------


def body(response, email) -> str:
    """The answer without what the person typed and without the token of the form."""
    text = re.sub(r'value="\w{64}"|"X-CSRFToken": "\w{64}"', "", response.text)
    return text.replace(email, "who@example.org")


@pytest.fixture
def disabled(mai):
    mai.is_active = False
    mai.save()
    return mai


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["not this one", PASSWORD])
def test_sign_in_says_the_same_to_known_unknown_and_disabled(password, omar, disabled, worker):
    known = omar.email if password != PASSWORD else "gone@example.org"
    emails = [known, "nobody@example.org", disabled.email, worker.email]

    answers = [sign_in(Client(), email, password) for email in emails]

    assert {answer.status_code for answer in answers} == {422}
    assert len({body(a, email) for a, email in zip(answers, emails, strict=True)}) == 1
    own = {"Content-Length", "Expires"}  # the typed address is shown again; the clock goes on
    headers = [{k: v for k, v in a.headers.items() if k not in own} for a in answers]
    assert headers == [headers[0]] * 4


@pytest.mark.django_db
def test_a_locked_account_looks_like_a_locked_nobody(omar):
    emails = [omar.email, "nobody@example.org"]
    answers = []
    for email in emails:
        cache.clear()
        client = Client()
        for _ in range(6):
            last = sign_in(client, email)
        answers.append(body(last, email))

    assert answers[0] == answers[1]


@pytest.mark.django_db
def test_a_made_up_invitation_is_an_address_that_does_not_exist(client):
    made_up = client.get(reverse("accept-invitation", args=["made-up"]))
    missing = client.get("/no-such-page/")

    assert made_up.status_code == missing.status_code == 404
    assert body(made_up, "/invitations/made-up/") == body(missing, "/no-such-page/")


@pytest.mark.django_db
def test_a_lead_does_not_learn_whether_an_address_has_an_account(client, lena, omar):
    client.force_login(lena)

    pages = [
        client.post(reverse("our-people"), {"email": email, "role": "member"})
        for email in (omar.email, "nobody@example.org")
    ]

    texts = [
        re.sub(r"/invitations/[\w-]+/", "", body(page, email))
        for page, email in zip(pages, (omar.email, "nobody@example.org"), strict=True)
    ]
    assert texts[0] == texts[1]
    assert User.objects.filter(email="nobody@example.org").count() == 0
