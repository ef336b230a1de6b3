import datetime

import pytest
from django.db import IntegrityError, transaction

from strategies.models import Update
from tests.factories import UserFactory
from tests.strategies.factories import A_DAY, ActionFactory, StrategyFactory, UpdateFactory

pytestmark = pytest.mark.django_db
State = Update.State


def refused_by(make) -> str:
    """The message of the database when it refuses."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    return str(error.value)


@pytest.mark.parametrize("state", State)
def test_an_update_can_be_in_each_state(state):
    update = UpdateFactory(state=state)

    assert Update.all_objects.get(pk=update.pk).state == state


def test_an_action_has_one_update_per_period():
    update = UpdateFactory()

    refusal = refused_by(lambda: UpdateFactory(action=update.action))

    assert "update_one_per_action_and_period" in refusal


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_what_is_still_being_written_may_be_incomplete(state):
    UpdateFactory(state=state, delivery="", what_happened="")


WRONG = [
    ("update_period_starts_before_it_ends", {"period_start": datetime.date(2026, 9, 30)}),
    ("update_state_is_known", {"state": "mislaid"}),
    ("update_delivery_is_known", {"delivery": "splendid"}),
    ("update_sent_says_how_it_is_going", {"state": State.SUBMITTED, "delivery": ""}),
    ("update_sent_says_how_it_is_going", {"state": State.ACCEPTED, "what_happened": ""}),
    ("update_sent_when_and_by_whom", {"state": State.SUBMITTED, "sent_at": None}),
    ("update_sent_when_and_by_whom", {"state": State.SUBMITTED, "sent_by": None}),
    ("update_sent_when_and_by_whom", {"state": State.DRAFT, "sent_at": A_DAY}),
    ("update_read_when_and_by_whom", {"state": State.ACCEPTED, "reviewed_by": None}),
    ("update_read_when_and_by_whom", {"state": State.RETURNED, "reviewed_at": None}),
    ("update_read_when_and_by_whom", {"state": State.SUBMITTED, "reviewed_at": A_DAY}),
    ("update_sent_back_with_a_question", {"state": State.RETURNED, "return_note": ""}),
]


@pytest.mark.parametrize(("constraint", "fields"), WRONG)
def test_the_database_refuses_an_update_that_contradicts_itself(constraint, fields):
    refusal = refused_by(lambda: UpdateFactory(**fields))

    assert constraint in refusal


def test_the_database_refuses_an_update_that_its_sender_read():
    person = UserFactory()

    refusal = refused_by(
        lambda: UpdateFactory(state=State.ACCEPTED, sent_by=person, reviewed_by=person)
    )

    assert "update_is_not_read_by_its_sender" in refusal


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("action_starts_before_it_is_due", {"due_on": datetime.date(2026, 1, 1)}),
        ("action_rhythm_is_known", {"rhythm": "weekly"}),
        ("action_visibility_is_known", {"visibility": "secret"}),
    ],
)
def test_the_database_refuses_an_action_that_contradicts_itself(constraint, fields):
    assert constraint in refused_by(lambda: ActionFactory(**fields))


def test_the_database_refuses_a_strategy_for_nobody_we_know():
    refusal = refused_by(lambda: StrategyFactory(visibility="secret"))

    assert "strategy_visibility_is_known" in refusal


def test_two_strategies_may_each_have_an_action_at_the_same_address():
    first = ActionFactory(slug="playgroup")

    ActionFactory(slug="playgroup")
    refusal = refused_by(lambda: ActionFactory(slug="playgroup", strategy=first.strategy))

    assert "action_address_once_a_strategy" in refusal
