"""Where no machine can fetch a table: a person looks, brings it, and another one publishes it."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from measurement import services, tasks
from measurement.loads import loads
from measurement.models import Feed, Figure, Release, Run
from measurement.models.brought import BroughtTable
from measurement.services.bringing import problems_of_config
from partnership.errors import NotAllowed, TooLate
from tests.factories import FeedFactory, RecipeFactory, RunFactory
from tests.measurement.conftest import RECIPE
from tests.measurement.sources.workbooks import REAL

pytestmark = pytest.mark.django_db
PAGE = {"page": "https://www.vic.gov.au/tables", "month": 10}
IN_OCTOBER = datetime.datetime(2026, 10, 14, 1, 0, tzinfo=datetime.UTC)


@pytest.fixture
def looked_at(places, partnership, kim, bea) -> Feed:
    """Set up by Kim; it is Bea's duty to look in October."""
    feed = FeedFactory(
        slug="looked-at", connector="person_looks", config=PAGE, duty=bea, configured_by=kim,
        method__polarity="lower_is_better",
    )  # fmt: skip
    feed.recipe = RecipeFactory(feed=feed, number=1, body=RECIPE)
    feed.save()
    return feed


def brought(feed, by) -> Release:
    run = services.bring_table(feed, by=by, content=REAL)
    tasks.refresh(run.pk)
    return Release.objects.get(run=run)


# --- two people ---------------------------------------------------------------------------


def test_who_brought_the_table_does_not_publish_it_and_somebody_else_does(
    looked_at, bea, kim, worker, org_a, backbone_team
):
    from tests.people import person

    third = person("Rosa Lindt", backbone_team, "backbone")
    release = brought(looked_at, bea)
    assert not Figure.objects.public().exists()

    for who in (bea, kim):  # who brought it, and who set the feed up
        with pytest.raises(NotAllowed):
            services.publish_release(release, by=who)
    services.publish_release(release, by=third)

    assert Figure.objects.public().exists()


def test_it_never_publishes_by_itself(looked_at, bea):
    with pytest.raises(TooLate, match="second person publishes it each time"):
        services.give_standing_approval(
            looked_at, by=bea, ends_on=timezone.localdate() + datetime.timedelta(days=90)
        )


def test_a_partner_brings_no_table(looked_at, mai):
    with pytest.raises(NotAllowed):
        services.bring_table(looked_at, by=mai, content=REAL)


@pytest.mark.parametrize(("content", "said"), [(b"", "empty"), (b"x" * 21_000_000, "larger than")])
def test_a_file_that_cannot_be_one_is_refused_at_once(content, said, looked_at, bea):
    with pytest.raises(TooLate, match=said):
        services.bring_table(looked_at, by=bea, content=content)

    assert not Run.objects.exists()


def test_a_table_that_the_portal_fetches_is_not_brought(bea):
    with pytest.raises(TooLate, match="fetches this table by itself"):
        services.bring_table(FeedFactory(), by=bea, content=REAL)


def test_a_file_that_is_no_workbook_fails_with_a_sentence(looked_at, bea, worker):
    run = services.bring_table(looked_at, by=bea, content=b"<html>not here</html>")

    tasks.refresh(run.pk)

    run.refresh_from_db()
    assert (run.state, "web page" in run.message) == ("failed", True)


# --- the clock and the web process ----------------------------------------------------------


def test_the_clock_does_not_ask_for_it(looked_at, worker):
    Feed.objects.update(created_at=IN_OCTOBER)

    assert services.tick(IN_OCTOBER + datetime.timedelta(days=3), by=worker) == []


def test_the_web_process_puts_a_table_in_and_can_never_read_it(looked_at, bea):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        services.bring_table(looked_at, by=bea, content=REAL)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        with pytest.raises(ProgrammingError, match="permission denied"):
            BroughtTable.objects.first()
        transaction.set_rollback(True)


# --- the desk -------------------------------------------------------------------------------


def test_the_desk_says_when_the_month_has_come_and_whose_duty_it_is(looked_at):
    (load,) = loads(IN_OCTOBER)

    assert (load.word, load.is_late, load.link) == ("Late: look now", True, "Bring the table")
    assert not load.needs_a_person  # nobody waits for an answer
    assert load.said == (
        "It is the duty of Bea Nguyen to look at https://www.vic.gov.au/tables. "
        "New numbers were due in October 2026."
    )
    assert load.next_words == "October"


def test_the_desk_is_quiet_once_somebody_has_brought_it(looked_at):
    RunFactory(
        feed=looked_at, recipe=looked_at.recipe, state="loaded",
        finished_at=IN_OCTOBER - datetime.timedelta(days=3),
    )  # fmt: skip

    (load,) = loads(IN_OCTOBER)

    assert not load.needs_a_person


def test_the_desk_brings_a_table_by_a_form(client, looked_at, bea):
    client.force_login(bea)
    url = reverse("admin:measurement_feed_bring", args=[looked_at.pk])

    empty = client.post(url)
    sent = client.post(url, {"file": SimpleUploadedFile("table.xlsx", REAL)})

    assert "Choose the file that the publisher gives." in empty.text
    assert (empty.status_code, sent.status_code) == (422, 302)
    assert Run.objects.get().brought_by == bea


@pytest.mark.parametrize(
    ("config", "mistakes"),
    [(PAGE, 0), ({}, 2), ({"page": "http://x", "month": 10}, 1), (PAGE | {"month": 13}, 1)],
)
def test_a_feed_that_is_looked_at_says_where_and_when(config, mistakes):
    assert len(problems_of_config(config)) == mistakes
