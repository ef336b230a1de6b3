"""What people are promised when they speak, in days; and the day it becomes."""

import datetime

READ_WITHIN = 5  # days until a person has read it
ANSWER_WITHIN = 60  # days until we say in public what we did, or why not
ORIGINALS_FOR = 90  # days that words which were taken out stay sealed
WORDS_FOR = 730  # days that words stay after they were decided on: 24 months
PENDING_FOR = 7  # days to confirm that one wants to follow


def read_by(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=READ_WITHIN)


def look_by(day: datetime.date) -> datetime.date:
    """The next working day, for a voice that speaks of danger. Holidays are not known here."""
    friday, saturday = 4, 5
    days = {friday: 3, saturday: 2}.get(day.weekday(), 1)
    return day + datetime.timedelta(days=days)


def answer_by(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=ANSWER_WITHIN)
