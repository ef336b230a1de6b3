"""Reporting periods: which one an action reports on, when it opens, when it is due. Pure."""

import calendar
import datetime
from dataclasses import dataclass

OPENS_BEFORE_END = datetime.timedelta(days=14)
DUE_AFTER_END = datetime.timedelta(days=14)
MONTHS_IN = {"month": 1, "quarter": 3, "half_year": 6}


@dataclass(frozen=True, order=True)
class Period:
    """One or several whole calendar months."""

    start: datetime.date
    end: datetime.date  # inclusive

    @property
    def opens_on(self) -> datetime.date:
        """The first day on which an update for it is asked for."""
        return self.end - OPENS_BEFORE_END

    @property
    def due_on(self) -> datetime.date:
        """The last day on which an update for it is in time."""
        return self.end + DUE_AFTER_END


def period_with(day: datetime.date, rhythm: str) -> Period:
    """The calendar month, quarter or half year that ``day`` lies in."""
    length = MONTHS_IN[rhythm]
    first = (day.month - 1) // length * length + 1
    last = first + length - 1
    _weekday, days = calendar.monthrange(day.year, last)
    return Period(datetime.date(day.year, first, 1), datetime.date(day.year, last, days))


def period_before(period: Period, rhythm: str) -> Period:
    return period_with(period.start - datetime.timedelta(days=1), rhythm)


def period_ending(end: datetime.date, rhythm: str) -> Period | None:
    """The period whose last day is ``end``; None if no period of this rhythm ends then."""
    period = period_with(end, rhythm)
    return period if period.end == end else None


def period_to_report(today: datetime.date, rhythm: str, *, since: datetime.date) -> Period | None:
    """
    The latest period whose window has opened; it stays so until the next one opens.

    None while an action that runs ``since`` then has nothing to report on.
    """
    period = period_with(today, rhythm)
    if today < period.opens_on:
        period = period_before(period, rhythm)
    return period if period.end >= since else None
