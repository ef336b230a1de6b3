"""Meetings, tasks, money, resources and what we ask for: states, who reads what, and refusals."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from backbone import services
from backbone.models import AdvocacyAsk, Grant, Meeting, Task
from partnership.errors import NotAllowed, TooLate
from tests.backbone.factories import (
    AdvocacyAskFactory,
    AgendaItemFactory,
    GrantAllocationFactory,
    GrantFactory,
    MeetingFactory,
    ResourceFactory,
    TaskFactory,
)
from tests.factories import DecisionFactory, SeatFactory

pytestmark = pytest.mark.django_db
YESTERDAY = datetime.timedelta(days=-1)
NOBODY = AnonymousUser()


@pytest.fixture
def held():
    return MeetingFactory(starts_at=timezone.now() + YESTERDAY, state="held")


# --- meetings ---------------------------------------------------------------------------


def test_a_meeting_from_plan_to_confirmed_minutes(bea):
    meeting = MeetingFactory(starts_at=timezone.now() + YESTERDAY)
    AgendaItemFactory(meeting=meeting)

    services.send_papers(meeting, by=bea)
    services.hold(meeting, by=bea)
    Meeting.all_objects.filter(pk=meeting.pk).update(minutes="We talked.")
    meeting.minutes = "We talked."
    services.confirm_minutes(meeting, by=bea)

    assert Meeting.all_objects.get().state == "confirmed"


def test_no_papers_for_nothing_and_no_meeting_before_its_time(bea):
    meeting = MeetingFactory()

    with pytest.raises(TooLate, match="one item first"):
        services.send_papers(meeting, by=bea)
    with pytest.raises(TooLate, match="not begun"):
        services.hold(meeting, by=bea)


def test_minutes_wait_for_words_and_for_the_decisions_they_name(bea, held):
    with pytest.raises(TooLate, match="Write the minutes"):
        services.confirm_minutes(held, by=bea)

    held.minutes = "We decided."
    AgendaItemFactory(meeting=held, decision=DecisionFactory(state="proposed", made_on=None))
    with pytest.raises(TooLate, match="not recorded as made"):
        services.confirm_minutes(held, by=bea)


def test_who_sees_which_meeting(mai, lena, bea):
    to_all = MeetingFactory(is_open=True)
    planned = MeetingFactory()
    confirmed = MeetingFactory(state="confirmed", minutes="We talked.")
    SeatFactory(group=planned.group, user=None, organisation=mai.organisations()[0])
    everything = {to_all, planned, confirmed}

    def seen(user):
        return set(Meeting.objects.visible_to(user))

    assert seen(NOBODY) == {to_all}
    assert seen(mai) == everything  # her organisation has a seat in that group
    assert seen(bea) == everything


def test_a_partner_without_a_seat_waits_for_the_minutes(client, omar):
    planned = MeetingFactory()
    confirmed = MeetingFactory(state="confirmed", minutes="The kettle is broken.")
    client.force_login(omar)

    assert client.get(planned.get_absolute_url()).status_code == 404
    assert "The kettle is broken." in client.get(confirmed.get_absolute_url()).text


def test_minutes_are_not_read_before_they_are_confirmed(client, mai, held):
    Meeting.all_objects.update(minutes="Half a thought")
    SeatFactory(group=held.group, user=mai)
    client.force_login(mai)

    assert "Half a thought" not in client.get(held.get_absolute_url()).text


def test_a_decision_among_partners_is_read_on_the_page_of_its_meeting(client, mai, held):
    among_us = DecisionFactory(visibility="partners", reasons="It is about two of us.")
    AgendaItemFactory(meeting=held, decision=among_us)
    SeatFactory(group=held.group, user=mai)
    client.force_login(mai)

    page = client.get(held.get_absolute_url()).text

    assert "It is about two of us." in page
    assert among_us.get_absolute_url() not in page


# --- tasks --------------------------------------------------------------------------------


def test_an_organisation_finishes_its_task_on_the_page(client, mai):
    task = TaskFactory(organisation=mai.organisations()[0])
    client.force_login(mai)

    listed = client.get(reverse("backbone:meetings"))
    client.post(reverse("backbone:finish-task", args=[task.pk]))

    assert "Ask two schools" in listed.text
    assert Task.all_objects.get().state == "done"


def test_nobody_finishes_the_task_of_another(client, mai, omar):
    task = TaskFactory(organisation=mai.organisations()[0])
    client.force_login(omar)

    assert client.post(reverse("backbone:finish-task", args=[task.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        services.finish_task(task, by=omar)
    with pytest.raises(NotAllowed):
        services.drop_task(task, by=mai, reason="No time")


def test_the_first_date_of_a_task_stays():
    task = TaskFactory()
    task.due_on = datetime.date(2026, 12, 1)
    task.save()

    assert Task.all_objects.get().first_due_on == datetime.date(2026, 9, 1)
    with pytest.raises(ProgrammingError, match="first date"), transaction.atomic():
        Task.all_objects.update(first_due_on="2026-12-01")


def test_the_desk_names_the_next_meeting_and_what_is_late(client, bea):
    MeetingFactory(place="The old mill")
    TaskFactory(what="Long ago", due_on=timezone.localdate() + YESTERDAY)
    TaskFactory(what="Soon", due_on=timezone.localdate())
    client.force_login(bea)

    page = client.get(reverse("backbone:desk")).text

    assert "The old mill" in page
    assert "Long ago" in page
    assert "Soon" not in page
    assert "1 task is late" in page


# --- money --------------------------------------------------------------------------------


def committed(change) -> None:
    """Do it, and what the end of a transaction does: constraints that wait are asked now."""
    with transaction.atomic():
        change()
        connection.check_constraints()


def test_the_parts_of_a_grant_are_never_more_than_the_grant():
    part = GrantAllocationFactory()

    with pytest.raises(IntegrityError, match="more than the grant"):
        committed(lambda: GrantAllocationFactory(grant=part.grant))
    with pytest.raises(IntegrityError, match="more than the grant"):
        committed(lambda: Grant.objects.update(total=10))


def test_everybody_reads_what_runs_out_first(client):
    later = GrantFactory(title="Runs long")
    soon = GrantFactory(title="Runs out", ends_on=timezone.localdate(), then_what="")
    GrantFactory(title="Is over", ends_on=timezone.localdate() + YESTERDAY)

    page = client.get(reverse("backbone:funding")).text

    assert "The next to run out is “Runs out”" in page
    assert page.index(f">{soon}</h2>") < page.index(f">{later}</h2>")
    assert "Nobody knows yet." in page
    assert "What has run out" in page


def test_money_of_a_strategy_that_is_not_public_is_not_named(client):
    GrantAllocationFactory(strategy__visibility="partners", strategy__title="Among us")

    assert "Among us" not in client.get(reverse("backbone:funding")).text


# --- asks and resources -----------------------------------------------------------------------


def test_an_ask_is_public_from_the_day_it_is_put(client, bea):
    ask = AdvocacyAskFactory()
    before = client.get(reverse("backbone:asks")).text

    services.put_ask(ask, by=bea, what="We wrote to the minister.")
    services.answer_ask(ask, by=bea, answer="refused", reply="Not this year.")

    after = client.get(reverse("backbone:asks")).text
    assert "one form" not in before
    assert "We wrote to the minister." in after
    assert "“Not this year.”" in after
    assert "They said no" in after


def test_nobody_asks_without_a_decision(bea, mai):
    on_her_own = AdvocacyAskFactory(decision=None)

    with pytest.raises(TooLate, match="Name the decision"):
        services.put_ask(on_her_own, by=bea, what="We wrote.")
    with pytest.raises(NotAllowed):
        services.put_ask(AdvocacyAskFactory(), by=mai, what="We wrote.")
    with pytest.raises(IntegrityError, match="decided_before"), transaction.atomic():
        AdvocacyAsk.all_objects.filter(pk=on_her_own.pk).update(state="put")


def test_resources_of_partners_are_not_public(client):
    ResourceFactory()
    ResourceFactory(title="Only for us", visibility="partners")

    page = client.get(reverse("backbone:resources")).text

    assert "How to talk with a family about help" in page
    assert "Only for us" not in page


# --- the admin ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "name", "given", "state"),
    [
        (lambda: MeetingFactory(starts_at=timezone.now() + YESTERDAY), "hold", {}, "held"),
        (TaskFactory, "drop", {"drop-reason": "The school closed."}, "dropped"),
        (AdvocacyAskFactory, "put", {"put-what": "We rang."}, "put"),
    ],
)
def test_states_move_by_buttons_in_the_admin(client, bea, make, name, given, state):
    subject = make()
    client.force_login(bea)
    page = reverse(f"admin:backbone_{subject._meta.model_name}_change", args=[subject.pk])

    shown = client.get(page)
    answer = client.post(f"{page.removesuffix('change/')}move/{name}/", given)

    assert f"move/{name}/" in shown.text
    assert answer.status_code == 302, answer.text
    assert type(subject).all_objects.get(pk=subject.pk).state == state


def test_what_is_refused_in_the_admin_keeps_what_was_typed(client, bea):
    ask = AdvocacyAskFactory(decision=None)
    client.force_login(bea)
    page = f"/admin/backbone/advocacyask/{ask.pk}/move/put/"

    answer = client.post(page, {"put-what": "We rang the minister."})

    assert answer.status_code == 409
    assert "Name the decision behind it first" in answer.text
    assert "We rang the minister." in answer.text


def test_the_admin_says_when_the_parts_are_more_than_the_grant(client, bea):
    part = GrantAllocationFactory()
    grant = part.grant
    client.force_login(bea)
    page = reverse("admin:backbone_grant_change", args=[grant.pk])

    answer = client.post(
        page,
        {
            "title": grant.title, "funder": grant.funder, "total": "100",
            "starts_on": grant.starts_on, "ends_on": grant.ends_on, "then_what": "",
            "allocations-TOTAL_FORMS": 1, "allocations-INITIAL_FORMS": 1,
            "allocations-0-id": part.pk, "allocations-0-grant": grant.pk,
            "allocations-0-strategy": part.strategy.pk, "allocations-0-amount": "101",
        },
    )  # fmt: skip

    assert answer.status_code == 200
    assert "The parts are more than the grant. Make one of them smaller." in answer.text


@pytest.mark.parametrize("more", [0, 19])
@pytest.mark.parametrize(
    ("name", "make", "queries"),
    [
        ("asks", lambda n: [AdvocacyAskFactory(state="put") for _ in range(n)], 4),
        ("funding", lambda n: [GrantAllocationFactory() for _ in range(n)], 3),
        ("resources", ResourceFactory.create_batch, 2),
    ],
)
def test_lists_ask_the_same_for_one_and_for_twenty(
    client, name, make, queries, more, django_assert_num_queries
):
    make(1 + more)

    with django_assert_num_queries(queries):
        client.get(reverse(f"backbone:{name}"))
