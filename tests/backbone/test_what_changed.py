"""What changed lately, on the first page: from all rooms, by the day everybody could read it."""

import datetime

import pytest
from django.utils import timezone

from backbone.changed import MOST, what_changed
from tests.engagement.factories import NewsItemFactory
from tests.factories import DecisionFactory, FigureFactory, PublishedReleaseFactory
from tests.strategies.factories import UpdateFactory

pytestmark = pytest.mark.django_db


def at(day: int) -> datetime.datetime:
    return datetime.datetime(2026, 3, day, 1, tzinfo=datetime.UTC)


def accepted(day: int, **more):
    return UpdateFactory(state="accepted", sent_at=at(1), reviewed_at=at(day), **more)


def kinds() -> list[str]:
    return [change.kind.split(" ")[0] for change in what_changed()]


def test_all_kinds_stand_by_their_day_the_newest_first():
    accepted(8)
    NewsItemFactory(publish_at=at(9))
    FigureFactory(place__kind="area", release=PublishedReleaseFactory(published_at=at(7)))
    DecisionFactory(made_on=datetime.date(2026, 3, 10))

    assert kinds() == ["Decision", "News", "Progress", "New"]


def test_the_first_page_says_of_each_when_and_what_kind(client, partnership):
    NewsItemFactory(publish_at=at(9))
    DecisionFactory(made_on=datetime.date(2026, 3, 10))

    page = client.get("/").text

    assert page.index("Decision, 10 March 2026") < page.index("News, 9 March 2026")


def test_of_each_kind_there_are_two_and_four_in_all():
    for day in range(1, 6):
        accepted(day)
        NewsItemFactory(publish_at=at(day + 10))
        DecisionFactory(made_on=datetime.date(2026, 2, day))

    assert kinds() == ["News"] * 2 + ["Progress"] * 2
    assert len(what_changed()) == MOST


def test_what_not_everybody_may_read_did_not_change_for_them():
    accepted(8, action__visibility="partners")
    UpdateFactory(state="submitted", sent_at=at(8))
    NewsItemFactory(publish_at=timezone.now() + datetime.timedelta(days=1))
    NewsItemFactory(state="draft")
    DecisionFactory(visibility="partners")
    DecisionFactory(state="proposed", made_on=None)

    assert what_changed() == []


def test_an_update_that_says_only_that_nothing_changed_is_no_change():
    accepted(8, nothing_changed=True)

    assert what_changed() == []


def test_the_first_page_of_an_empty_portal_says_nothing_yet(client, partnership):
    page = client.get("/").text

    block = page.split("What changed")[1].split("In people’s own words")[0]
    assert "Nothing yet." in block


@pytest.mark.parametrize("more", [1, 4])
def test_it_takes_the_same_queries_for_one_and_for_many(more, django_assert_num_queries):
    for _number in range(more):
        accepted(8)
        NewsItemFactory()
        DecisionFactory()

    with django_assert_num_queries(5):
        what_changed()
