"""A mail is written once, sent once, and holds no secret until it leaves (R12, R63, R74)."""

import datetime
import re
import smtplib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail as django_mail
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from partnership import mail, outbox, services
from partnership.errors import NotAllowed, TooLate
from partnership.models import Event, Mail
from partnership.tasks import deliver
from tests.factories import MailFactory

FAILING = "tests.partnership.test_mail.Failing"
INVITATION = re.compile(r"http://\S+/invitations/(\w+)/")


class Failing:
    """A way out that refuses; ``error`` says how."""

    error: Exception

    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        raise self.error


class Killed(BaseException):
    """What no code of ours catches: as good as ``kill -9``."""


@pytest.fixture
def way_out_fails(settings, monkeypatch):
    settings.EMAIL_BACKEND = FAILING
    return lambda error: monkeypatch.setattr(Failing, "error", error, raising=False)


@pytest.fixture
def invited(bea, org_a, partnership):
    return services.invite("new@example.org", by=bea, organisation=org_a, role="member")


# --- written once, the same in both shapes --------------------------------------------


@pytest.mark.django_db
def test_text_and_html_say_the_same_and_show_no_markup_of_ours(mai, partnership):
    parts = [mail.Part("Tom & <b>Ana</b> met.", heading="News", label="Read", link="/about/")]

    letter = mail.queue("test", parts, to=mai, key="k", subject="Hello")

    for words in ("Hello Mai,", "News", "Read", "http://127.0.0.1:8000/about/", partnership.name):
        assert words in letter.text
        assert words in letter.html
    assert "Tom & <b>Ana</b> met." in letter.text
    assert "Tom &amp; &lt;b&gt;Ana&lt;/b&gt; met." in letter.html
    assert not re.search(r"{{|{%|None|\[\[|\(\)", letter.text + letter.html)


@pytest.mark.django_db
def test_nothing_in_a_mail_tells_us_that_it_was_read(mai, partnership):
    letter = mail.queue("test", [mail.Part("Hello.")], to=mai, key="k", subject="Hello")

    assert not re.search(r"<img|<link|<script|<style|\sstyle=|\sbackground=|url\(", letter.html)


@pytest.mark.django_db
def test_the_same_mail_is_queued_once(mai, partnership):
    twice = [
        mail.queue("test", [mail.Part("Hello.")], to=mai, key="k", subject="Hello")
        for _ in range(2)
    ]

    assert twice[1] is None
    assert Mail.objects.get() == twice[0]


# --- sent once --------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_mail_leaves_once_as_text_and_html_and_says_that_a_machine_wrote_it(partnership):
    letter = MailFactory()

    assert [mail.post() for _ in range(3)] == [1, 0, 0]

    (sent,) = django_mail.outbox
    assert sent.to == [letter.address]
    assert sent.body == letter.text
    assert [kind for _body, kind in sent.alternatives] == ["text/html"]
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.reply_to == [partnership.contact_email]


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_send_each_mail_once():
    MailFactory.create_batch(5)
    start = Barrier(8)

    def work(_number):
        start.wait(timeout=10)
        try:
            return mail.post()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        sent = sum(pool.map(work, range(8)))

    assert (sent, len(django_mail.outbox)) == (5, 5)


@pytest.mark.django_db
def test_one_whose_sending_was_cut_short_is_shown_to_a_person_not_sent_twice(way_out_fails):
    way_out_fails(Killed())
    letter = MailFactory()
    with pytest.raises(Killed):
        mail.post()

    Mail.objects.update(started_at=timezone.now() - datetime.timedelta(minutes=16))
    mail.post()

    letter.refresh_from_db()
    assert "may have arrived" in letter.failed
    assert letter.sent_at is None


@pytest.mark.django_db
def test_one_that_is_refused_holds_up_no_other_and_its_words_reach_no_log(way_out_fails, caplog):
    way_out_fails(smtplib.SMTPRecipientsRefused({"secret@example.org": (550, b"no")}))
    MailFactory.create_batch(2)

    mail.post()

    assert list(Mail.objects.values_list("attempts", flat=True)) == [1, 1]
    assert [record.why for record in caplog.records] == ["SMTPRecipientsRefused"] * 2
    assert "secret@" not in str([vars(record) for record in caplog.records])


@pytest.mark.django_db
def test_while_the_mail_server_is_away_only_the_first_is_tried(way_out_fails):
    way_out_fails(ConnectionRefusedError())
    MailFactory.create_batch(2)

    mail.post()

    assert sorted(Mail.objects.values_list("attempts", flat=True)) == [0, 1]


@pytest.mark.django_db
def test_after_five_attempts_a_mail_has_failed_and_can_be_sent_again(way_out_fails, bea, settings):
    way_out_fails(smtplib.SMTPDataError(451, b"later"))
    letter = MailFactory()
    for _ in range(7):
        mail.post()
        Mail.objects.update(try_at=timezone.now())
    letter.refresh_from_db()
    assert (letter.attempts, letter.failed) == (5, "SMTPDataError")

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.send_again(letter, by=bea)
    mail.post()

    letter.refresh_from_db()
    assert letter.sent_at is not None
    with pytest.raises(TooLate):
        mail.send_again(letter, by=bea)


@pytest.mark.django_db
def test_without_a_mail_server_a_mail_does_not_pretend_to_be_sent(settings):
    settings.EMAIL_BACKEND = "partnership.mail_server.NotSet"
    letter = MailFactory(attempts=4)

    mail.post()

    letter.refresh_from_db()
    assert letter.sent_at is None
    assert "EMAIL_URL" in letter.failed


@pytest.mark.django_db
def test_a_partner_sends_no_test_mail(mai):
    with pytest.raises(NotAllowed):
        mail.send_test(by=mai)
    with pytest.raises(NotAllowed):
        mail.send_again(MailFactory(failed="x"), by=mai)


# --- invitations --------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_invitation_is_mailed_once_and_its_link_is_the_one_shown(client, invited):
    _invitation, token = invited

    deliver()
    deliver()

    (sent,) = django_mail.outbox
    assert sent.to == ["new@example.org"]
    assert INVITATION.search(sent.body)[1] == token
    assert token in sent.alternatives[0][0]
    assert client.get(reverse("accept-invitation", args=[token])).status_code == 200
    assert "Bea Nguyen invites you" in sent.body


@pytest.mark.django_db
def test_the_link_of_an_invitation_is_kept_nowhere_before_or_after_it_was_mailed(invited):
    invitation, token = invited

    outbox.deliver()
    mail.post()

    kept = [*Mail.objects.values(), *Event.objects.values(), type(invitation).objects.values()]
    assert django_mail.outbox
    assert token not in str(kept)


@pytest.mark.django_db
def test_an_invitation_taken_back_in_time_is_not_mailed(invited, bea):
    services.revoke_invitation(invited[0], by=bea)

    deliver()

    assert django_mail.outbox == []


@pytest.mark.django_db
def test_two_invitations_never_have_the_same_key(bea, org_a, org_b, partnership):
    keys = {
        services.invite(email, by=bea, organisation=organisation, role="member")[1]
        for email in ("a@example.org", "b@example.org")
        for organisation in (org_a, org_b)
    }

    assert len(keys) == 4
    assert all(len(key) == 64 for key in keys)


# --- the admin, and the demonstration's outbox -----------------------------------------------


@pytest.mark.django_db
def test_the_backbone_sends_itself_a_test_mail_from_the_admin(client, bea, partnership):
    client.force_login(bea)

    response = client.post(reverse("admin:partnership_mail_test"), follow=True)
    deliver()

    assert "on its way" in response.text
    (sent,) = django_mail.outbox
    assert sent.to == [bea.email]


@pytest.mark.django_db
def test_the_admin_lists_what_failed_and_tries_it_again(client, bea):
    failed, _sent = MailFactory(failed="SMTPDataError"), MailFactory(sent_at=timezone.now())
    client.force_login(bea)
    page = reverse("admin:partnership_mail_changelist") + "?became=failed"

    listed = client.get(page).text
    client.post(page, {"action": "send_again", "_selected_action": [failed.pk]})

    assert failed.address in listed
    assert _sent.address not in listed
    failed.refresh_from_db()
    assert failed.failed == ""


@pytest.mark.django_db
def test_the_outbox_of_the_demonstration_shows_a_mail_with_its_link(client, bea, invited, settings):
    deliver()
    settings.IS_DEMO = True
    client.force_login(bea)
    letter = Mail.objects.get()

    pages = [
        client.get(reverse("outbox")),
        client.get(reverse("outbox-mail", args=[letter.pk])),
        client.get(reverse("outbox-html", args=[letter.pk])),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert "You are invited" in pages[0].text
    assert all(invited[1] in page.text for page in pages[1:])


@pytest.mark.django_db
def test_a_real_portal_has_no_outbox_to_read(client, bea):
    letter = MailFactory()
    client.force_login(bea)

    for name, arguments in [
        ("outbox", []),
        ("outbox-mail", [letter.pk]),
        ("outbox-html", [letter.pk]),
    ]:
        assert client.get(reverse(name, args=arguments)).status_code == 404
