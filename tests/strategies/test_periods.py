import datetime
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies.periods import (
    MONTHS_IN,
    Period,
    period_before,
    period_ending,
    period_to_report,
    period_with,
)

RHYTHMS = sorted(MONTHS_IN)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
LONG_AGO = date(1900, 1, 1)


@pytest.mark.parametrize(
    ("day", "rhythm", "start", "end"),
    [
        (date(2026, 10, 5), "month", date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 2, 28), "month", date(2026, 2, 1), date(2026, 2, 28)),
        (date(2028, 2, 29), "month", date(2028, 2, 1), date(2028, 2, 29)),
        (date(2100, 2, 1), "month", date(2100, 2, 1), date(2100, 2, 28)),
        (date(2026, 12, 31), "month", date(2026, 12, 1), date(2026, 12, 31)),
        (date(2026, 1, 1), "quarter", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), "quarter", date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), "quarter", date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), "quarter", date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 6, 30), "half_year", date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), "half_year", date(2026, 7, 1), date(2026, 12, 31)),
        (date(9999, 12, 31), "month", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_period_with_is_the_calendar_period_of_a_day(day, rhythm, start, end):
    assert period_with(day, rhythm) == Period(start, end)


@pytest.mark.parametrize(
    ("start", "rhythm", "before"),
    [
        (date(2027, 1, 1), "month", Period(date(2026, 12, 1), date(2026, 12, 31))),
        (date(2028, 3, 1), "month", Period(date(2028, 2, 1), date(2028, 2, 29))),
        (date(2027, 1, 1), "quarter", Period(date(2026, 10, 1), date(2026, 12, 31))),
        (date(2027, 1, 1), "half_year", Period(date(2026, 7, 1), date(2026, 12, 31))),
    ],
)
def test_period_before_crosses_the_year(start, rhythm, before):
    assert period_before(period_with(start, rhythm), rhythm) == before


@given(day=DAYS, rhythm=st.sampled_from(RHYTHMS))
def test_periods_cover_each_day_once(day, rhythm):
    period = period_with(day, rhythm)

    assert period.start <= day <= period.end
    assert period_with(period.start, rhythm) == period_with(period.end, rhythm) == period
    assert period_before(period, rhythm).end == period.start - datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("end", "rhythm", "found"),
    [
        (date(2026, 9, 30), "quarter", True),
        (date(2026, 9, 30), "month", True),
        (date(2026, 9, 30), "half_year", False),
        (date(2026, 9, 29), "quarter", False),
        (date(2026, 8, 31), "quarter", False),
        (date(2027, 2, 28), "month", True),
        (date(2028, 2, 28), "month", False),
    ],
)
def test_period_ending_knows_only_last_days(end, rhythm, found):
    assert (period_ending(end, rhythm) is not None) == found


def test_a_period_opens_14_days_before_its_end_and_is_due_14_days_after():
    quarter = Period(date(2026, 7, 1), date(2026, 9, 30))

    assert quarter.opens_on == date(2026, 9, 16)
    assert quarter.due_on == date(2026, 10, 14)


def test_a_monthly_due_date_follows_the_length_of_the_month_and_the_year():
    due = [period_with(date(2027, month, 1), "month").due_on for month in (1, 2, 3, 12)]

    assert due == [date(2027, 2, 14), date(2027, 3, 14), date(2027, 4, 14), date(2028, 1, 14)]


@pytest.mark.parametrize(
    ("today", "rhythm", "end"),
    [
        (date(2026, 9, 15), "quarter", date(2026, 6, 30)),  # the day before it opens
        (date(2026, 9, 16), "quarter", date(2026, 9, 30)),  # the day it opens
        (date(2026, 10, 15), "quarter", date(2026, 9, 30)),  # late: it stays what it is
        (date(2026, 12, 16), "quarter", date(2026, 9, 30)),
        (date(2026, 12, 17), "quarter", date(2026, 12, 31)),
        (date(2027, 1, 1), "quarter", date(2026, 12, 31)),
        (date(2026, 2, 13), "month", date(2026, 1, 31)),
        (date(2026, 2, 14), "month", date(2026, 2, 28)),
        (date(2028, 2, 14), "month", date(2028, 1, 31)),  # a leap year opens a day later
        (date(2028, 2, 15), "month", date(2028, 2, 29)),
        (date(2026, 6, 15), "half_year", date(2025, 12, 31)),
        (date(2026, 6, 16), "half_year", date(2026, 6, 30)),
    ],
)
def test_period_to_report_is_the_latest_that_has_opened(today, rhythm, end):
    assert period_to_report(today, rhythm, since=LONG_AGO).end == end


@given(today=DAYS, rhythm=st.sampled_from(RHYTHMS))
def test_period_to_report_has_opened_and_the_next_has_not(today, rhythm):
    period = period_to_report(today, rhythm, since=LONG_AGO)
    following = period_with(period.end + datetime.timedelta(days=1), rhythm)

    assert period.opens_on <= today < following.opens_on


@pytest.mark.parametrize(
    ("since", "is_asked"),
    [(date(2026, 9, 30), True), (date(2026, 10, 1), False), (date(2026, 8, 17), True)],
)
def test_an_action_is_asked_only_about_a_time_in_which_it_ran(since, is_asked):
    period = period_to_report(date(2026, 10, 5), "quarter", since=since)

    assert (period is not None) == is_asked
