"""Each process does its part of the mails with the rights it has, and no more (R66)."""

import datetime

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from engagement import services as moderation
from partnership import digest, services
from partnership.models import EventSeal, Mail, Notification
from partnership.tasks import daily, deliver
from strategies import links
from strategies.models import Update
from strategies.periods import period_to_report
from tests.agenda.factories import AgendaFactory
from tests.engagement.factories import ContributionFactory
from tests.factories import EventFactory
from tests.strategies.factories import ActionFactory, UpdateFactory


@pytest.fixture
def become(db):
    """``become("portal_worker")``: from here on the database knows us as that process."""

    def become(role: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")

    return become


@pytest.fixture
def month(mai, partnership):
    """An action of Mai's organisation and the month it reports on."""
    action = ActionFactory(organisation=mai.organisations()[0], rhythm="month")
    return action, period_to_report(timezone.localdate(), "month", since=action.starts_on)


@pytest.mark.django_db
def test_the_worker_delivers_mails_seals_and_tells(become, mai, bea, org_b, month, monkeypatch):
    action, period = month
    EventFactory(at=timezone.now() - datetime.timedelta(days=3))
    services.invite("new@example.org", by=bea, organisation=org_b, role="member")
    now = timezone.now()
    UpdateFactory(
        action=ActionFactory(organisation=action.organisation),
        state=Update.State.ACCEPTED,
        saved_by=mai,
        sent_at=now,
        reviewed_at=now,
    )
    morning = timezone.localtime().replace(hour=8)
    monkeypatch.setattr(timezone, "now", lambda: morning)

    become("portal_worker")
    deliver()
    daily()
    monkeypatch.setattr(timezone, "now", lambda: morning + datetime.timedelta(minutes=1))
    deliver()

    assert [letter.to for letter in django_mail.outbox] == [["new@example.org"], [mai.email]]
    assert EventSeal.objects.count() == 3
    assert Notification.objects.filter(user=mai).exists()


@pytest.mark.django_db
def test_the_worker_tells_of_danger_and_of_an_open_version(
    become, mai, bea, kim, org_a, partnership
):
    today = timezone.localdate()
    voice = ContributionFactory(state="in_review")
    moderation.flag(voice, by=bea, kind="threat")
    AgendaFactory(state="consultation", comments_from=today, comments_until=today)

    become("portal_worker")
    deliver()
    digest.send_to(mai, today)

    told = Mail.objects.order_by("pk").values_list("to__email", "kind")
    assert list(told) == [(kim.email, "safety"), (mai.email, "digest")]


@pytest.mark.django_db
def test_the_web_process_invites_tests_chooses_and_opens_a_link(become, client, mai, bea, month):
    action, period = month
    link = links.link_path(mai, action, period.end)
    become("portal_web")

    services.invite("new@example.org", by=bea, organisation=action.organisation, role="member")
    client.force_login(bea)
    client.post(reverse("admin:partnership_mail_test"))
    client.force_login(mai)
    kinds = ("update_due", "update_accepted", "agenda")
    chosen = client.post(reverse("my-mail"), dict.fromkeys(kinds, "none"))
    sent = client.post(
        link, {"do": "send", "version": 0, "delivery": "stuck", "what_happened": "No room."}
    )

    assert (chosen.status_code, sent.status_code) == (302, 200)
    assert digest.kinds_declined(mai) == set(kinds)
    assert Mail.objects.get().kind == "test"
