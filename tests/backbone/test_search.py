"""One search, over what the reader may see and nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from backbone.search import search
from tests.agenda.factories import AspirationFactory
from tests.factories import DecisionFactory
from tests.strategies.factories import ActionFactory, StrategyFactory, UpdateFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def titles(words: str, user=NOBODY) -> list[str]:
    return [one.title for group in search(words, user) for one in group.found]


def test_it_finds_what_holds_all_words_in_any_order():
    DecisionFactory(title="Pay for one more family worker")
    DecisionFactory(title="Pay for a bus")

    assert [one.split(" ", 1)[1] for one in titles("worker PAY")] == [
        "Pay for one more family worker"
    ]


@pytest.mark.parametrize("words", ["", " ", "a", "%%", "_ _", "' OR 1=1 --"])
def test_it_finds_nothing_for_nothing(words):
    StrategyFactory(title="Something")

    assert titles(words) == []


def test_drafts_and_what_is_for_partners_are_not_found_by_everybody(mai):
    StrategyFactory(title="Lantern among us", visibility="partners", state="active")
    AspirationFactory(words="Lantern for partners", consent="quote_partners")
    AspirationFactory(words="Lantern for nobody", consent="shape_only")
    DecisionFactory(title="Lantern to decide", state="proposed", made_on=None)
    UpdateFactory(what_happened="Lantern draft", state="draft")

    assert titles("lantern") == []
    assert "Lantern among us" in titles("lantern", mai)
    assert not any("nobody" in title or "decide" in title for title in titles("lantern", mai))


def test_the_page_says_where_and_what_and_says_so_if_there_is_nothing(client):
    action = ActionFactory(title="A trailer of toys")

    found = client.get(reverse("backbone:search"), {"words": "trailer toys"}).text
    nothing = client.get(reverse("backbone:search"), {"words": "<b>zebra</b>"}).text

    assert action.get_absolute_url() in found
    assert "Who does what" in found
    assert "Nothing here says “&lt;b&gt;zebra&lt;/b&gt;”" in nothing
    assert "<b>zebra" not in nothing


@pytest.mark.parametrize("more", [1, 20])
def test_a_search_asks_the_same_for_one_and_for_twenty(more, django_assert_num_queries):
    ActionFactory.create_batch(more, title="A trailer of toys")

    with django_assert_num_queries(14):  # one for each kind of thing
        search("trailer", NOBODY)
