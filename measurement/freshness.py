"""How old data are, measured by how often their source usually brings new ones (method M13)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

GRACE = timedelta(days=14)
RARE_FROM_MONTHS = 24


@dataclass(frozen=True)
class Freshness:
    """
    Args:
        state: "current" until the next period is due, then "late", at last "stale".
        due_on: the last day on which the next period is not yet late.
        stale_after: the last day on which the data are not yet stale.
    """

    state: Literal["current", "late", "stale"]
    due_on: date
    stale_after: date


def freshness(
    period_end: date, *, usual_lag_days: int, interval_months: int, today: date
) -> Freshness:
    """
    How fresh data are whose latest published period ended on `period_end`.

    Stale means two periods missed; for collections of every second year and rarer, one and a half
    intervals. Each is counted to the day its data would have been due: the end of the period, the
    usual lag of the publisher, and 14 days' grace.

    Args:
        usual_lag_days: from the end of a period to its publication.
        interval_months: from one period to the next; at least 1.
    """
    wait = timedelta(days=usual_lag_days) + GRACE
    rare = interval_months >= RARE_FROM_MONTHS
    missed_months = interval_months * 3 // 2 if rare else interval_months * 2
    due_on = _months_later(period_end, interval_months) + wait
    stale_after = _months_later(period_end, missed_months) + wait
    if today <= due_on:
        return Freshness("current", due_on, stale_after)
    return Freshness("late" if today <= stale_after else "stale", due_on, stale_after)


def _months_later(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month leads to the last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))
