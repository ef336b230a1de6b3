import pytest
from django.utils import timezone

from partnership.errors import NotAllowed, TooLate
from partnership.models import Event, Membership
from partnership.states import move
from partnership.versions import Stale
from strategies import services
from strategies.models import Update
from tests.factories import MembershipFactory
from tests.strategies.conftest import QUARTER
from tests.strategies.factories import UpdateFactory

State = Update.State
STRANGERS = ["omar", "bea", "ada", "worker"]
WORDS = {"delivery": "on_track", "what_happened": "Four playgroups opened."}
NEW = {"period": QUARTER, "seen_version": 0}


def events() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def snapshot(update: Update) -> dict:
    return Update.all_objects.filter(pk=update.pk).values().get()


# --- keep ---------------------------------------------------------------------------


def test_keep_draft_keeps_even_half_a_thought(mai, action):
    update = services.keep_draft(action, by=mai, what_happened="Soup", **NEW)

    assert (update.state, update.delivery, update.what_happened) == ("draft", "", "Soup")
    assert (update.version, update.saved_by, update.saved_at) == (1, mai, timezone.now())
    assert update.period == QUARTER
    assert events() == ["strategies.update.edited"]


def test_keep_draft_goes_on_where_a_colleague_stopped(mai, lena, action):
    services.keep_draft(action, by=mai, what_happened="Soup", **NEW)

    update = services.keep_draft(action, by=lena, period=QUARTER, seen_version=1, **WORDS)

    assert (update.version, update.saved_by) == (2, lena)
    assert Update.all_objects.count() == 1


def test_keep_draft_leaves_what_was_sent_back_sent_back(mai, action):
    update = UpdateFactory(action=action, state=State.RETURNED)

    kept = services.keep_draft(action, by=mai, period=QUARTER, seen_version=1)

    assert kept.pk == update.pk
    assert (kept.state, kept.what_happened) == (State.RETURNED, "")
    assert kept.return_note == "How many families came?"


@pytest.mark.parametrize("person", STRANGERS)
def test_keep_draft_by_anyone_else_is_refused_and_changes_nothing(person, action, request):
    with pytest.raises(NotAllowed):
        services.keep_draft(action, by=request.getfixturevalue(person), **NEW, **WORDS)

    assert not Update.all_objects.exists()
    assert events() == []


def test_keep_draft_of_an_older_version_shows_both_and_changes_nothing(mai, lena, action):
    services.keep_draft(action, by=lena, what_happened="Bread", **NEW)

    with pytest.raises(Stale) as conflict:
        services.keep_draft(action, by=mai, what_happened="Soup", **NEW)

    assert conflict.value.theirs.what_happened == "Bread"
    assert conflict.value.mine["what_happened"] == "Soup"
    assert Update.all_objects.get().what_happened == "Bread"
    assert events() == ["strategies.update.edited"]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_keep_draft_after_it_was_sent_is_too_late(state, mai, action):
    update = UpdateFactory(action=action, state=state)
    before = snapshot(update)

    with pytest.raises(Stale):
        services.keep_draft(action, by=mai, period=QUARTER, seen_version=1, what_happened="More")

    assert snapshot(update) == before


# --- submit --------------------------------------------------------------------------


def test_submit_update_by_a_member_is_submitted_and_recorded(mai, action):
    update = services.submit_update(action, by=mai, **NEW, **WORDS)

    assert (update.state, update.sent_by, update.sent_at) == ("submitted", mai, timezone.now())
    event = Event.objects.get()
    assert (event.kind, event.by, event.subject_id) == (
        "strategies.update.submitted",
        mai,
        update.pk,
    )


def test_an_event_never_holds_what_a_person_wrote(mai, lena, action):
    services.keep_draft(action, by=lena, **NEW, **WORDS)
    services.submit_update(action, by=mai, period=QUARTER, seen_version=1, **WORDS)

    assert not any("playgroups" in str(event.data) for event in Event.objects.all())


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_submit_update_sends_a_draft_and_an_answer(state, mai, action):
    update = UpdateFactory(action=action, state=state)
    content = {"delivery": "stuck", "what_happened": "The heater broke."}

    sent = services.submit_update(action, by=mai, period=QUARTER, seen_version=1, **content)

    assert sent.pk == update.pk
    sent.refresh_from_db()
    assert (sent.state, sent.delivery, sent.what_happened) == ("submitted", *content.values())
    assert (sent.version, sent.sent_by) == (2, mai)


@pytest.mark.parametrize("person", STRANGERS)
def test_submit_update_by_anyone_else_is_refused_and_changes_nothing(person, action, request):
    with pytest.raises(NotAllowed):
        services.submit_update(action, by=request.getfixturevalue(person), **NEW, **WORDS)

    assert not Update.all_objects.exists()
    assert events() == []


def test_submit_update_of_an_older_version_changes_nothing(mai, lena, action):
    services.keep_draft(action, by=lena, what_happened="Bread", **NEW)

    with pytest.raises(Stale) as conflict:
        services.submit_update(action, by=mai, **NEW, **WORDS)

    assert conflict.value.theirs.what_happened == "Bread"
    assert conflict.value.mine == {**WORDS, "help_needed": ""}
    assert Update.all_objects.get().state == State.DRAFT
    assert events() == ["strategies.update.edited"]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_submit_update_after_it_was_sent_shows_both_and_changes_nothing(state, mai, action):
    update = UpdateFactory(action=action, state=state)
    before = snapshot(update)
    other = WORDS | {"what_happened": "Five playgroups opened."}

    with pytest.raises(Stale) as conflict:
        services.submit_update(action, by=mai, period=QUARTER, seen_version=1, **other)

    assert conflict.value.theirs.what_happened == "Four playgroups opened."
    assert conflict.value.mine["what_happened"] == "Five playgroups opened."
    assert snapshot(update) == before
    assert events() == []


# --- accept and return ------------------------------------------------------------------


def test_accept_update_by_the_backbone_is_accepted_and_recorded(bea, action):
    update = UpdateFactory(action=action, state=State.SUBMITTED)

    accepted = services.accept_update(update, by=bea)

    accepted.refresh_from_db()
    assert (accepted.state, accepted.reviewed_by) == (State.ACCEPTED, bea)
    assert accepted.reviewed_at == timezone.now()
    assert events() == ["strategies.update.accepted"]


def test_return_update_by_the_backbone_carries_the_question(bea, action):
    update = UpdateFactory(action=action, state=State.SUBMITTED)

    returned = services.return_update(update, by=bea, note="  How many came back? ")

    returned.refresh_from_db()
    assert (returned.state, returned.return_note) == (State.RETURNED, "How many came back?")
    assert (returned.reviewed_by, returned.what_happened) == (bea, "Four playgroups opened.")
    assert events() == ["strategies.update.returned"]


@pytest.mark.parametrize("note", ["", "  \n "])
def test_return_update_without_a_question_is_refused(note, bea, action):
    update = UpdateFactory(action=action, state=State.SUBMITTED)
    before = snapshot(update)

    with pytest.raises(TooLate, match="Write your question first"):
        services.return_update(update, by=bea, note=note)

    assert snapshot(update) == before


def answers(update, by):
    yield lambda: services.accept_update(update, by=by)
    yield lambda: services.return_update(update, by=by, note="How many?")


@pytest.mark.parametrize("person", ["mai", "lena", "omar", "ada", "worker"])
def test_answers_by_anyone_else_are_refused_and_change_nothing(person, action, request):
    update = UpdateFactory(action=action, state=State.SUBMITTED)
    before = snapshot(update)

    for answer in answers(update, request.getfixturevalue(person)):
        with pytest.raises(NotAllowed):
            answer()

    assert snapshot(update) == before
    assert events() == []


def test_nobody_reads_the_update_of_an_organisation_she_works_for(bea, org_a, action):
    MembershipFactory(user=bea, organisation=org_a, role=Membership.Role.LEAD)
    update = UpdateFactory(action=action, state=State.SUBMITTED)

    for answer in answers(update, bea):
        with pytest.raises(NotAllowed):
            answer()


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.ACCEPTED])
def test_what_does_not_wait_cannot_be_answered(state, bea, action):
    update = UpdateFactory(action=action, state=state)
    before = snapshot(update)

    for answer in answers(update, bea):
        with pytest.raises(TooLate):
            answer()

    assert snapshot(update) == before


def test_a_text_that_changed_after_it_was_read_cannot_be_answered(mai, bea, kim, action):
    as_read = UpdateFactory(action=action, state=State.SUBMITTED)
    services.return_update(as_read, by=kim, note="How many?")
    services.submit_update(action, by=mai, period=QUARTER, seen_version=1, **WORDS)

    for answer in answers(as_read, bea):
        with pytest.raises(TooLate, match="changed after you opened it"):
            answer()

    assert Update.all_objects.get().state == State.SUBMITTED


# --- the whole square of states -------------------------------------------------------------

ALLOWED = {
    ("submitted", "draft"),
    ("draft", "submitted"),
    ("submitted", "returned"),
    ("submitted", "accepted"),
    ("returned", "submitted"),
}


@pytest.mark.parametrize("old", State.values)
@pytest.mark.parametrize("new", State.values)
def test_a_state_follows_another_only_as_the_table_says(old, new, mai, bea, action):
    update = UpdateFactory(action=action, state=old, sent_by=mai if old != "draft" else None)
    belongs = {
        "draft": {"sent_by": None, "sent_at": None},
        "submitted": {"sent_by": mai, "sent_at": timezone.now()},
        "returned": {"reviewed_by": bea, "reviewed_at": timezone.now(), "return_note": "When?"},
        "accepted": {"reviewed_by": bea, "reviewed_at": timezone.now()},
    }

    if (old, new) in ALLOWED:
        move(update, new, by=bea, **belongs[new])
    else:
        with pytest.raises(TooLate):
            move(update, new, by=bea, **belongs[new])

    update.refresh_from_db()
    assert update.state == (new if (old, new) in ALLOWED else old)
    assert len(events()) == ((old, new) in ALLOWED)


MEMBERS, READERS = {"mai", "lena"}, {"bea", "kim"}
WHO_MAY = {
    "keep": ({"draft", "returned"}, MEMBERS),
    "submit": ({"draft", "returned"}, MEMBERS),
    "accept": ({"submitted"}, READERS),
    "return": ({"submitted"}, READERS),
}


@pytest.mark.parametrize("act", WHO_MAY)
@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("person", ["mai", "lena", "omar", "bea", "kim", "ada", "worker"])
def test_each_act_in_each_state_by_each_person(act, state, person, action, request):
    update = UpdateFactory(action=action, state=state)
    by = request.getfixturevalue(person)
    acts = {
        "keep": lambda: services.keep_draft(action, by=by, period=QUARTER, seen_version=1, **WORDS),
        "submit": lambda: services.submit_update(
            action, by=by, period=QUARTER, seen_version=1, **WORDS
        ),
        "accept": lambda: services.accept_update(update, by=by),
        "return": lambda: services.return_update(update, by=by, note="How many?"),
    }
    states, people = WHO_MAY[act]
    before = snapshot(update)

    if person not in people:
        with pytest.raises(NotAllowed):
            acts[act]()
    elif state not in states:
        with pytest.raises(TooLate):
            acts[act]()
    else:
        acts[act]()

    is_done = person in people and state in states
    assert (snapshot(update) != before) == is_done
    assert len(events()) == is_done
