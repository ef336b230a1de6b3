import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from measurement.loads import loads, moment_words
from measurement.models import Indicator, Run
from partnership.models import Place
from tests.factories import (
    FeedFactory,
    FigureFactory,
    IndicatorOutcomeFactory,
    MethodFactory,
    PlaceFactory,
    PublishedReleaseFactory,
    RecipeFactory,
    ReleaseFactory,
    RunFactory,
    SeriesSummaryFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 10, 14, 1, 0, tzinfo=datetime.UTC)  # noon in Melbourne
NIGHT = NOW - datetime.timedelta(hours=9, minutes=30)  # 2:30 am
State = Run.State


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def feed():
    feed = FeedFactory(method=MethodFactory(usual_lag_days=365), slug="vcams")
    feed.recipe = RecipeFactory(feed=feed)
    feed.save()
    return feed


def run(feed, state, **fields):
    times = {"created_at": NIGHT, "finished_at": NIGHT + datetime.timedelta(minutes=40)}
    return RunFactory(feed=feed, recipe=feed.recipe, state=state, **times, **fields)


def published(feed, last_day):
    release = PublishedReleaseFactory(feed=feed, run=run(feed, State.LOADED, rows_added=132))
    FigureFactory(release=release, period_end=last_day, period_start="2019-01-01")
    return release


def only(now=NOW):
    (load,) = loads(now)
    return load


def test_a_failed_load_says_when_and_what_happened_and_leads_there(feed):
    published(feed, "2025-12-31")
    failed = run(feed, State.FAILED, message="Sheet 10.1 has a new column.\nMore.")

    load = only()

    assert (load.kind, load.word) == ("worse", "Failed: Today, 3:10 am")
    assert load.said == "Sheet 10.1 has a new column."
    assert load.url.endswith(f"/run/{failed.pk}/change/")
    assert load.needs_a_person
    assert load.last_good is not None


def test_new_figures_that_wait_for_a_second_person_need_one(feed):
    published(feed, "2025-12-31")
    draft = ReleaseFactory(feed=feed, run=run(feed, State.LOADED))

    load = only()

    assert load.word == "Waits for a second person"
    assert load.url.endswith(f"/release/{draft.pk}/change/")
    assert load.needs_a_person


def test_a_feed_without_a_recipe_is_not_set_up():
    FeedFactory()

    load = only()

    assert (load.word, load.next_at, load.next_words) == ("Not set up yet", None, "Not asked")
    assert load.needs_a_person


def test_fresh_data_need_nobody(feed):
    published(feed, "2025-12-31")

    load = only()

    assert (load.kind, load.word, load.needs_a_person) == ("better", "Fresh", False)
    assert load.said == "The last load brought 132 rows."
    assert load.next_words == "Tomorrow, 2:30 am"


def test_data_that_stop_are_late_and_say_since_when_and_that_nobody_has_the_duty(feed):
    published(feed, "2019-12-31")
    run(feed, State.UNCHANGED)

    load = only()

    # 31 December 2020, a lag of 365 days and 14 days' grace.
    assert (load.kind, load.word) == ("late", "Late: stops at 2019")
    assert load.said == (
        "Newer figures were due by 14 January 2022. Nothing new at the last look. "
        "Nobody has the duty to ask the source."
    )
    assert load.url.endswith(f"/feed/{feed.pk}/change/")
    assert (load.is_late, load.needs_a_person) == (True, False)


def test_data_stop_where_those_of_the_area_do_whatever_came_of_the_state(feed):
    release = published(feed, "2021-12-31")
    area = PlaceFactory(kind="area")
    FigureFactory(release=release, place=area, period_end="2020-12-31")
    FigureFactory(release=release, place=area, dims="sex=female", period_end="2021-12-31")

    assert only().word == "Late: stops at 2020"


def test_data_that_stop_name_who_has_the_duty_and_lead_to_the_measure(feed, bea):
    feed.duty = bea
    feed.save()
    published(feed, "2019-12-31")

    load = only()

    assert load.said.endswith("It is the duty of Bea Nguyen to ask the source.")
    assert (load.url, load.link) == (
        feed.method.indicator.get_absolute_url(),
        "Look at the measure",
    )


@pytest.mark.parametrize("state", Run.OPEN)
def test_what_is_under_way_says_so(feed, state):
    run(feed, state)

    assert only().word == "Loading now"


def test_a_paused_feed_is_not_asked(feed):
    feed.paused = True
    feed.save()

    load = only()

    assert (load.word, load.next_at) == ("Paused", None)


def test_what_needs_a_person_comes_first_and_then_what_is_late(feed):
    published(feed, "2025-12-31")
    late = FeedFactory(slug="yyy", method=MethodFactory(usual_lag_days=365))
    late.recipe = RecipeFactory(feed=late)
    late.save()
    published(late, "2019-12-31")
    broken = FeedFactory(slug="zzz")

    assert [load.feed for load in loads(NOW)] == [broken, late, feed]


def test_twenty_feeds_take_as_many_queries_as_one(feed, django_assert_num_queries):
    published(feed, "2025-12-31")
    with django_assert_num_queries(5):
        assert len(loads(NOW)) == 1
    for _ in range(19):
        other = FeedFactory()
        other.recipe = RecipeFactory(feed=other)
        other.save()
        published(other, "2025-12-31")

    with django_assert_num_queries(5):
        assert len(loads(NOW)) == 20


def test_a_moment_is_said_as_people_say_it():
    today = datetime.date(2026, 10, 14)

    said = [moment_words(NOW + datetime.timedelta(days=d), today) for d in (-1, 0, 1, 2)]

    assert said == [
        "Yesterday, 12:00 pm",
        "Today, 12:00 pm",
        "Tomorrow, 12:00 pm",
        "16 October, 12:00 pm",
    ]


# --- the backbone's list of measures -------------------------------------------------------


def test_the_list_of_measures_says_how_each_is_going_and_how_its_data_are(
    feed, client, bea, django_assert_max_num_queries
):
    def tell(release):
        area = Place.objects.filter(kind="area").first() or PlaceFactory(kind="area")
        latest = FigureFactory(release=release, place=area, period_end="2019-12-31")
        SeriesSummaryFactory(release=release, place=area, latest=latest, trend_word="worse")

    client.force_login(bea)
    tell(published(feed, "2019-12-31"))
    link = IndicatorOutcomeFactory(indicator=feed.method.indicator)
    page = reverse("admin:measurement_indicator_changelist")
    with CaptureQueriesContext(connection) as for_one:
        one = client.get(page).text
    for _ in range(9):
        other = FeedFactory()
        other.recipe = RecipeFactory(feed=other)
        other.save()
        tell(published(other, "2019-12-31"))
    with django_assert_max_num_queries(len(for_one)):
        client.get(page)
    IndicatorOutcomeFactory(indicator=other.method.indicator)
    filtered = client.get(page, {"outcome_links__outcome__id__exact": link.outcome_id})
    publisher = feed.source.publisher
    of_one = client.get(page, {"methods__feeds__source__publisher": publisher})

    assert "Got worse" in one
    assert "Late: stops at 2019" in one
    assert str(link.outcome) in one
    assert filtered.context["cl"].result_count == 1
    assert of_one.status_code == 200
    assert {one.pk for one in of_one.context["cl"].result_list} == set(
        Indicator.objects.filter(methods__feeds__source__publisher=publisher).values_list(
            "pk", flat=True
        )
    )
