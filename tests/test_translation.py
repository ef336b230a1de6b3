"""
Every word that a person reads can be translated.

An invented language puts ⟦ and ⟧ around each translated sentence. What is left outside of them on
a page must be data: names, numbers, what people wrote.
"""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import translation

READ_ALOUD = {"alt", "title", "aria-label", "placeholder", "data-label"}
NOT_OURS = ("script", "style", "code", "ins", "del")  # a seal, pieces of what people wrote
WORD = r"[^\W\d_]{3,}"
LONGEST_NAME = 60
SAME_IN_EVERY_LANGUAGE = {"1800RESPECT", "Kids Helpline", "YARN", "CSV", "axe"}


class Words(HTMLParser):
    """All that a person sees or hears of a page."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attributes):
        self.silent += tag in NOT_OURS
        self.found += [value for name, value in attributes if name in READ_ALOUD and value]

    def handle_endtag(self, tag):
        self.silent -= tag in NOT_OURS

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.found.append(data.strip())


@pytest.fixture
def invented_language(monkeypatch):
    real = {
        name: getattr(translation._trans, name)
        for name in ("gettext", "ngettext", "pgettext", "npgettext")
    }
    for name, function in real.items():
        monkeypatch.setattr(
            translation._trans, name, lambda *args, f=function: f"⟦{f(*args)}⟧", raising=False
        )


def untranslated(html: str, data: set[str]) -> list[str]:
    """Words outside ⟦⟧ that are no data. A sentence may hold others: ⟦a ⟦b⟧ c⟧."""
    page = Words()
    page.feed(html)
    whole = " ".join(" ".join(data).split())
    text = "\n".join(one for one in page.found if not is_beginning_of(one, whole))
    while True:
        shorter = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
        if shorter == text:
            break
        text = shorter
    for known in sorted(data, key=len, reverse=True):
        if not known.isalpha():  # several words, an address
            text = text.replace(known, " ")
    return [word for word in re.findall(WORD, text) if word not in data]


def is_beginning_of(shown: str, data: str) -> bool:
    """Is it several words of a text that was cut for a list?"""
    words = shown.strip("… “”")
    return " " in words and words in data


def all_data() -> set[str]:
    """Every text that stands in the database; of a name also each word (a greeting)."""
    found = set(SAME_IN_EVERY_LANGUAGE)
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        ]
        for row in model._base_manager.values_list(*names) if names else []:
            for value in map(str, filter(None, row)):
                found |= {value, *value.splitlines()}
                if len(value) <= LONGEST_NAME:
                    found |= set(re.findall(WORD, value))
    return {text for text in found if len(text) >= 3}


PUBLIC_PAGES = [
    ("home", {}), ("about", {}), ("how-we-use-data", {}), ("account_login", {}),
    ("measurement:how-we-decide", {}), ("measurement:indicator", None),
    ("measurement:measures", {}),
    ("account_reset_password", {}), ("account_reset_password_done", {}),
    ("account_reset_password_from_key_done", {}),
    ("strategies:doing", {}), ("strategies:action", None), ("strategies:strategy", None),
    ("partners", {}), ("partner", None),
    ("agenda:current", {}), ("agenda:version", None), ("agenda:changes", None),
    ("agenda:outcome", None), ("agenda:outcome-in", None), ("agenda:voices", {}),
    ("engagement:have-your-say", {}), ("engagement:question", None), ("engagement:receipt", {}),
    ("engagement:you-said", {}), ("engagement:theme", None), ("engagement:sheet", {}),
    ("engagement:poster", {}), ("engagement:news", {}), ("engagement:news-item", None),
    ("engagement:follow", {}), ("engagement:follow-asked", {}), ("engagement:confirm", None),
    ("engagement:unsubscribe", None),
    ("groups", {}), ("group", None), ("decisions", {}), ("decision", None),
    ("backbone:resources", {}), ("backbone:funding", {}), ("backbone:asks", {}),
    ("backbone:not-yet", {}), ("backbone:search", {}),
    ("measurement:learning", {}), ("measurement:question", None),
]  # fmt: skip
PARTNER_PAGES = [
    ("our-organisation", {}),
    ("our-part", {}),
    ("agenda:our-word", None),
    ("my-mail", {}),
    ("backbone:meetings", {}),
    ("backbone:meeting", None),
    ("backbone:for-partners", {}),
    ("backbone:our-search", {}),
    ("measurement:propose-finding", None),
    ("strategies:two-minutes", None),
    ("strategies:my-updates", {}),
    ("strategies:ideas", {}),
    ("strategies:propose", {}),
    ("strategies:rating", None),
    ("strategies:update", None),
    ("strategies:update-history", None),
    ("strategies:update-files", None),
    ("strategies:add-evidence", None),
    ("strategies:remove-evidence", None),
    ("my-account", {}),
    ("mfa_index", {}),
    ("account_change_password", {}),
    ("account_reauthenticate", {}),
    ("our-people", {}),
    ("away", None),
    ("acting-for", {}),
    ("engagement:write-down", {}),
]
BACKBONE_PAGES = [("backbone:desk", {}), ("backbone:nudge", None)]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "arguments"), PUBLIC_PAGES, ids=[p[0] for p in PUBLIC_PAGES])
def test_every_word_of_a_public_page_can_be_translated(
    name, arguments, client, everything, invented_language
):
    url = reverse(name, kwargs=everything.arguments[name] if arguments is None else arguments)

    response = client.get(url)

    assert response.status_code == 200
    assert "⟦" in response.text
    assert untranslated(_content(response), all_data()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "arguments"), PARTNER_PAGES, ids=[p[0] for p in PARTNER_PAGES])
def test_every_word_of_a_partners_page_can_be_translated(
    name, arguments, client, mai, everything, invented_language
):
    client.force_login(mai)
    url = reverse(name, kwargs=everything.arguments[name] if arguments is None else arguments)

    response = client.get(url)

    assert response.status_code == 200
    assert untranslated(_content(response), all_data()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["outbox", "outbox-mail"])
def test_every_word_of_the_outbox_can_be_translated(
    name, client, bea, everything, settings, invented_language
):
    settings.IS_DEMO = True
    client.force_login(bea)

    response = client.get(reverse(name, kwargs=everything.arguments.get(name)))

    assert response.status_code == 200
    assert untranslated(_content(response), all_data()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "arguments"), BACKBONE_PAGES, ids=[p[0] for p in BACKBONE_PAGES])
def test_every_word_of_a_page_of_the_desk_can_be_translated(
    name, arguments, client, bea, everything, invented_language
):
    client.force_login(bea)
    url = reverse(name, kwargs=everything.arguments[name] if arguments is None else arguments)

    response = client.get(url)

    assert response.status_code == 200
    assert untranslated(_content(response), all_data()) == []


@pytest.mark.django_db
def test_a_language_that_nobody_has_checked_is_not_there(client, everything):
    assert client.get("/vi/").status_code == 404
    assert "/vi/" not in client.get("/").text


@pytest.mark.django_db
def test_a_checked_language_has_its_address_prefix_and_a_link(settings, everything):
    settings.LANGUAGES = [("en-au", "English"), ("vi", "Tiếng Việt")]

    client = Client()
    english, vietnamese = client.get("/about/"), client.get("/vi/about/")

    assert 'href="/vi/about/"' in english.text
    assert '<html lang="vi"' in vietnamese.text
    assert 'href="/about/"' in vietnamese.text
    assert not vietnamese.cookies


def _content(response) -> str:
    """The page without the address that it was printed from."""
    return response.text.replace(response.wsgi_request.build_absolute_uri(), "")
