"""The backbone's tables: what they show, and that they cannot go round the rules."""

import json
import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from measurement import services
from measurement.admin import p_text
from measurement.models import Feed, Recipe, Release, Run
from partnership.models import Event
from tests.factories import FindingFactory, RecipeFactory

pytestmark = pytest.mark.django_db
TABLES = [
    "indicator", "method", "source", "feed", "recipe", "run", "release", "figure", "seriessummary",
]  # fmt: skip
OF_LEARNING = ["learningquestion", "evidenceitem", "finding"]
READ_ONLY = ["run", "release", "figure", "seriessummary", "finding"]


def list_of(name: str) -> str:
    return reverse(f"admin:measurement_{name}_changelist")


def page_of(thing) -> str:
    return reverse(f"admin:measurement_{thing._meta.model_name}_change", args=[thing.pk])


class WebClient(Client):
    """Answers with the rights that the web process has in the database, and no more."""

    def request(self, **request):
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE portal_web")
        response = super().request(**request)
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        return response


def signed_in(user) -> WebClient:
    client = WebClient()
    client.force_login(user)
    return client


@pytest.fixture
def as_bea(bea) -> WebClient:
    return signed_in(bea)


@pytest.fixture
def as_kim(kim) -> WebClient:
    return signed_in(kim)


def act(client, thing, action: str) -> list[str]:
    """Choose an action for one row; gives the sentences that are shown."""
    response = client.post(
        list_of(thing._meta.model_name),
        {"action": action, "_selected_action": [thing.pk]},
        follow=True,
    )
    return [str(message) for message in response.context["messages"]]


# --- Every table --------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_each_list_and_each_page_can_be_shown(table, as_bea, approved, run_feed):
    run_feed(approved)
    one = apps.get_model("measurement", table)._default_manager.first()

    statuses = [as_bea.get(url).status_code for url in (list_of(table), page_of(one))]

    assert statuses == [200, 200]


@pytest.mark.parametrize("table", [*TABLES, *OF_LEARNING])
@pytest.mark.parametrize("person", ["mai", "ada"])
def test_nobody_else_sees_them(table, person, client, request):
    client.force_login(request.getfixturevalue(person))

    assert client.get(list_of(table)).status_code in (403, 404)


@pytest.mark.parametrize("table", READ_ONLY)
def test_what_has_a_state_or_was_public_is_not_typed_into_a_field(table, as_bea):
    assert as_bea.get(reverse(f"admin:measurement_{table}_add")).status_code == 403


@pytest.mark.parametrize("table", ["recipe", *READ_ONLY])
def test_what_was_used_or_public_is_not_typed_over(table, as_bea, approved, run_feed):
    run_feed(approved)
    one = apps.get_model("measurement", table)._default_manager.first() or FindingFactory()

    assert as_bea.post(page_of(one), {"_save": "Save"}).status_code == 403


@pytest.mark.parametrize("name", ["snapshot", "observation"])
def test_what_was_fetched_has_no_table(name):
    with pytest.raises(NoReverseMatch):
        list_of(name)


def test_a_list_takes_as_many_queries_for_many_rows_as_for_one(
    as_bea, approved, run_feed, django_assert_max_num_queries
):
    run_feed(approved)

    with django_assert_max_num_queries(14):
        as_bea.get(list_of("figure"))
    with django_assert_max_num_queries(14):
        as_bea.get(list_of("seriessummary"))


# --- Feeds ----------------------------------------------------------------------------------


def test_a_feed_says_in_sentences_how_it_is_read(as_bea, feed):
    page = as_bea.get(page_of(feed)).text

    assert "Reads the sheet “10.1”; its headings are in row 1." in page
    assert "Kept back by the publisher: cells marked NDP." in page
    assert "None: a person publishes." in page


def test_ask_for_new_data_now_queues_a_run(as_bea, feed, bea):
    said = act(as_bea, feed, "ask_now")
    again = act(as_bea, feed, "ask_now")

    run = Run.objects.get()
    assert (run.state, run.trigger) == ("queued", "person")
    assert said == ["vcams-school-entry: asked for. It starts within a minute."]
    assert "not done yet" in again[0]
    assert Event.objects.get(kind="measurement.run.queued").by == bea


def test_pause_and_resume(as_bea, feed):
    act(as_bea, feed, "pause")
    paused = Feed.objects.get().paused
    act(as_bea, feed, "resume")

    assert (paused, Feed.objects.get().paused) == (True, False)


def test_a_second_person_lets_it_publish_by_itself_and_takes_it_back(as_bea, feed, bea):
    act(as_bea, feed, "approve_for_a_year")
    approval = feed.approvals.get()
    page = as_bea.get(page_of(feed)).text
    act(as_bea, feed, "end_approval")

    assert approval.given_by == bea
    assert f"Bea Nguyen, until {approval.ends_on.isoformat()}" in page
    assert not feed.approvals.filter(ended_at=None).exists()


def test_who_has_set_it_up_is_refused_in_words(as_kim, feed):
    (said,) = act(as_kim, feed, "approve_for_a_year")

    assert "not yours to do" in said
    assert not feed.approvals.exists()


def form_of(feed, **changes) -> dict:
    return {
        "source": feed.source_id,
        "method": feed.method_id,
        "connector": feed.connector,
        "config": json.dumps(feed.config),
        "refresh_at": "02:30",
    } | changes


def test_changing_where_it_reads_ends_the_approval_and_makes_one_its_author(as_bea, approved, bea):
    response = as_bea.post(page_of(approved), form_of(approved, config='{"path": "b.xlsx"}'))

    feed = Feed.objects.get()
    assert response.status_code == 302
    assert (feed.config, feed.configured_by) == ({"path": "b.xlsx"}, bea)
    assert not feed.approvals.filter(ended_at=None).exists()


def test_changing_only_the_time_ends_nothing(as_bea, approved, kim):
    as_bea.post(page_of(approved), form_of(approved, refresh_at="04:00"))

    feed = Feed.objects.get()
    assert (feed.refresh_at.hour, feed.configured_by) == (4, kim)
    assert feed.approvals.filter(ended_at=None).exists()


def test_a_form_changes_nothing_that_has_a_verb_of_its_own(as_bea, feed, kim):
    other = RecipeFactory(feed=feed, number=2)

    as_bea.post(
        page_of(feed),
        form_of(feed, paused="on", recipe=other.pk, slug="mine", configured_by=""),
    )

    now = Feed.objects.get()
    assert (now.paused, now.recipe, now.slug) == (False, feed.recipe, feed.slug)
    assert now.configured_by == kim


def test_who_adds_a_feed_has_set_it_up(as_bea, feed, bea):
    response = as_bea.post(
        reverse("admin:measurement_feed_add"), form_of(feed, slug="another-feed")
    )

    assert response.status_code == 302
    assert Feed.objects.get(slug="another-feed").configured_by == bea


def test_changing_the_method_ends_the_approval(as_bea, approved, bea):
    method = approved.method
    form = {
        "indicator": method.indicator_id,
        "number": 1,
        "definition": "Counted in another way.",
        "quality": method.quality,
        "unit": "percent",
        "polarity": "higher_is_better",
        "aggregation": "ratio_of_sums",
        "interval_months": 12,
        "usual_lag_days": 365,
    }

    response = as_bea.post(page_of(method), form)

    assert response.status_code == 302
    assert Feed.objects.get().configured_by == bea
    assert not approved.approvals.filter(ended_at=None).exists()


# --- Recipes --------------------------------------------------------------------------------


def test_a_recipe_is_added_with_the_next_number_and_then_used(as_bea, approved, bea):
    body = json.dumps({**approved.recipe.body, "value_range": [0, 50]})
    response = as_bea.post(
        reverse("admin:measurement_recipe_add"),
        {"feed": approved.pk, "body": body, "note": "Half is the most."},
    )
    recipe = Recipe.objects.get(number=2)
    before = Feed.objects.get().recipe

    act(as_bea, recipe, "use")

    assert response.status_code == 302
    assert (before, Feed.objects.get().recipe) == (approved.recipe, recipe)
    assert not approved.approvals.filter(ended_at=None).exists()
    assert Feed.objects.get().configured_by == bea


def test_a_recipe_that_cannot_be_used_is_not_kept(as_bea, feed):
    body = json.dumps({**feed.recipe.body, "sheeet": "10.1"})

    response = as_bea.post(
        reverse("admin:measurement_recipe_add"), {"feed": feed.pk, "body": body, "note": ""}
    )

    assert response.status_code == 200
    assert "did you mean" in response.text
    assert Recipe.objects.count() == 1


def test_a_recipe_is_shown_in_sentences_and_not_changed(as_bea, feed):
    page = as_bea.get(page_of(feed.recipe)).text
    answer = as_bea.post(page_of(feed.recipe), {"body": "{}"})

    assert "Reads the sheet “10.1”" in page
    assert answer.status_code == 403


# --- Runs, releases, summaries ----------------------------------------------------------------


def test_a_run_shows_what_it_met(as_bea, approved, run_feed):
    run = run_feed(approved)

    page = as_bea.get(page_of(run)).text

    assert "Unknown LGA in Victoria (10)" in page
    assert "cell F715" in page


def test_a_run_that_failed_says_why(as_bea, feed, run_feed):
    run = run_feed(feed, fetch=lambda: b"<html>")

    assert "is a web page" in as_bea.get(page_of(run)).text


def test_a_draft_shows_what_would_be_said_and_what_is_withheld(as_bea, feed, run_feed):
    release = run_feed(feed).release

    page = as_bea.get(page_of(release)).text

    assert "Goulburn Area: Got worse" in page
    assert "Strathbogie, 2012: Not published, to protect people’s privacy" in page
    assert release.feed.method.indicator.get_absolute_url() in page
    assert f"?release__id__exact={release.pk}" in page
    figures = as_bea.get(f"{list_of('figure')}?release__id__exact={release.pk}")
    assert figures.status_code == 200


def test_publish_makes_a_draft_public(as_bea, feed, run_feed, bea):
    release = run_feed(feed).release

    said = act(as_bea, release, "publish")

    assert said == ["vcams-school-entry, 1: published."]
    assert Release.objects.get().published_by == bea


def test_publish_is_refused_in_words_to_who_has_set_it_up(as_kim, feed, run_feed):
    release = run_feed(feed).release

    (said,) = act(as_kim, release, "publish")

    assert "not yours to do" in said
    assert Release.objects.get().state == "draft"


def test_staff_see_the_tests_behind_a_word(as_bea, approved, run_feed, area):
    release = run_feed(approved).release

    page = as_bea.get(page_of(release.summaries.get(place=area))).text

    assert "M7: p = 0.23" in page
    assert "M8: p = 0.004" in page
    assert "The run begins after a year without a figure" in page


def test_staff_read_words_and_no_codes(as_bea, approved, run_feed):
    release = run_feed(approved).release
    summaries = list(release.summaries.all())
    lists = [f"/admin/measurement/{table}/" for table in ("seriessummary", "figure")]

    pages = [*lists, *map(page_of, summaries), page_of(release), page_of(release.figures.first())]
    text = " ".join(re.sub(r"<a [^>]*>|<option[^>]*>", "", as_bea.get(p).text) for p in pages)

    assert "Girls" in text
    assert "Mann-Kendall" in text or "Both tests" in text
    for code in ("sex=", "m7_m8", "gap_before", "few_periods", "small_counts"):
        assert code not in text


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (None, ""),
        (0.00034, "p &lt; 0.001"),
        (0.0039635, "p = 0.004"),
        (0.2333, "p = 0.23"),
        (1.0, "p = 1"),
    ],
)
def test_a_p_value_has_two_significant_digits(p, text):
    assert p_text(p) == text.replace("&lt;", "<")


def test_a_service_is_what_the_admin_calls(monkeypatch, as_bea, feed, run_feed):
    """No action of the admin changes a state by itself."""
    release = run_feed(feed).release
    called = []
    monkeypatch.setattr(services, "publish_release", lambda row, *, by: called.append((row, by)))

    act(as_bea, release, "publish")

    assert [row for row, _ in called] == [release]
    assert Release.objects.get().state == "draft"
