"""Taking back what was just sent, and saying in one tap that nothing has changed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from partnership.errors import NotAllowed, TooLate
from partnership.models import Event
from partnership.versions import Stale
from strategies import services
from strategies.models import Update
from tests.factories import MembershipFactory
from tests.strategies.conftest import QUARTER
from tests.strategies.factories import UpdateFactory

pytestmark = pytest.mark.usefixtures("partnership")
State = Update.State
HTMX = {"HX-Request": "true"}
SPRING = {"period_start": date(2026, 4, 1), "period_end": date(2026, 6, 30)}
WINTER = {"period_start": date(2026, 1, 1), "period_end": date(2026, 3, 31)}
NEW = {"period": QUARTER, "seen_version": 0}


def to(name: str, action) -> str:
    return reverse(f"strategies:{name}", args=[action.pk, QUARTER.end])


def snapshot(update: Update) -> dict:
    return Update.all_objects.filter(pk=update.pk).values().get()


@pytest.fixture
def as_mai(client, mai):
    client.force_login(mai)
    return client


@pytest.fixture
def sent(mai, action, now) -> Update:
    """Sent by Mai nine minutes ago."""
    return UpdateFactory(
        action=action, state=State.SUBMITTED, saved_by=mai, sent_at=now - timedelta(minutes=9)
    )


@pytest.fixture
def last_time(lena, action) -> Update:
    return UpdateFactory(
        action=action,
        state=State.ACCEPTED,
        delivery="needs_help",
        what_happened="The soup is good.",
        saved_by=lena,
        **SPRING,
    )


# --- undo -----------------------------------------------------------------------------


def test_undo_makes_it_the_draft_it_was_with_the_words_that_were_sent(mai, sent):
    update = services.undo_submit(sent, by=mai)

    update.refresh_from_db()
    assert (update.state, update.what_happened) == (State.DRAFT, "Four playgroups opened.")
    assert (update.sent_by, update.sent_at, update.version) == (None, None, 2)
    assert [event.kind for event in Event.objects.all()] == ["strategies.update.undone"]


def test_undo_of_an_answer_leaves_the_question_waiting(mai, bea, action, now):
    update = UpdateFactory(action=action, state=State.RETURNED)
    answer = services.submit_update(
        action, by=mai, period=QUARTER, seen_version=1, delivery="stuck", what_happened="41 came."
    )

    services.undo_submit(answer, by=mai)

    update.refresh_from_db()
    assert (update.state, update.what_happened) == (State.RETURNED, "41 came.")
    assert update.return_note == "How many families came?"
    assert "strategies.update.returned" not in Event.objects.values_list("kind", flat=True)


@pytest.mark.parametrize("person", ["lena", "omar", "bea", "ada", "worker"])
def test_undo_is_the_senders_alone(person, sent, request):
    before = snapshot(sent)

    with pytest.raises(NotAllowed):
        services.undo_submit(sent, by=request.getfixturevalue(person))

    assert snapshot(sent) == before


def test_undo_after_ten_minutes_is_too_late(mai, sent, now):
    before = snapshot(sent)

    with pytest.raises(TooLate, match="too late to take this back"):
        services.undo_submit(sent, by=mai, at=now + timedelta(minutes=1))

    assert snapshot(sent) == before


def test_undo_after_the_backbone_team_opened_it_is_too_late(client, mai, bea, sent):
    client.force_login(bea)
    client.get(reverse("admin:strategies_update_change", args=[sent.pk]))

    with pytest.raises(TooLate):
        services.undo_submit(sent, by=mai)

    assert [event.kind for event in Event.objects.all()] == ["strategies.update.opened"]


def test_who_may_not_answer_reads_without_ending_the_undo(client, mai, bea, org_a, sent):
    MembershipFactory(user=bea, organisation=org_a, role="member")
    client.force_login(bea)
    client.get(reverse("admin:strategies_update_change", args=[sent.pk]))

    assert services.undo_submit(sent, by=mai).state == State.DRAFT


def test_what_was_undone_cannot_be_accepted(mai, bea, sent):
    services.undo_submit(sent, by=mai)

    with pytest.raises(TooLate, match="took this update back"):
        services.accept_update(sent, by=bea)


def test_sent_again_it_can_be_undone_again(mai, bea, action, sent):
    services.open_update(sent, by=bea)
    services.return_update(sent, by=bea, note="How many?")

    again = services.submit_update(
        action, by=mai, period=QUARTER, seen_version=1, delivery="stuck", what_happened="41."
    )

    assert services.undo_submit(again, by=mai).state == State.RETURNED


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_undo_is_offered_after_sending_and_opens_the_form_again(headers, as_mai, action):
    words = {"delivery": "on_track", "what_happened": "Four playgroups opened.", "version": 0}
    as_mai.post(to("send-update", action), words)

    offered = [as_mai.get(to("update", action)), as_mai.get(reverse("strategies:my-updates"))]
    answer = as_mai.post(to("undo-update", action), headers=headers, follow=not headers)

    assert all(f'action="{to("undo-update", action)}"' in page.text for page in offered)
    assert answer.status_code == 200
    assert "Taken back. Nobody has read it." in answer.text
    assert "Four playgroups opened.</textarea>" in answer.text
    assert Update.all_objects.get().state == State.DRAFT


def test_undo_is_not_offered_to_a_colleague_or_too_late(client, lena, mai, action, sent, now):
    client.force_login(lena)
    hers = client.get(to("update", action))
    Update.all_objects.update(sent_at=now - timedelta(minutes=11))
    client.force_login(mai)
    late = client.get(to("update", action))

    assert "undo" not in hers.text + late.text


def test_pressing_undo_twice_is_no_error(as_mai, action, sent):
    as_mai.post(to("undo-update", action))
    second = as_mai.post(to("undo-update", action))

    assert (second.status_code, second.url) == (302, to("edit-update", action))
    assert Event.objects.count() == 1


def test_a_late_undo_says_so(as_mai, action, sent, now):
    Update.all_objects.update(sent_at=now - timedelta(minutes=11))

    answer = as_mai.post(to("undo-update", action))

    assert answer.status_code == 409
    assert "Ask the backbone team to send it back to you." in answer.text


# --- nothing has changed ----------------------------------------------------------------


def test_nothing_changed_is_sent_with_how_it_was_going_last_time(mai, action, last_time):
    update = services.say_nothing_changed(action, by=mai, **NEW)

    update.refresh_from_db()
    assert (update.state, update.nothing_changed) == (State.SUBMITTED, True)
    assert (update.delivery, update.what_happened) == ("needs_help", "")
    assert [event.kind for event in Event.objects.all()] == ["strategies.update.submitted"]


def test_nothing_changed_of_an_action_nobody_spoke_of_is_refused(mai, action):
    with pytest.raises(TooLate, match="say what happened"):
        services.say_nothing_changed(action, by=mai, **NEW)

    assert not Update.all_objects.exists()


@pytest.mark.parametrize("person", ["omar", "bea", "ada", "worker"])
def test_nothing_changed_by_anyone_else_is_refused(person, action, last_time, request):
    with pytest.raises(NotAllowed):
        services.say_nothing_changed(action, by=request.getfixturevalue(person), **NEW)

    assert Update.all_objects.count() == 1


def test_nothing_changed_over_the_draft_of_a_colleague_changes_nothing(mai, action, last_time):
    UpdateFactory(action=action, version=3)

    with pytest.raises(Stale):
        services.say_nothing_changed(action, by=mai, **NEW)

    assert not Update.all_objects.filter(nothing_changed=True).exists()


def test_the_words_of_an_answer_end_that_nothing_changed(mai, bea, action, last_time):
    update = services.say_nothing_changed(action, by=mai, **NEW)
    services.return_update(update, by=bea, note="Nothing at all?")

    services.submit_update(
        action, by=mai, period=QUARTER, seen_version=1, delivery="stuck", what_happened="It rains."
    )

    update.refresh_from_db()
    assert (update.nothing_changed, update.what_happened) == (False, "It rains.")


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_one_tap_says_that_nothing_has_changed(headers, as_mai, action, last_time):
    page = as_mai.get(to("update", action))
    answer = as_mai.post(
        to("nothing-changed", action), {"version": 0}, headers=headers, follow=not headers
    )

    assert f'action="{to("nothing-changed", action)}"' in page.text
    assert "Update sent." in answer.text
    assert "Nothing has changed since the last update." in answer.text
    assert Update.all_objects.filter(state=State.SUBMITTED, nothing_changed=True).count() == 1


def test_a_sentence_that_was_typed_goes_with_it(as_mai, action, last_time):
    form = as_mai.get(to("edit-update", action))
    as_mai.post(
        to("nothing-changed", action), {"version": 0, "what_happened": "We wait for the room."}
    )

    assert f'formaction="{to("nothing-changed", action)}"' in form.text
    update = Update.all_objects.get(nothing_changed=True)
    assert update.what_happened == "We wait for the room."


def test_who_also_says_that_it_goes_otherwise_keeps_her_words_and_is_told(
    as_mai, action, last_time
):
    answer = as_mai.post(
        to("nothing-changed", action),
        {"version": 0, "delivery": "stuck", "what_happened": "The room is gone."},
    )

    assert answer.status_code == 409
    assert "How it is going has changed, so send that as an update." in answer.text
    assert "The room is gone.</textarea>" in answer.text
    assert Update.all_objects.count() == 1


def test_pressing_it_twice_sends_once(as_mai, action, last_time):
    answers = [
        as_mai.post(to("nothing-changed", action), {"version": 0}, headers=HTMX) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert Event.objects.filter(kind="strategies.update.submitted").count() == 1


def test_the_words_of_last_time_stay_in_view_and_on_the_public_page(client, mai, action, last_time):
    UpdateFactory(action=action, state=State.ACCEPTED, nothing_changed=True, what_happened="")
    client.force_login(mai)
    nothing_due = client.get(reverse("strategies:my-updates"))
    public = client.get(action.get_absolute_url())
    news = client.get(reverse("home"))

    assert "Tuesday drop-in" in nothing_due.text
    assert "Nothing has changed since the last update." in public.text
    assert "The soup is good." in public.text
    assert "The soup is good." in news.text


def test_three_times_nothing_changed_is_worth_a_call(client, bea, action):
    for period in (WINTER, SPRING):
        UpdateFactory(
            action=action, state=State.ACCEPTED, nothing_changed=True, what_happened="", **period
        )
    third = UpdateFactory(
        action=action, state=State.SUBMITTED, nothing_changed=True, what_happened=""
    )
    UpdateFactory(state=State.SUBMITTED, nothing_changed=True, what_happened="")
    client.force_login(bea)

    found = client.get("/admin/strategies/update/", {"call": "unchanged"})
    page = client.get(reverse("admin:strategies_update_change", args=[third.pk]))

    assert [update.pk for update in found.context["cl"].queryset] == [third.pk]
    assert "Three times nothing changed: ring them" in found.text
    assert "Three times in a row nothing has changed." in page.text
