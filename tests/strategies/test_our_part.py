"""It is 5 October 2026: the twelve months began on 5 October 2025."""

import datetime

import pytest

from strategies.models import Update
from strategies.our_part import our_part
from tests.factories import IndicatorFactory
from tests.strategies.factories import ActionFactory, UpdateFactory

TODAY = datetime.date(2026, 10, 5)
QUARTERS = [("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")]


def at(day: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(f"{day}T01:00:00+00:00")


def sent(action, quarter, day, **fields):
    start, end = QUARTERS[quarter]
    return UpdateFactory(
        action=action,
        state=fields.pop("state", Update.State.ACCEPTED),
        period_start=start,
        period_end=end,
        sent_at=at(day),
        **fields,
    )


def counts(mai, org_a):
    part = our_part(org_a, mai, TODAY)
    return part.on_time, part.asked


def test_updates_are_on_time_up_to_the_day_they_were_due(mai, org_a, action):
    sent(action, 0, "2026-04-14")
    sent(action, 1, "2026-07-15")

    assert counts(mai, org_a) == (1, 2)


def test_what_was_not_sent_after_the_first_word_was_asked_all_the_same(mai, org_a, action):
    sent(action, 0, "2026-04-10")
    UpdateFactory(action=action, period_start="2026-04-01", period_end="2026-06-30")

    assert counts(mai, org_a) == (1, 2)


def test_the_time_before_the_first_word_counts_for_nothing(mai, org_a, action):
    sent(action, 1, "2026-07-14")

    assert counts(mai, org_a) == (1, 1)


def test_an_answer_to_a_question_does_not_make_the_first_word_late(mai, org_a, action):
    sent(action, 0, "2026-04-20", return_note="How many?", reviewed_at=at("2026-04-12"))

    assert counts(mai, org_a) == (1, 2)


def test_after_the_end_nothing_is_asked(mai, org_a, action):
    sent(action, 0, "2026-04-10", delivery="finished")

    assert counts(mai, org_a) == (1, 1)


def test_only_its_own_actions_words_and_measures_are_told(mai, org_a, action):
    measure = IndicatorFactory()
    action.strategy.indicators.add(measure)
    ActionFactory().strategy.indicators.add(IndicatorFactory())
    word = sent(action, 1, "2026-07-10")

    part = our_part(org_a, mai, TODAY)

    assert part.actions == [action]
    assert part.actions[0].last_words == [word]
    assert part.measures == [measure]


def test_the_28_february_stands_for_the_29(mai, org_a):
    assert our_part(org_a, mai, datetime.date(2028, 2, 29)).since == datetime.date(2027, 2, 28)


def test_the_page_says_it(client, mai, org_a, action, partnership):
    sent(action, 1, "2026-07-10")
    client.force_login(mai)

    page = client.get("/our-organisation/our-part/").text

    assert "1 of 1" in page
    assert "Four playgroups opened." in page
    assert "Tuesday drop-in" in page


def test_twenty_actions_take_as_many_queries_as_one(mai, org_a, action, django_assert_num_queries):
    mai.open_memberships  # noqa: B018  (asked once a request)
    with django_assert_num_queries(5):
        our_part(org_a, mai, TODAY)
    for _ in range(19):
        UpdateFactory(action__organisation=org_a, state=Update.State.ACCEPTED)

    with django_assert_num_queries(5):
        assert len(our_part(org_a, mai, TODAY).actions) == 20


@pytest.mark.parametrize("person", ["omar", "bea"])
def test_drafts_are_never_part_of_it(person, request, org_a, action):
    UpdateFactory(action=action, what_happened="Half a thought.")

    part = our_part(org_a, request.getfixturevalue(person), TODAY)

    assert part.actions[0].last_words == []
