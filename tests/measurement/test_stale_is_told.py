"""The team is mailed once that the data of a measure have stopped (METHODS M13, SECURITY R81)."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from measurement.models import Figure, SeriesSummary
from partnership import digest
from partnership.models import Mail
from tests.factories import FigureFactory, SeriesSummaryFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
# Yearly, published within 150 days: two years after 2019 ended, and 150 + 14 days.
LAST_DAY = datetime.date(2022, 6, 13)


def morning_of(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(
        day.year, day.month, day.day, 8, tzinfo=ZoneInfo("Australia/Melbourne")
    )


def letters(person) -> list[str]:
    return list(Mail.objects.filter(to=person).order_by("pk").values_list("text", flat=True))


@pytest.fixture
def summary(area) -> SeriesSummary:
    """A measure of the Area whose data end with 2019."""
    figure = FigureFactory(
        place=area,
        release__feed__method__usual_lag_days=150,
        release__feed__method__interval_months=12,
    )
    return SeriesSummaryFactory(release=figure.release, place=area, start=figure, latest=figure)


def test_each_of_the_team_is_told_once_from_the_day_after(summary, bea, kim, mai, partnership):
    digest.send(morning_of(LAST_DAY))
    before = Mail.objects.count()
    for number in range(1, 4):
        digest.send(morning_of(LAST_DAY + number * DAY))

    assert before == 0
    for person in (bea, kim):
        (letter,) = letters(person)
        assert f"“{summary.indicator}” end with 2019" in letter
        assert summary.indicator.get_absolute_url() in letter
    assert letters(mai) == []


def test_data_that_came_and_stopped_again_are_told_again(summary, bea, partnership):
    digest.send(morning_of(LAST_DAY + DAY))
    newer = FigureFactory(
        release=summary.release,
        place=summary.place,
        period_start=datetime.date(2020, 1, 1),
        period_end=datetime.date(2020, 12, 31),
    )
    SeriesSummary.objects.update(latest=newer)

    digest.send(morning_of(LAST_DAY + 2 * DAY))
    while_fresh = len(letters(bea))
    digest.send(morning_of(LAST_DAY + 366 * DAY))

    assert while_fresh == 1
    assert "end with 2020" in letters(bea)[1]


def test_the_worker_may_read_what_it_tells(summary, bea, partnership):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_worker")

    told = digest.send_to(bea, LAST_DAY + DAY)

    assert told


def test_what_the_public_does_not_see_is_not_told(summary, bea, partnership):
    type(summary.release).objects.update(is_current=False)

    digest.send(morning_of(LAST_DAY + DAY))

    assert Figure.objects.exists()
    assert letters(bea) == []


def test_it_is_no_choice_of_partners(client, mai):
    client.force_login(mai)

    assert 'name="stale"' not in client.get(reverse("my-mail")).text
