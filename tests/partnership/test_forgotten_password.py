"""A new password by mail, for its owner alone (SECURITY R3, R5)."""

import datetime
import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail as django_mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.accounts import forgotten
from partnership.models import Event, Mail, PasswordRequest
from partnership.tasks import deliver
from tests.factories import UserFactory

OLD = "three quiet river stones"
NEW = "nine loud magpies sing"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/new-password/\S+/)")
HOW = reverse("account_reset_password")
FORM = reverse("new-password")


def ask(client, email, **headers):
    return client.post(HOW, {"email": email}, headers=headers)


@pytest.fixture
def link(client, mai, partnership) -> str:
    """The path in the mail that Mai got."""
    ask(client, mai.email)
    deliver()
    (sent,) = django_mail.outbox
    django_mail.outbox.clear()
    return LINK.search(sent.body)[1]


def sign_in(client, user, password):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def is_in(client) -> bool:
    return client.get(reverse("my-account")).status_code == 200


def choose(client, link, password=NEW):
    """Follow the link and choose; gives the answer to the form."""
    client.get(link)
    return client.post(FORM, {"password": password})


def still_works(link) -> bool:
    return Client().get(link).status_code == 302


# --- asking tells nothing ---------------------------------------------------------------


@pytest.fixture
def emails(mai, omar, lena, worker) -> list[str]:
    """Known, unknown, disabled, locked; a service; one whose invitation waits to be accepted."""
    lena.is_active = False
    lena.save()
    for _ in range(6):
        sign_in(Client(), omar, "not this one")
    waiting = UserFactory(name="Wen Li", password=None)
    return [mai.email, "who@example.com", lena.email, omar.email, worker.email, waiting.email]


@pytest.mark.django_db
def test_every_e_mail_gets_the_same_answer(emails):
    answers = [ask(Client(), email) for email in emails]
    pages = [Client().get(answer.url) for answer in answers]

    assert {(a.status_code, a.url, a.content) for a in answers} == {
        (302, reverse("account_reset_password_done"), b"")
    }
    assert len({page.content for page in pages}) == 1


@pytest.mark.django_db
def test_the_page_does_the_same_work_for_every_e_mail(emails, django_assert_num_queries):
    asked = []
    for email in emails:
        with django_assert_num_queries(3) as seen:  # one row, and a savepoint around it
            ask(Client(), email)
        asked.append([re.sub(r"'[^']*'|\d+", "", query["sql"]) for query in seen])

    assert asked == [asked[0]] * len(emails)
    assert "partnership_user" not in str(asked)


@pytest.mark.django_db
def test_only_who_can_sign_in_is_mailed_and_nothing_goes_to_an_unknown_address(emails, mai, omar):
    for email in emails:
        ask(Client(), email)

    deliver()

    assert [sent.to for sent in django_mail.outbox] == [[mai.email], [omar.email]]
    assert not PasswordRequest.objects.exists()
    assert "who@example.com" not in str([*Mail.objects.values(), *Event.objects.values()])


@pytest.mark.django_db
def test_one_that_fails_holds_up_no_other_mail(client, mai, omar, partnership, monkeypatch, caplog):
    real = forgotten._mail_the_link

    def fails(user, key):
        return 1 / 0 if user == mai else real(user, key=key)

    monkeypatch.setattr(forgotten, "_mail_the_link", fails)
    for email in (mai.email, omar.email):
        ask(client, email)

    deliver()

    assert [sent.to for sent in django_mail.outbox] == [[omar.email]]
    assert not PasswordRequest.objects.exists()
    assert "ZeroDivisionError" in [getattr(r, "why", "") for r in caplog.records]
    assert mai.email not in str([vars(r) for r in caplog.records if r.name.startswith("partner")])


@pytest.mark.django_db
def test_the_e_mail_may_be_typed_in_any_case_and_a_mistake_is_said(client, mai, partnership):
    wrong = ask(client, "mai at example")
    ask(client, mai.email.upper())
    deliver()

    assert wrong.status_code == 422
    assert "Enter an email like a@b.org" in wrong.text
    assert len(django_mail.outbox) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["mai@example.org", "who@example.com"])
def test_an_e_mail_can_be_asked_for_five_times_an_hour(email, mai):
    answers = [ask(Client(), mail) for mail in (email, email.upper(), email.title(), email, email)]

    sixth = ask(Client(), email)

    assert [answer.status_code for answer in answers] == [302] * 5
    assert sixth.status_code == 429
    assert sixth["Retry-After"] == "3600"


@pytest.mark.django_db
def test_a_network_address_asks_twenty_times_an_hour():
    forged = [{"X-Forwarded-For": f"10.0.0.{number}"} for number in range(21)]

    answers = [ask(Client(), f"p{n}@example.org", **head) for n, head in enumerate(forged)]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]


# --- the mail -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_mail_says_what_to_do_and_its_link_is_kept_nowhere(client, mai, link):
    letter = Mail.objects.get()

    assert letter.subject == "Your account"
    assert "It was not you? Then do nothing" in letter.text
    assert "Choose a new password" in letter.html
    assert not re.search(r"{{|{%|None|\(\)", letter.text + letter.html)
    assert link.split("/")[-2] not in str([*Mail.objects.values(), *Event.objects.values()])


@pytest.mark.django_db
def test_each_process_does_its_part_with_the_rights_it_has(client, mai, partnership):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        ask(client, mai.email)
        cursor.execute("RESET ROLE")
        cursor.execute("SET LOCAL ROLE portal_worker")
        deliver()
        cursor.execute("RESET ROLE")
        link = LINK.search(django_mail.outbox[0].body)[1]
        cursor.execute("SET LOCAL ROLE portal_web")
        answer = choose(Client(), link)
        cursor.execute("RESET ROLE")

    assert answer.status_code == 302


# --- the link -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_key_goes_from_the_address_into_the_session_and_a_scanner_changes_nothing(mai, link):
    client = Client()
    scanned = [Client().get(link), Client().head(link), Client().get(link, follow=True)]
    followed = client.get(link)
    page = client.get(followed.url)

    assert [answer.status_code for answer in scanned] == [302, 302, 200]
    assert followed.url == FORM
    assert followed["Referrer-Policy"] == "no-referrer"
    assert "no-store" in followed["Cache-Control"]
    assert "no-store" in page["Cache-Control"]
    assert link.split("/")[-2] not in page.text
    assert sign_in(Client(), mai, OLD).status_code == 302
    assert Client().get(FORM).status_code == 410, "another browser does not hold it"


@pytest.mark.django_db
def test_a_new_password_ends_every_session_signs_nobody_in_and_is_told(client, mai, link):
    elsewhere = Client()
    asked_before = link
    client.get(link)  # signing in would end the link, so this session began before it was made
    elsewhere.force_login(mai)
    mai.refresh_from_db()
    link = forgotten.path(mai.pk)

    answer = choose(client, link)
    page = client.get(answer.url)
    deliver()

    assert answer.url == reverse("account_reset_password_from_key_done")
    assert "Your new password is set" in page.text
    assert not is_in(client)
    assert not is_in(elsewhere)
    assert sign_in(Client(), mai, OLD).status_code == 422
    assert sign_in(Client(), mai, NEW).status_code == 302
    (told,) = django_mail.outbox
    assert told.to == [mai.email]
    assert "Your password was changed on" in told.body
    assert Event.objects.get(kind="partnership.user.password_reset").by == mai
    assert not still_works(asked_before)


@pytest.mark.django_db
def test_a_link_works_once(mai, link):
    first, second = Client(), Client()
    for client in (first, second):
        client.get(link)

    first.post(FORM, {"password": NEW})
    again = second.post(FORM, {"password": "other words of mine"})

    assert again.status_code == 410
    assert "Ask for another link" in again.text
    assert not still_works(link)
    assert sign_in(Client(), mai, NEW).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "works"), [(29, True), (31, False)])
def test_a_link_works_for_thirty_minutes(minutes, works, link, monkeypatch):
    later = timezone.now() + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert still_works(link) == works


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["sign-in", "email", "password", "disabled"])
def test_a_link_ends_with_what_happens_to_the_account(what, mai, link):
    if what == "sign-in":
        assert sign_in(Client(), mai, OLD).status_code == 302
    else:
        mai.email = "tran@example.org" if what == "email" else mai.email
        mai.is_active = what != "disabled"
        if what == "password":
            mai.set_password("seven slow trams turn")
        mai.save()

    closed = Client().get(link)

    assert closed.status_code == 410
    assert closed["Referrer-Policy"] == "no-referrer"
    assert link not in closed.text


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "1", "1.", ".", "²", "9" * 40, "0.c1-0", "1.c1-0.2"])
def test_a_made_up_link_opens_nothing(token, client, mai):
    url = reverse("account_reset_password_from_key", args=[token])

    assert client.get(url).status_code == 410
    assert not client.cookies


@pytest.mark.django_db
def test_a_link_of_one_person_sets_no_others_password(mai, omar, link):
    key = link.split("/")[-2].partition(".")[2]

    assert not still_works(reverse("account_reset_password_from_key", args=[f"{omar.pk}.{key}"]))


@pytest.mark.django_db
def test_a_weak_password_is_refused_beside_its_field_and_the_link_still_works(link):
    client = Client()

    refused = choose(client, link, "short")

    assert refused.status_code == 422
    assert "There is 1 thing to fix" in refused.text
    assert client.post(FORM, {"password": NEW}).status_code == 302


@pytest.mark.django_db
def test_a_new_password_does_not_stand_for_the_second_step(bea, settings):
    settings.SECOND_STEP_REQUIRED = True
    TOTP.activate(bea, generate_totp_secret())
    client = Client()

    choose(client, forgotten.path(bea.pk))
    answer = sign_in(client, bea, NEW)

    assert answer.url.startswith(reverse("mfa_authenticate"))
    assert not is_in(client)


@pytest.mark.django_db
def test_who_tried_the_forgotten_one_too_often_need_not_wait(mai, link):
    for _ in range(6):
        sign_in(Client(), mai, "not this one")

    choose(Client(), link)

    assert sign_in(Client(), mai, NEW).status_code == 302


@pytest.mark.django_db
def test_a_password_changed_on_the_own_page_is_told_too(client, mai, partnership):
    client.force_login(mai)

    data = {"oldpassword": OLD, "password1": NEW}
    client.post(reverse("account_change_password"), data)
    deliver()

    assert "Your password was changed on" in django_mail.outbox[0].body
