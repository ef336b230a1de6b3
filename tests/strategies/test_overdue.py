"""It is 5 October 2026: the second quarter was due on 14 July, August on 14 September."""

import datetime

import pytest
from django.utils import timezone

from strategies.models import Update
from strategies.overdue import overdue
from tests.strategies.factories import ActionFactory, UpdateFactory

State = Update.State
TODAY = datetime.date(2026, 10, 5)
APRIL_TO_JUNE = {"period_start": "2026-04-01", "period_end": "2026-06-30"}
MARCH = {"period_start": "2026-03-01", "period_end": "2026-03-31"}


@pytest.fixture
def monthly(org_b):
    return ActionFactory(organisation=org_b, title="Food at school", rhythm="month")


def lines(user, today=TODAY) -> list[tuple]:
    return [(one.action.title, one.period.end, one.days_late) for one in overdue(user, today)]


def test_a_period_is_late_from_the_day_after_its_day(bea, action):
    UpdateFactory(action=action, state=State.ACCEPTED, **APRIL_TO_JUNE)

    on_the_day = lines(bea, datetime.date(2026, 10, 14))
    the_day_after = lines(bea, datetime.date(2026, 10, 15))

    assert on_the_day == []
    assert the_day_after == [("Tuesday drop-in", datetime.date(2026, 9, 30), 1)]


def test_silence_is_counted_from_the_first_period_without_a_word(bea, monthly):
    UpdateFactory(action=monthly, state=State.ACCEPTED, **MARCH)

    # April was due on 14 May: 144 days before 5 October.
    assert lines(bea) == [("Food at school", datetime.date(2026, 8, 31), 144)]


def test_an_action_without_any_word_is_late_since_its_latest_period(bea, monthly):
    # August was due on 14 September.
    assert lines(bea) == [("Food at school", datetime.date(2026, 8, 31), 21)]


def test_the_longest_silence_comes_first(bea, action, monthly):
    UpdateFactory(
        action=monthly, state=State.ACCEPTED, period_start="2026-07-01", period_end="2026-07-31"
    )

    assert [line[0] for line in lines(bea)] == ["Tuesday drop-in", "Food at school"]


def test_a_word_that_waits_to_be_read_is_a_word(bea, action):
    UpdateFactory(action=action, state=State.SUBMITTED, **APRIL_TO_JUNE)

    assert lines(bea) == []


def test_a_draft_is_nobodys_business_and_no_word(bea, action):
    UpdateFactory(action=action, **APRIL_TO_JUNE)

    (late,) = overdue(bea, TODAY)

    assert (late.action, late.last_word) == (action, None)


@pytest.mark.parametrize("delivery", ["finished", "stopped"])
def test_an_action_that_has_ended_is_asked_no_more(delivery, bea, action):
    UpdateFactory(
        action=action,
        state=State.ACCEPTED,
        delivery=delivery,
        period_start="2026-01-01",
        period_end="2026-03-31",
    )

    assert lines(bea) == []


def test_a_question_without_an_answer_is_late_after_14_days(bea, action):
    asked = timezone.make_aware(datetime.datetime(2026, 9, 20, 9))
    question = UpdateFactory(
        action=action, state=State.RETURNED, reviewed_at=asked, **APRIL_TO_JUNE
    )

    (late,) = overdue(bea, TODAY)

    assert (late.question, late.days_late) == (question, 1)
    assert overdue(bea, datetime.date(2026, 10, 4)) == []


def test_a_new_action_owes_nothing_for_the_time_before_it(bea):
    ActionFactory(starts_on="2026-10-01", due_on="2027-10-01")

    assert lines(bea) == []


def test_the_last_word_comes_along(bea, action):
    word = UpdateFactory(
        action=action, state=State.ACCEPTED, period_start="2026-01-01", period_end="2026-03-31"
    )

    (late,) = overdue(bea, TODAY)

    assert late.last_word == word


def test_twenty_take_as_many_queries_as_one(bea, action, django_assert_num_queries):
    bea.open_memberships  # noqa: B018  (asked once a request)
    with django_assert_num_queries(3):
        assert len(overdue(bea, TODAY)) == 1
    for _ in range(19):
        UpdateFactory(state=State.ACCEPTED, period_start="2026-01-01", period_end="2026-03-31")

    with django_assert_num_queries(3):
        assert len(overdue(bea, TODAY)) == 20
