"""Who leaves hands over what she has begun (JOURNEYS D03 4)."""

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from partnership import services as people
from partnership.models import Event, Membership
from partnership.people.handing_over import NobodyNamed, tasks_of
from partnership.tasks import deliver
from strategies import services
from strategies.models import Update
from strategies.work import work_of
from tests.factories import MembershipFactory, UserFactory
from tests.strategies.factories import ActionFactory, UpdateFactory

State = Update.State


@pytest.fixture
def nora(org_a) -> Membership:
    return MembershipFactory(organisation=org_a, user=UserFactory(name="Nora Haddad"))


@pytest.fixture
def begun(mai, org_a) -> dict[str, Update]:
    """Mai's updates, one of each state."""
    return {
        state: UpdateFactory(
            action=ActionFactory(organisation=org_a, title=f"Action {state}"),
            state=state,
            saved_by=mai,
        )
        for state in State
    }


@pytest.fixture
def mais(mai) -> Membership:
    return mai.memberships.get()


@pytest.fixture
def as_lena(client, lena):
    client.force_login(lena)
    return client


def page(membership) -> str:
    return reverse("end-membership", args=[membership.pk])


def test_the_page_lists_what_she_began_and_insists_on_a_name(as_lena, mais, nora, begun, omar):
    asked = as_lena.get(page(mais))
    refused = as_lena.post(page(mais))
    stranger = as_lena.post(page(mais), {"to": omar.memberships.get().pk})
    herself = as_lena.post(page(mais), {"to": mais.pk})

    assert "3 updates to hand over" in asked.text
    assert [t.title for t in tasks_of(mais)] == [
        "Action draft", "Action returned", "Action submitted"
    ]  # fmt: skip
    assert "Nora Haddad" in asked.text
    assert [r.status_code for r in (refused, stranger, herself)] == [422, 422, 422]
    assert "Choose who takes these over" in refused.text
    mais.refresh_from_db()
    assert mais.ended_on is None


def test_the_new_person_sees_them_first_and_is_told(as_lena, mais, nora, begun, partnership):
    as_lena.post(page(mais), {"to": nora.pk})
    deliver()

    to_do = work_of(nora.user, timezone.localdate()).to_do
    assert {t.update for t in to_do[:2]} == {begun[State.DRAFT], begun[State.RETURNED]}
    assert all(t.is_taken_over_by(nora.user) for t in to_do[:2])
    (sent,) = django_mail.outbox
    assert sent.to == [nora.user.email]
    assert "Mai Tran has left. Lena Fischer asks you to go on" in sent.body
    assert "Action draft" in sent.body
    assert "Action accepted" not in sent.body
    as_lena.force_login(nora.user)
    assert as_lena.get(reverse("strategies:my-updates")).text.count("You took this over") == 2


def test_what_she_wrote_keeps_her_name(as_lena, mai, mais, nora, begun):
    as_lena.post(page(mais), {"to": nora.pk})

    for update in begun.values():
        update.refresh_from_db()
        assert update.saved_by == mai
    assert Event.objects.filter(kind="strategies.update.taken_over").count() == 3


def test_a_question_that_comes_later_goes_to_the_new_person(mais, nora, lena, bea, begun):
    people.end_membership(mais, by=lena, hand_to=nora)
    deliver()
    django_mail.outbox.clear()
    begun[State.SUBMITTED].refresh_from_db()

    services.return_update(begun[State.SUBMITTED], by=bea, note="How many?")
    deliver()

    assert [sent.to for sent in django_mail.outbox] == [[nora.user.email]]
    assert work_of(nora.user, timezone.localdate()).to_do[0].is_taken_over_by(nora.user)


def test_once_somebody_sends_it_again_she_answers_for_it(mais, nora, lena, bea, begun):
    people.end_membership(mais, by=lena, hand_to=nora)
    returned = begun[State.RETURNED]
    sent = services.submit_update(
        returned.action,
        by=lena,
        period=returned.period,
        seen_version=returned.version,
        delivery="on_track",
        what_happened="Six.",
    )
    deliver()
    django_mail.outbox.clear()

    services.return_update(sent, by=bea, note="How many?")
    deliver()

    assert [m.to for m in django_mail.outbox] == [[lena.email]]


def test_where_nobody_took_it_over_the_leads_are_asked(mai, lena, bea, begun):
    mai.memberships.update(ended_on=timezone.localdate())

    services.return_update(begun[State.SUBMITTED], by=bea, note="How many?")
    deliver()

    assert [sent.to for sent in django_mail.outbox] == [[lena.email]]


def test_who_took_over_hands_over_in_turn(mais, nora, lena, begun):
    people.end_membership(mais, by=lena, hand_to=nora)

    assert len(tasks_of(nora)) == 3
    with pytest.raises(NobodyNamed):
        people.end_membership(nora, by=lena)


def test_who_has_begun_nothing_just_leaves(as_lena, nora):
    asked = as_lena.get(page(nora))
    as_lena.post(page(nora))

    assert "There is nothing to hand over" in asked.text
    nora.refresh_from_db()
    assert nora.ended_on


def test_tasks_of_another_organisation_stay_where_they_are(mai, mais, nora, lena, org_b):
    there = MembershipFactory(user=mai, organisation=org_b)
    UpdateFactory(action=ActionFactory(organisation=org_b), saved_by=mai)

    assert tasks_of(mais) == []
    assert len(tasks_of(there)) == 1


def test_each_process_does_its_part_with_the_rights_it_has(as_lena, mais, nora, begun, partnership):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        as_lena.post(page(mais), {"to": nora.pk})
        cursor.execute("RESET ROLE")
        cursor.execute("SET LOCAL ROLE portal_worker")
        deliver()
        cursor.execute("RESET ROLE")

    assert len(django_mail.outbox) == 1
