"""Whoever hears only the links of a page knows them apart: one name leads to one place."""

from collections import defaultdict
from html.parser import HTMLParser

import pytest
from django.test import Client

from partnership.access import may_come
from tests.test_access import pages

# The same thing further down; a voice, whose words and speaker are nobody's to see in a list.
NAMELESS = ("#", "/admin/engagement/contribution/")


class Links(HTMLParser):
    """The name of each link, as it is read aloud, with the addresses it leads to."""

    def __init__(self, html: str):
        super().__init__()
        self.found: dict[str, set[str]] = defaultdict(set)
        self.address, self.label, self.words = "", "", []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "a" and "href" in given:
            self.address, self.words = given["href"], []
            self.label = given.get("aria-label", "")

    def handle_data(self, data):
        self.words.append(data)

    def handle_endtag(self, tag):
        if tag == "a" and self.address:
            name = " ".join((self.label or " ".join(self.words)).split())
            if not self.address.startswith(NAMELESS):
                self.found[name].add(self.address)
            self.address = ""


def faults(html: str) -> list[str]:
    return [
        f"“{name}” leads to {sorted(addresses)}"
        for name, addresses in Links(html).found.items()
        if not name or len(addresses) > 1
    ]


def test_two_places_under_one_name_are_found():
    page = '<a href="/1/">More <b>of it</b></a> <a href="#1">More of it</a> <a href="/2/">{}</a>'

    assert faults(page.format("Other")) == []
    assert faults(page.format("More of it")) == ["“More of it” leads to ['/1/', '/2/']"]
    assert faults(page.format("")) == ["“” leads to ['/2/']"]


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["nobody", "mai", "lena", "bea"])
def test_one_name_leads_to_one_place(person, request, everything):
    user, client = request.getfixturevalue(person), Client()
    if user.is_authenticated:
        client.force_login(user)

    looked_at, found = 0, {}
    for url, mark, _name in pages(everything.arguments):
        if not may_come(user, mark) or mark.is_for_everybody == user.is_authenticated:
            continue
        response = client.get(url)
        if response.status_code == 200 and "html" in response.headers["Content-Type"]:
            looked_at += 1
            if wrong := faults(response.text):
                found[url] = wrong

    assert looked_at > 10
    assert found == {}, "\n".join(f"{url} {wrong}" for url, wrong in found.items())
