"""What every template keeps to (SECURITY R20, R24, R25; DESIGN_SYSTEM 9 to 11)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
PAGES = [
    name
    for name in TEMPLATES
    if re.match(r"{% extends \"base\w*\.html\"", (FOLDER / name).read_text("utf-8"))
    and not name.startswith("base")
]

# Templates that may switch escaping off, each with the reason.
UNESCAPED: dict[str, str] = {}
# Names are the same in every language.
NAMES = {"1800RESPECT", "13YARN", "CSV", "SVG"}


def source(name: str) -> str:
    """The template without its comments."""
    text = (FOLDER / name).read_text("utf-8")
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.S)
    return re.sub(r"{#.*?#}", "", text)


def tags(name: str) -> list[str]:
    """Each HTML tag as written, without the template tags inside it: they may hold a ``>``."""
    text = re.sub(r"{%.*?%}|{{.*?}}", "", source(name), flags=re.S)
    return re.findall(r"<[a-zA-Z][^>]*>", text)


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_is_inline(name):
    text = source(name)

    bodies = re.findall(r"<script\b(?![^>]*type=\"application/json\")[^>]*>\s*[^<\s]", text)
    inline = [t for t in tags(name) if re.search(r"\s(style|on\w+|hx-on\S*)\s*=", t)]

    assert bodies == []
    assert inline == []
    assert not re.search(r"<style\b|javascript:|hx-vals=.js:", text)


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_is_loaded_from_elsewhere(name):
    loads = [t for t in tags(name) if re.match(r"<(script|link|img|source|iframe|use)\b", t)]

    assert [t for t in loads if re.search(r"(src|href)=[\"']?(https?:)?//", t)] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_escaping_stays_on(name):
    off = re.findall(r"\|\s*safe\b|\|\s*safeseq\b|{%\s*autoescape\s+off", source(name))

    assert bool(off) == (name in UNESCAPED)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_htmx_asks_for_has_a_plain_address_too(name):
    """Without JavaScript the link or form works; only a draft kept while typing has no twin."""
    text = re.sub(r"{%.*?%}", "", source(name), flags=re.S)
    asking = [t for t in re.findall(r"<[a-zA-Z][^>]*>", text) if re.search(r"hx-(get|post)=", t)]

    plain = r"\s(href|action|formaction)=|data-quiet"
    assert [t for t in asking if not re.search(plain, t)] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_main_heading_and_a_title(name):
    text = source(name)

    # Where the words differ by case, each case writes its own.
    headings = re.sub(r"{% (else|elif)\b.*?{% endif %}", "", text, flags=re.S).count("<h1")

    assert headings == 1
    assert "{% block title %}" in text


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_word_can_be_translated(name):
    text = re.sub(r"{% blocktrans\w*.*?{% endblocktrans\w* %}", "", source(name), flags=re.S)
    text = re.sub(r"<(svg|script|style)\b.*?</\1>", "", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.S)
    attributes = re.findall(r"\s(?:aria-label|alt|title|placeholder|data-label)=\"([^\"]+)\"", text)
    # What is left besides tags and attributes (some templates give only attributes) is for people.
    text = re.sub(r"<[^>]*>|&\w+;|[\w-]+=(\"[^\"]*\"|'[^']*')", " ", text)
    words = re.findall(r"[^\W\d_]{2,}", text)
    named = re.findall(r"\w+", " ".join(NAMES))

    untranslated = [word for word in words if not any(word in name for name in named)]

    assert untranslated == []
    assert [value for value in attributes if re.search(r"[^\W\d_]", value)] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_form_that_changes_something_carries_its_token(name):
    forms = re.findall(r"<form\b.*?</form>", source(name), flags=re.S)

    changing = [form for form in forms if re.search(r"method=\"post\"", form)]

    assert [form for form in changing if "{% csrf_token %}" not in form] == []
