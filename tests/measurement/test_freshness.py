from datetime import date, timedelta

import pytest

from measurement.freshness import freshness

YEARLY = {"usual_lag_days": 60, "interval_months": 12}
DAY = timedelta(days=1)


def test_freshness_of_a_yearly_collection_counts_lag_and_grace_from_the_next_period():
    # The next period ends on 31 December 2020; 60 days' lag and 14 days' grace end on 15 March.
    answer = freshness(date(2019, 12, 31), **YEARLY, today=date(2020, 6, 1))

    assert answer.state == "current"
    assert (answer.due_on, answer.stale_after) == (date(2021, 3, 15), date(2022, 3, 15))


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2021, 3, 15), "current"),
        (date(2021, 3, 16), "late"),
        (date(2022, 3, 15), "late"),
        (date(2022, 3, 16), "stale"),
        (date(2026, 1, 1), "stale"),
    ],
)
def test_freshness_turns_late_and_stale_the_day_after(today, state):
    assert freshness(date(2019, 12, 31), **YEARLY, today=today).state == state


def test_freshness_of_a_rare_collection_is_stale_after_one_and_a_half_intervals():
    # Every three years, as the early development census: 4.5 years, and the 14 days' grace.
    answer = freshness(
        date(2018, 12, 31), usual_lag_days=0, interval_months=36, today=date(2023, 7, 14)
    )

    assert answer.stale_after == date(2023, 7, 14)
    assert answer.state == "late"
    next_day = freshness(
        date(2018, 12, 31), usual_lag_days=0, interval_months=36, today=date(2023, 7, 15)
    )
    assert next_day.state == "stale"


def test_freshness_of_a_collection_every_second_year_counts_as_rare():
    answer = freshness(
        date(2018, 12, 31), usual_lag_days=0, interval_months=24, today=date(2019, 1, 1)
    )

    assert answer.stale_after == date(2021, 12, 31) + 14 * DAY


@pytest.mark.parametrize(
    ("period_end", "months", "next_end"),
    [
        (date(2023, 6, 30), 1, date(2023, 7, 31)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 2, 28), 12, date(2024, 2, 29)),
        (date(2023, 1, 30), 1, date(2023, 2, 28)),
        (date(2023, 11, 15), 3, date(2024, 2, 15)),
    ],
)
def test_freshness_knows_that_months_differ_in_length(period_end, months, next_end):
    answer = freshness(period_end, usual_lag_days=0, interval_months=months, today=period_end)

    assert answer.due_on == next_end + 14 * DAY
