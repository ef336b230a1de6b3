import datetime
import json
from dataclasses import replace

import pytest
from django.conf import settings

from measurement import exports, services
from measurement.models import Feed, Figure, Method, Run
from measurement.sources import connectors
from measurement.sources.read import read
from measurement.values import Reading
from tests.factories import FeedFactory, RecipeFactory
from tests.measurement.sources.workbooks import REAL

RECIPE = json.loads((settings.BUNDLED_DATA / "recipes" / "vcams-school-entry.json").read_text())


@pytest.fixture
def feed(places, kim) -> Feed:
    """The real workbook, set up by Kim; nobody has approved it."""
    feed = FeedFactory(
        slug="vcams-school-entry",
        configured_by=kim,
        method__polarity=Method.Polarity.LOWER,
        method__indicator__slug="hard-at-school-start",
    )
    feed.recipe = RecipeFactory(feed=feed, number=1, body=RECIPE)
    feed.save()
    return feed


@pytest.fixture
def approved(feed, bea) -> Feed:
    """The same feed, which Bea lets publish by itself."""
    ends_on = datetime.date.today() + datetime.timedelta(days=300)
    services.give_standing_approval(feed, by=bea, ends_on=ends_on)
    return feed


@pytest.fixture
def daily(places, kim):
    """A feed that is asked for every day at half past two in Melbourne, since long ago."""
    feed = FeedFactory(
        slug="daily",
        configured_by=kim,
        refresh_at=datetime.time(2, 30),
        created_at=datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC),
    )
    feed.recipe = RecipeFactory(feed=feed, number=1)
    feed.save()
    return feed


@pytest.fixture
def last_year():
    """What the source gave a year before: another file, without the rows of 2019."""

    def read_last_year(content, recipe) -> Reading:
        assert content == b"the file of last year"
        reading = read(REAL, recipe)
        rows = tuple(row for row in reading.rows if row.period_end.year < 2019)
        return replace(reading, rows=rows)

    return {"fetch": lambda: b"the file of last year", "read": read_last_year}


@pytest.fixture
def public():
    """Gives every public byte of the figures, to compare before and after."""

    def public() -> bytes:
        return exports.csv_of(
            Figure.objects.public().select_related(
                "place", "release__feed__source", "release__method"
            )
        )

    return public


@pytest.fixture
def run_feed(worker):
    """Ask for new data and refresh, in one call; hand in another ``fetch`` or ``read`` at will."""

    def run_feed(feed, *, trigger=Run.Trigger.SETUP, **handed_in) -> Run:
        run = services.queue_run(feed, by=worker, trigger=trigger)
        return services.refresh(
            run.pk, by=worker, **{"fetch": connectors.of(feed).fetch, "read": read, **handed_in}
        )

    return run_feed
