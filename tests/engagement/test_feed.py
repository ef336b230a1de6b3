"""News for feed readers: an Atom feed that anybody may read and a cache may keep."""

import datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests.engagement.factories import ContributionFactory, NewsItemFactory

pytestmark = pytest.mark.usefixtures("partnership")
FEED = "/news/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(client.get(FEED).content).iter(f"{ATOM}entry"))


def test_it_has_what_atom_asks_for(client, settings):
    settings.SITE_URL = "https://partnership.example"
    item = NewsItemFactory(title="A bus & more", body="It leaves at 8.\n\n<b>Really</b>")

    feed = ElementTree.fromstring(client.get(FEED).content)

    (entry,) = feed.iter(f"{ATOM}entry")
    address = f"https://partnership.example{item.get_absolute_url()}"
    assert {child.tag.removeprefix(ATOM) for child in feed} >= {"id", "title", "updated", "author"}
    assert entry.findtext(f"{ATOM}title") == "A bus & more"
    assert entry.findtext(f"{ATOM}id") == entry.find(f"{ATOM}link").get("href") == address
    assert entry.findtext(f"{ATOM}updated") == "2026-03-02T01:00:00+00:00"
    assert "&lt;b&gt;Really" in entry.findtext(f"{ATOM}summary")


def test_it_holds_only_what_everybody_may_read_now(client):
    soon = timezone.now() + datetime.timedelta(hours=1)
    NewsItemFactory(title="Later", publish_at=soon)
    NewsItemFactory(title="Draft", state="draft")
    shown = NewsItemFactory(title="Now")
    shown.quotes.add(ContributionFactory(state="published", text="canarywords"))

    assert [entry.findtext(f"{ATOM}title") for entry in entries(client)] == ["Now"]
    assert "canarywords" not in client.get(FEED).text


def test_a_cache_may_keep_it_and_no_cookie_is_set(client, mai):
    client.force_login(mai)

    answer = client.get(FEED)

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert answer["Cache-Control"] == client.get("/news/")["Cache-Control"]
    assert "public" in answer["Cache-Control"]
    assert "Set-Cookie" not in str(answer.headers)
    assert "Cookie" not in answer.get("Vary", "")


def test_an_empty_one_is_whole_and_the_same_each_time(client):
    first = client.get(FEED).content

    assert entries(client) == []
    assert client.get(FEED).content == first


def test_pages_say_where_it_is(client):
    for page in ("/", "/news/", "/follow/"):
        text = client.get(page).text
        assert (
            f'<link rel="alternate" type="application/atom+xml" title="News" href="{FEED}">' in text
        )
    for page in ("/news/", "/follow/"):
        assert f'<a href="{FEED}">' in client.get(page).text


@pytest.mark.parametrize("more", [1, 20])
def test_twenty_items_take_as_many_queries_as_one(client, more, django_assert_num_queries):
    NewsItemFactory.create_batch(more)

    with django_assert_num_queries(2):  # the news, and whose they are
        client.get(FEED)
