"""Two people publish, or one of them a year ahead (SECURITY R50)."""

import datetime

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from measurement import services
from measurement.models import Feed, Figure, Release, StandingApproval
from measurement.services.releases import publish_if_approved
from partnership.errors import NotAllowed, TooLate
from partnership.models import Event
from tests.factories import (
    FeedFactory,
    FigureFactory,
    PlaceFactory,
    PublishedReleaseFactory,
    RecipeFactory,
    ReleaseFactory,
    RunFactory,
    SourceFactory,
    StandingApprovalFactory,
    UserFactory,
    WithheldFigureFactory,
)
from tests.measurement.sources.workbooks import REAL, with_cells

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + days * DAY


@pytest.fixture
def draft(feed, run_feed) -> Release:
    """All real figures, waiting for a second person: nobody has approved the feed."""
    return run_feed(feed).release


# --- By hand ----------------------------------------------------------------------------


def test_without_an_approval_the_release_waits(draft):
    assert (draft.state, draft.is_current, draft.published_at) == ("draft", False, None)
    assert not Figure.objects.public().exists()


def test_a_second_person_publishes(draft, bea):
    services.publish_release(draft, by=bea)

    draft.refresh_from_db()
    assert (draft.state, draft.is_current, draft.published_by) == ("published", True, bea)
    assert draft.approval is None
    assert Figure.objects.public().count() == draft.figures.count() == 94
    event = Event.objects.get(kind="measurement.release.published")
    assert (event.by, event.data["approval"]) == (bea, None)


@pytest.mark.parametrize("person", ["kim", "mai", "lena", "omar", "ada", "worker"])
def test_nobody_else_publishes_and_nothing_changes(person, draft, request):
    with pytest.raises(NotAllowed):
        services.publish_release(draft, by=request.getfixturevalue(person))

    draft.refresh_from_db()
    assert draft.state == "draft"
    assert not Event.objects.filter(kind="measurement.release.published").exists()


def test_a_release_is_published_once(draft, bea):
    services.publish_release(draft, by=bea)

    with pytest.raises(TooLate):
        services.publish_release(draft, by=bea)
    with pytest.raises(TooLate):
        services.publish_release(Release.objects.get(), by=bea)


def test_the_pointer_moves_and_the_old_figures_stay_in_the_ledger(feed, run_feed, last_year, bea):
    old = services.publish_release(run_feed(feed, **last_year).release, by=bea)
    new = run_feed(feed).release
    before = set(Figure.objects.public().values_list("release", flat=True))

    services.publish_release(new, by=bea)

    old.refresh_from_db()
    assert before == {old.pk}
    assert (old.state, old.is_current) == ("published", False)
    assert set(Figure.objects.public().values_list("release", flat=True)) == {new.pk}
    assert old.figures.count() == 84


def test_an_older_draft_does_not_replace_something_newer(feed, run_feed, last_year, bea):
    old, new = run_feed(feed, **last_year).release, run_feed(feed).release
    services.publish_release(new, by=bea)

    with pytest.raises(TooLate, match="newer"):
        services.publish_release(old, by=bea)

    assert set(Figure.objects.public().values_list("release", flat=True)) == {new.pk}


@pytest.mark.parametrize("state", ["queued", "held", "failed"])
def test_a_run_that_did_not_end_well_never_publishes(state, approved, run_feed, bea, worker):
    run = run_feed(approved, fetch=lambda: with_cells(D29=9000.0))
    type(run).objects.filter(pk=run.pk).update(state=state)
    approval = approved.approvals.get()
    release = ReleaseFactory(feed=approved, run=run)

    for by, under in ((bea, None), (worker, approval)):
        release = Release.objects.get(pk=release.pk)
        with pytest.raises(TooLate, match="did not end well"):
            services.publish_release(release, by=by, approval=under)

    assert not Figure.objects.public().exists()


# --- Under a standing approval ------------------------------------------------------------


def test_an_approved_feed_publishes_by_itself_in_the_name_of_who_approved_it(
    approved, run_feed, bea, worker
):
    release = run_feed(approved).release

    assert (release.state, release.is_current, release.published_by) == ("published", True, bea)
    assert release.approval == approved.approvals.get()
    event = Event.objects.get(kind="measurement.release.published")
    assert (event.by, event.data["approval"]) == (worker, release.approval.pk)


CHANGES = {
    "the recipe": lambda feed, kim: services.use_recipe(
        RecipeFactory(feed=feed, number=2, body=feed.recipe.body), by=kim
    ),
    "the text of the recipe": lambda feed, kim: feed.recipes.update(
        body={**feed.recipe.body, "value_range": [0, 90]}
    ),
    "where it reads": lambda feed, kim: Feed.objects.update(config={"path": "other.xlsx"}),
    "the source": lambda feed, kim: Feed.objects.update(source=SourceFactory()),
    "what is said of the source": lambda feed, kim: type(feed.source).objects.update(
        licence="All rights reserved"
    ),
    "the direction": lambda feed, kim: type(feed.method).objects.update(
        polarity="higher_is_better"
    ),
    "the definition": lambda feed, kim: type(feed.method).objects.update(definition="Another."),
    "who has set it up": lambda feed, kim: Feed.objects.update(
        configured_by=feed.approvals.get().given_by
    ),
    "the end, by a person": lambda feed, kim: services.end_standing_approval(feed, by=kim),
    "the last day": lambda feed, kim: StandingApproval.objects.update(
        given_on=in_days(-30), ends_on=in_days(-1)
    ),
    "the first day": lambda feed, kim: StandingApproval.objects.update(given_on=in_days(1)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_ends_the_approval_and_the_release_waits(change, approved, kim, run_feed):
    CHANGES[change](approved, kim)

    run = run_feed(Feed.objects.get(), fetch=lambda: REAL)

    assert (run.state, run.release.state) == ("loaded", "draft")
    assert not Figure.objects.public().exists()


def test_a_change_while_the_table_is_read_ends_the_approval_too(approved, run_feed):
    from measurement.sources.read import read

    def read_slowly(content, recipe):
        Feed.objects.update(config={"path": "other.xlsx"})
        return read(content, recipe)

    run = run_feed(approved, read=read_slowly)

    assert (run.state, run.release.state) == ("loaded", "draft")


def test_the_last_day_of_an_approval_still_counts(approved, run_feed):
    StandingApproval.objects.update(ends_on=timezone.localdate(), given_on=in_days(-300))

    assert run_feed(approved).release.state == "published"


def test_a_change_that_is_taken_back_does_not_bring_the_approval_back(approved, kim, run_feed):
    first = approved.recipe
    services.use_recipe(RecipeFactory(feed=approved, number=2, body=first.body), by=kim)
    feed = services.use_recipe(first, by=kim)

    assert run_feed(feed).release.state == "draft"


def test_whoever_changes_a_feed_cannot_approve_it(approved, bea, kim):
    feed = services.use_recipe(
        RecipeFactory(feed=approved, number=2, body=approved.recipe.body), by=bea
    )

    with pytest.raises(NotAllowed):
        services.give_standing_approval(feed, by=bea, ends_on=in_days(30))
    services.give_standing_approval(feed, by=kim, ends_on=in_days(30))

    assert feed.configured_by == bea


def test_only_the_worker_uses_an_approval(draft, bea, kim):
    approval = services.give_standing_approval(draft.feed, by=bea, ends_on=in_days(30))

    with pytest.raises(NotAllowed):
        services.publish_release(draft, by=kim, approval=approval)

    draft.refresh_from_db()
    assert draft.state == "draft"


def test_the_worker_publishes_under_no_approval_but_the_feeds_own(draft, worker, bea):
    approval = StandingApprovalFactory(given_by=bea, fingerprint=draft.run.fingerprint)

    with pytest.raises(NotAllowed, match="does not cover"):
        services.publish_release(draft, by=worker, approval=approval)

    assert publish_if_approved(draft, by=worker).state == "draft"


def test_an_approval_that_was_ended_covers_nothing(draft, worker, bea):
    approval = services.give_standing_approval(draft.feed, by=bea, ends_on=in_days(30))
    services.end_standing_approval(draft.feed, by=bea)
    approval.refresh_from_db()

    with pytest.raises(NotAllowed, match="does not cover"):
        services.publish_release(draft, by=worker, approval=approval)


def test_an_approval_by_who_has_set_it_up_covers_nothing(draft, worker, bea):
    approval = services.give_standing_approval(draft.feed, by=bea, ends_on=in_days(30))
    draft.feed.configured_by = bea  # however that came about
    draft.feed.save()

    with pytest.raises(NotAllowed, match="does not cover"):
        services.publish_release(draft, by=worker, approval=approval)


def test_a_draft_is_on_no_page_and_in_no_file(draft, client):
    page = f"/measures/{draft.feed.method.indicator.slug}/"

    answers = [client.get(page), client.get(f"{page}data.csv"), client.get(f"{page}chart.json")]

    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert "have no numbers that everybody may see" in answers[0].text


def test_an_approval_does_not_cover_what_was_read_in_another_way(draft, worker, bea, kim):
    recipe = RecipeFactory(feed=draft.feed, number=2, body=draft.feed.recipe.body)
    feed = services.use_recipe(recipe, by=kim)
    approval = services.give_standing_approval(feed, by=bea, ends_on=in_days(30))

    with pytest.raises(NotAllowed, match="does not cover"):
        services.publish_release(draft, by=worker, approval=approval)


@pytest.mark.parametrize("person", ["mai", "ada"])
def test_nobody_else_drafts_a_release(person, feed, request):
    run = RunFactory(feed=feed, recipe=feed.recipe, state="loaded")

    with pytest.raises(NotAllowed):
        services.draft_release(run, by=request.getfixturevalue(person))

    assert not Release.objects.exists()


# --- Giving and ending an approval -----------------------------------------------------------


def test_giving_an_approval_is_recorded(feed, bea):
    approval = services.give_standing_approval(feed, by=bea, ends_on=in_days(365))

    assert (approval.given_by, approval.given_on) == (bea, timezone.localdate())
    event = Event.objects.get(kind="measurement.standing_approval.given")
    assert (event.by, event.data) == (bea, {"ends_on": in_days(365).isoformat()})


@pytest.mark.parametrize("person", ["kim", "mai", "lena", "omar", "ada", "worker"])
def test_nobody_else_approves(person, feed, request):
    with pytest.raises(NotAllowed):
        services.give_standing_approval(
            feed, by=request.getfixturevalue(person), ends_on=in_days(30)
        )

    assert not StandingApproval.objects.exists()


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_an_approval_lasts_for_a_year_at_most(days, feed, bea):
    with pytest.raises(TooLate, match="12 months"):
        services.give_standing_approval(feed, by=bea, ends_on=in_days(days))


def test_a_feed_without_a_recipe_is_not_approved(bea, kim):
    feed = FeedFactory(configured_by=kim)

    with pytest.raises(TooLate, match="no recipe"):
        services.give_standing_approval(feed, by=bea, ends_on=in_days(30))


def test_the_database_too_refuses_an_approval_for_longer_than_a_year(feed, bea):
    with pytest.raises(IntegrityError, match="standing_approval_for_a_year_at_most"):
        StandingApprovalFactory(feed=feed, given_by=bea, ends_on=in_days(400))


def test_a_new_approval_takes_the_place_of_the_old(approved, bea):
    services.give_standing_approval(approved, by=bea, ends_on=in_days(30))

    open_ones = approved.approvals.filter(ended_at=None)
    assert [approval.ends_on for approval in open_ones] == [in_days(30)]
    assert approved.approvals.count() == 2


def test_an_approval_is_ended_once(approved, kim):
    services.end_standing_approval(approved, by=kim)

    with pytest.raises(TooLate):
        services.end_standing_approval(approved, by=kim)

    assert Event.objects.filter(kind="measurement.standing_approval.ended").count() == 1


@pytest.mark.parametrize("person", ["mai", "ada", "worker"])
def test_nobody_else_ends_an_approval_pauses_or_changes_a_feed(person, approved, request):
    user = request.getfixturevalue(person)

    for act, subject in (
        (services.end_standing_approval, approved),
        (services.pause_feed, approved),
        (services.resume_feed, approved),
        (services.settings_changed, approved),
        (services.use_recipe, approved.recipe),
    ):
        with pytest.raises(NotAllowed):
            act(subject, by=user)

    assert approved.approvals.filter(ended_at=None).exists()


def test_pausing_and_resuming_are_recorded_and_happen_once(feed, bea):
    services.pause_feed(feed, by=bea)
    with pytest.raises(TooLate):
        services.pause_feed(feed, by=bea)
    services.resume_feed(feed, by=bea)
    with pytest.raises(TooLate):
        services.resume_feed(feed, by=bea)

    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["measurement.feed.paused", "measurement.feed.resumed"]


# --- What the database itself keeps -------------------------------------------------------------


def test_two_releases_of_a_feed_are_never_current_together(feed):
    PublishedReleaseFactory(feed=feed)

    with pytest.raises(IntegrityError, match="release_one_current_per_feed"):
        PublishedReleaseFactory(feed=feed)


def test_a_published_release_says_when_and_by_whom(feed):
    with pytest.raises(IntegrityError, match="release_published_when_and_by_whom"):
        ReleaseFactory(feed=feed, state="published")


@pytest.mark.parametrize("number", ["value", "numerator", "denominator", "low", "high"])
def test_a_withheld_figure_has_no_number_to_leak(number):
    more = {"low": 1, "high": 1} if number in ("low", "high") else {number: 1}

    with pytest.raises(IntegrityError, match="figure_is_shown_or_withheld_never_both"):
        WithheldFigureFactory(**more)


@pytest.mark.parametrize("role", ["portal_web", "portal_worker"])
@pytest.mark.parametrize(
    "sql", ["UPDATE {} SET value = 1", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_neither_process_changes_a_figure(role, sql):
    FigureFactory(place=PlaceFactory())

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(sql.format("measurement_figure"))
        cursor.execute("RESET ROLE")

    assert Figure.objects.get().value != 1


def test_the_web_process_can_publish(draft, bea):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE portal_web")

    services.publish_release(draft, by=bea)

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert Release.objects.get().is_current


def test_a_service_user_is_one_person():
    worker = UserFactory(kind="service")

    assert services.worker_user() == worker
