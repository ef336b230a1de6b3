"""Reminders: the right ones, on the right day of Melbourne, once (PEER_BUGS C and D; R77, R78)."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as django_mail
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from partnership import digest
from partnership.models import Mail, Membership, Notification, NotificationPreference, Slot
from partnership.tasks import daily, deliver
from strategies import services
from strategies.models import Action, Update
from strategies.reminders import STEPS, step_reached
from tests.factories import NotificationPreferenceFactory
from tests.strategies.conftest import QUARTER
from tests.strategies.factories import ActionFactory, UpdateFactory

State = Update.State
MELBOURNE = ZoneInfo("Australia/Melbourne")
DUE = date(2026, 10, 14)  # of July to September
LINK = re.compile(r"http://\S+/two-minutes/\S+")


def morning(day: date, hour=8) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=MELBOURNE).astimezone(UTC)


def mailed(person) -> list[Mail]:
    return list(Mail.objects.filter(to=person, kind="digest").order_by("queued_at", "pk"))


def days_with_mail(person, first: date, last: date) -> list[int]:
    """Let each day pass, a tick every six hours. Gives the days after the due date with a mail."""
    moment, found = morning(first, 0), []
    while moment.astimezone(MELBOURNE).date() <= last:
        before = len(mailed(person))
        digest.send(moment)
        found += [(moment.astimezone(MELBOURNE).date() - DUE).days] * (len(mailed(person)) - before)
        moment += timedelta(hours=6)
    return found


@pytest.fixture(autouse=True)
def people(partnership, mai):
    """There is a partnership, and Mai is there."""


# --- which days -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "step"),
    [(-15, None), (-14, -14), (-4, -14), (-3, -3), (0, 0), (6, 0), (7, 7), (21, 21), (99, 21)],
)
def test_the_latest_step_that_is_reached_counts(days, step):
    assert step_reached(DUE, DUE + timedelta(days=days)) == step


def test_a_person_is_reminded_on_five_days_also_where_the_clock_changes(mai, action):
    # Clocks go forward on 4 October 2026.
    assert days_with_mail(mai, date(2026, 9, 25), date(2026, 11, 10)) == list(STEPS)


def test_in_autumn_when_an_hour_comes_twice_each_reminder_comes_once(mai, action):
    # Clocks go back on 4 April 2027. January to March is due on 14 April: 14 days before, 31 March.
    UpdateFactory(
        action=action,
        state=State.ACCEPTED,
        period_start=date(2026, 10, 1),
        period_end=date(2026, 12, 31),
    )
    moment, sent = datetime(2027, 3, 30, 12, tzinfo=UTC), []
    while moment < datetime(2027, 4, 15, 12, tzinfo=UTC):
        if digest.send(moment):
            sent.append(moment.astimezone(MELBOURNE).date())
        moment += timedelta(minutes=20)

    assert sent == [date(2027, 3, 31), date(2027, 4, 11), date(2027, 4, 14)]


def test_the_day_is_melbournes_and_nothing_comes_before_seven(mai, action):
    # 30 September, 6:59 am in Melbourne, is still the 29th in London.
    early = datetime(2026, 9, 29, 20, 59, tzinfo=UTC)

    assert digest.send(early) == 0
    assert digest.send(early + timedelta(minutes=1)) == 1


def test_a_worker_that_was_away_tells_the_latest_step_once(mai, action):
    digest.send(morning(DUE - timedelta(days=14)))

    back = DUE - timedelta(days=1)  # the third day before was missed
    sent = [digest.send(morning(back + timedelta(days=n), hour)) for n in (0, 1) for hour in (8, 9)]

    assert sent == [1, 0, 1, 0]
    keys = Notification.objects.order_by("pk").values_list("key", flat=True)
    assert [key.split(":")[-1] for key in keys] == ["-14", "-3", "0"]


def test_a_clock_that_is_set_back_tells_nothing_again(mai, action):
    digest.send(morning(DUE - timedelta(days=3)))

    assert digest.send(morning(DUE - timedelta(days=3), 7)) == 0
    assert digest.send(morning(DUE - timedelta(days=4))) == 0


@pytest.mark.parametrize("rhythm", ["month", "quarter", "half_year"])
def test_what_is_due_after_a_month_with_31_days_is_due_on_a_day_that_exists(rhythm, mai, org_a):
    ActionFactory(organisation=org_a, rhythm=rhythm, starts_on=date(2026, 1, 1))

    digest.send(morning(date(2026, 12, 31)))

    assert "is due on Thursday 14 January" in mailed(mai)[0].text


# --- what for ------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RETURNED, State.ACCEPTED])
def test_what_was_sent_is_not_asked_for_again(state, mai, lena, action):
    UpdateFactory(action=action, state=state, saved_by=lena)

    digest.send(morning(DUE))

    assert mailed(mai) == []
    assert not Notification.objects.filter(kind="update_due").exists()


def test_sending_ends_the_reminders_of_the_whole_organisation(mai, lena, action):
    digest.send(morning(DUE - timedelta(days=3)))
    services.submit_update(
        action, by=lena, period=QUARTER, seen_version=0, delivery="stuck", what_happened="No room."
    )

    digest.send(morning(DUE))

    assert (len(mailed(mai)), len(mailed(lena))) == (1, 1)


@pytest.mark.parametrize("delivery", Update.ENDED)
def test_an_action_that_has_ended_is_not_asked_about(delivery, mai, action):
    UpdateFactory(
        action=action,
        state=State.ACCEPTED,
        delivery=delivery,
        period_start=date(2026, 4, 1),
        period_end=date(2026, 6, 30),
    )

    assert digest.send(morning(DUE)) == 0


def test_a_period_after_the_action_was_to_be_done_is_not_asked_about(mai, action):
    Action.all_objects.update(due_on=date(2026, 6, 30))

    assert digest.send(morning(DUE)) == 0


def test_a_mail_does_not_give_a_draft_away(mai, lena, action, org_a):
    other = ActionFactory(organisation=org_a)
    UpdateFactory(action=action, what_happened="Half a sentence", saved_by=lena, delivery="stuck")

    digest.send(morning(DUE))

    (letter,) = mailed(mai)
    about_draft, about_other = (
        letter.text.split(a.title)[1].split("Send it")[0] for a in (action, other)
    )
    assert about_draft == about_other
    assert not re.search(r"draft|Half a|Lena|[Ss]tuck", letter.text)


def test_another_organisations_actions_are_not_told(omar, action):
    digest.send(morning(DUE))

    assert mailed(omar) == []


def test_the_backbone_team_and_those_who_left_get_no_reminder(bea, mai, action):
    mai.memberships.update(ended_on=date(2026, 10, 1))

    assert digest.send(morning(DUE)) == 0


# --- one mail ----------------------------------------------------------------------------------


def test_everything_of_a_day_comes_in_one_neutral_mail(mai, org_a, action):
    ActionFactory(organisation=org_a, title="Toy library")
    UpdateFactory(
        action=ActionFactory(organisation=org_a, title="Parents’ group"),
        state=State.ACCEPTED,
        saved_by=mai,
    )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: morning(DUE - timedelta(days=3)))
        daily()
        deliver()

    (sent,) = django_mail.outbox
    assert sent.subject == "Your updates"
    for title in ("Tuesday drop-in", "Toy library", "Parents’ group"):
        assert title in sent.body
        assert title in sent.alternatives[0][0]
    assert "Four playgroups opened." not in sent.body
    assert len(set(LINK.findall(sent.body))) == 2
    assert not re.search(r"{{|{%|None|\[\[|\(\)|“”", sent.body + sent.alternatives[0][0])


def test_an_accepted_update_is_told_once_to_the_one_who_sent_it(mai, lena, bea, action, now):
    UpdateFactory(action=action, state=State.ACCEPTED, saved_by=mai)

    for days in range(3):
        digest.send(now + timedelta(days=days))

    (letter,) = mailed(mai)
    assert "was accepted. Everybody can read it now." in letter.text
    assert action.get_absolute_url() in letter.text
    assert mailed(lena) == []


def test_a_person_in_two_organisations_gets_one_mail(mai, org_b, action):
    Membership.objects.create(user=mai, organisation=org_b, role="lead", starts_on=date(2026, 1, 1))
    ActionFactory(organisation=org_b, title="Toy library")

    digest.send(morning(DUE))

    (letter,) = mailed(mai)
    assert "Toy library" in letter.text
    assert "Tuesday drop-in" in letter.text


def test_one_persons_failure_leaves_the_others_their_mail(mai, lena, action, monkeypatch, caplog):
    real = next(each.lines for each in digest.sections if each.kind == "update_due")
    broken = digest.Section(
        "update_due", "", lambda user, day: real(user, day) if user == lena else 1 / 0
    )
    monkeypatch.setattr(digest, "sections", [broken])

    assert digest.send(morning(DUE)) == 1

    assert len(mailed(lena)) == 1
    assert caplog.records[-1].why == "ZeroDivisionError"
    assert mai.name not in str([vars(record) for record in caplog.records])


@pytest.mark.django_db(transaction=True)
def test_eight_clocks_at_once_send_one_digest_each(mai, lena, action):
    start = Barrier(8)

    def tick(_number):
        start.wait(timeout=10)
        try:
            return digest.send(morning(DUE))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        sent = sum(pool.map(tick, range(8)))

    assert sent == 2
    assert (len(mailed(mai)), len(mailed(lena)), Slot.objects.count()) == (1, 1, 1)
    assert Notification.objects.count() == 2


# --- the link ------------------------------------------------------------------------------------


def test_the_last_reminder_leads_to_signing_in_because_the_link_has_ended(mai, action):
    for step in STEPS:
        digest.send(morning(DUE + timedelta(days=step)))
    deliver()

    links = [bool(LINK.search(sent.body)) for sent in django_mail.outbox]
    assert links == [True, True, True, True, False]
    update = reverse("strategies:update", args=[action.pk, QUARTER.end])
    assert f"http://127.0.0.1:8000{update}" in django_mail.outbox[-1].body


def test_an_organisation_without_links_is_reminded_without_them(mai, org_a, action):
    org_a.mails_links = False
    org_a.save()

    digest.send(morning(DUE))
    deliver()

    assert not LINK.search(django_mail.outbox[0].body)
    assert "Sign in and send it" in django_mail.outbox[0].body


def test_no_link_is_kept(mai, action):
    digest.send(morning(DUE))

    assert "two-minutes" not in str(list(Mail.objects.values()))


# --- choices -----------------------------------------------------------------------------------


def test_who_chose_no_reminders_gets_none_and_still_hears_of_the_rest(mai, action, org_a):
    NotificationPreferenceFactory(user=mai, kind="update_due")
    UpdateFactory(action=ActionFactory(organisation=org_a), state=State.ACCEPTED, saved_by=mai)

    digest.send(morning(date(2026, 10, 11)))

    assert "was accepted" in mailed(mai)[0].text
    assert "due" not in mailed(mai)[0].text


def test_a_choice_is_made_on_a_page_and_kept(client, mai, action):
    client.force_login(mai)
    page = reverse("my-mail")

    client.post(page, {"update_due": "none", "update_accepted": "digest", "agenda": "digest"})

    assert digest.kinds_declined(mai) == {"update_due"}
    assert 'value="none" checked' in client.get(page).text
    assert client.get(reverse("strategies:my-updates")).text.count(page) == 1


@pytest.mark.parametrize("data", [{}, {"update_due": "digest"}, {"update_due": "weekly"}])
def test_a_form_that_lacks_an_answer_changes_nothing(data, client, mai):
    NotificationPreferenceFactory(user=mai, kind="update_due")
    client.force_login(mai)

    response = client.post(reverse("my-mail"), data)

    assert response.status_code == 422
    assert list(NotificationPreference.objects.values_list("kind", "channel")) == [
        ("update_due", "none")
    ]
