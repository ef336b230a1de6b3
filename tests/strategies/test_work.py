from datetime import UTC, date, datetime

import pytest

from strategies.models import Update, Visibility
from strategies.work import actions_of, next_task, work_of
from tests.factories import IndicatorFactory
from tests.strategies.factories import ActionFactory, UpdateFactory

State = Update.State
TODAY = date(2026, 10, 5)
SPRING = {"period_start": date(2026, 4, 1), "period_end": date(2026, 6, 30)}


def titles(tasks) -> list[str]:
    return [task.action.title for task in tasks]


def test_an_action_nobody_has_written_about_is_to_do(mai, action):
    work = work_of(mai, TODAY)

    (task,) = work.to_do
    assert (task.action, task.update, task.period.end) == (action, None, date(2026, 9, 30))
    assert (work.due, work.returned, work.done) == (1, 0, [])


def test_a_draft_is_to_do_and_still_due(mai, action):
    draft = UpdateFactory(action=action)

    work = work_of(mai, TODAY)

    assert [task.update for task in work.to_do] == [draft]
    assert work.due == 1


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_what_was_sent_is_done(state, mai, action):
    sent = UpdateFactory(action=action, state=state)

    work = work_of(mai, TODAY)

    assert work.to_do == []
    assert [task.update for task in work.done] == [sent]


def test_an_older_update_that_was_sent_back_stays_beside_the_one_that_is_due(mai, action):
    returned = UpdateFactory(action=action, state=State.RETURNED, **SPRING)

    work = work_of(mai, TODAY)

    assert [task.update for task in work.to_do] == [None, returned]
    assert (work.due, work.returned) == (1, 1)


def test_an_older_update_that_waits_to_be_read_is_still_named(mai, action):
    waiting = UpdateFactory(action=action, state=State.SUBMITTED, **SPRING)

    work = work_of(mai, TODAY)

    assert [task.update for task in work.done] == [waiting]
    assert [task.update for task in work.to_do] == [None]


def test_the_list_is_in_due_order_with_what_was_sent_back(mai, org_a):
    monthly = ActionFactory(organisation=org_a, title="Monthly", rhythm="month")
    UpdateFactory(action=monthly, period_start=date(2026, 8, 1), period_end=date(2026, 8, 31))
    ActionFactory(organisation=org_a, title="Quarterly")
    asked = ActionFactory(organisation=org_a, title="Asked")
    UpdateFactory(
        action=asked, state=State.RETURNED, reviewed_at=datetime(2026, 9, 25, 2, tzinfo=UTC)
    )

    work = work_of(mai, TODAY)

    assert titles(work.to_do) == ["Monthly", "Asked", "Monthly", "Quarterly"]
    assert [task.due_on for task in work.to_do] == [
        date(2026, 9, 14),
        date(2026, 10, 9),
        date(2026, 10, 14),
        date(2026, 10, 14),
    ]


def test_a_question_that_waited_too_long_takes_its_place_by_date(mai, org_a):
    ActionFactory(organisation=org_a, title="Quarterly")
    asked = ActionFactory(organisation=org_a, title="Asked")
    UpdateFactory(
        action=asked, state=State.RETURNED, reviewed_at=datetime(2026, 9, 1, 2, tzinfo=UTC)
    )

    work = work_of(mai, TODAY)

    assert titles(work.to_do) == ["Asked", "Quarterly"]
    assert work.to_do[0].due == ("Due 15 September", "20 days ago")


@pytest.mark.parametrize("delivery", ["finished", "stopped"])
def test_an_action_that_has_ended_is_asked_no_more(delivery, mai, action):
    UpdateFactory(action=action, state=State.ACCEPTED, delivery=delivery, **SPRING)

    work = work_of(mai, TODAY)

    assert work.to_do == []
    assert [task.update.delivery for task in work.done] == [delivery]


def test_a_draft_that_says_finished_has_not_been_sent_and_is_still_asked(mai, action):
    UpdateFactory(action=action, state=State.DRAFT, delivery="finished")

    assert len(work_of(mai, TODAY).to_do) == 1


def test_an_action_that_has_not_begun_is_not_asked(mai, org_a):
    ActionFactory(organisation=org_a, starts_on=date(2026, 10, 1))

    work = work_of(mai, TODAY)

    assert (work.to_do, work.done, work.actions) == ([], [], 1)


def test_a_new_rhythm_leaves_the_periods_that_were_reported_alone(mai, action):
    UpdateFactory(action=action, state=State.ACCEPTED)
    action.rhythm = "month"
    action.save()

    assert work_of(mai, TODAY).to_do == []
    assert [task.period.end for task in work_of(mai, date(2026, 10, 17)).to_do] == [
        date(2026, 10, 31)
    ]


def test_the_work_of_others_is_not_hers(omar, bea, action):
    UpdateFactory(action=action, state=State.RETURNED)

    for person in (omar, bea):
        work = work_of(person, TODAY)
        assert (work.to_do, work.done, work.actions, work.measures) == ([], [], 0, 0)


def test_your_part_counts_each_measure_once(mai, org_a, action):
    measure = IndicatorFactory()
    action.strategy.indicators.add(measure, IndicatorFactory())
    other = ActionFactory(organisation=org_a, visibility=Visibility.PARTNERS)
    other.strategy.indicators.add(measure)
    ActionFactory().strategy.indicators.add(IndicatorFactory())

    work = work_of(mai, TODAY)

    assert (work.actions, work.measures) == (2, 2)


def test_next_task_is_the_first_that_is_due_besides_the_one_just_sent(mai, org_a, action):
    sent = UpdateFactory(action=action, state=State.SUBMITTED)
    assert next_task(actions_of(mai), mai, TODAY, after=sent) is None

    other = ActionFactory(organisation=org_a)

    assert next_task(actions_of(mai), mai, TODAY, after=sent).action == other


def test_the_list_takes_the_same_queries_for_one_action_and_for_twenty(
    mai, org_a, django_assert_num_queries
):
    def fill(number):
        for _ in range(number):
            UpdateFactory(action__organisation=org_a, state=State.ACCEPTED, **SPRING)

    fill(1)
    mai.open_memberships  # noqa: B018  (asked once a request)
    with django_assert_num_queries(3):
        work_of(mai, TODAY)

    fill(19)
    with django_assert_num_queries(3):
        assert len(work_of(mai, TODAY).to_do) == 20
