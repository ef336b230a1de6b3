"""The frames and the components every page is made of."""

import gzip
import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from partnership.admin_forms import PlainForm

ROOT = Path(__file__).resolve().parent.parent
PARTNERSHIP = SimpleNamespace(
    name="Hill & River Partnership",
    short_name="Hill",
    second_line="Partnership",
    acknowledgement="We work on Country.",
    contact_email="hello@example.org",
    contact_phone="03 5550 0000",
)
MEL = SimpleNamespace(
    is_authenticated=True,
    is_partner=True,
    is_staff=False,
    name="Mel Tran",
    organisations=[SimpleNamespace(name="Red Gum <Services>")],
)
KINDS = ["better", "worse", "same", "unknown", "met", "late", "context", "help", "stuck"]


class UpdateForm(forms.Form):
    progress = forms.ChoiceField(
        label="How is it going?",
        choices=[("on_track", "On track"), ("stuck", "Stuck")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is going"},
    )
    words = forms.CharField(
        label="What happened?",
        help_text="Plain words.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "never shown"}),
        error_messages={"required": "Say what happened"},
    )
    note = forms.CharField(label="A note", required=False)
    password = forms.CharField(widget=forms.PasswordInput(render_value=True), required=False)


@pytest.fixture
def page(rf):
    """A page rendered in its frame, for a reader; no database is asked."""

    def render(template, path="/", user=MEL, **context):
        request = rf.get(path)
        request.user, request.htmx = user, context.pop("htmx", False)
        context = {"partnership": PARTNERSHIP, "languages": [], "user": user, **context}
        return render_to_string(template, {"demo": False, "messages": [], **context}, request)

    return render


# --- the public frame ----------------------------------------------------------


def test_the_public_frame_is_the_same_for_everybody(page):
    nobody = SimpleNamespace(is_authenticated=False, is_partner=False, is_staff=False)

    assert page("404.html", user=MEL) == page("404.html", user=nobody)


def test_the_public_frame_brings_no_script_and_no_token(page):
    html = page("404.html")

    assert "<script" not in html
    assert "csrf" not in html.lower()


def test_the_skip_link_comes_first_and_leads_to_the_page(page):
    html = page("404.html")

    first = re.search(r"<a [^>]*>", html)[0]

    assert 'href="#main"' in first
    assert '<main id="main" tabindex="-1">' in html


def test_the_title_names_the_page_and_the_partnership(page):
    html = page("404.html")

    assert "<title>We can’t find that page | Hill &amp; River Partnership</title>" in html


@pytest.mark.parametrize(("language", "direction"), [("en-au", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_language_and_direction(page, language, direction):
    with translation.override(language):
        html = page("404.html")

    assert f'<html lang="{language}" dir="{direction}">' in html


def test_a_language_link_stands_only_where_a_language_was_checked(page):
    vietnamese = {"code": "vi", "name": "Tiếng Việt", "url": "/vi/"}

    assert "hreflang" not in page("404.html")
    assert '<a href="/vi/" lang="vi" hreflang="vi">Tiếng Việt</a>' in page(
        "404.html", languages=[vietnamese]
    )


def test_a_demonstration_says_so_and_stays_out_of_search_engines(page):
    real, demo = page("404.html"), page("404.html", demo=True)

    assert "Demonstration." in demo
    assert '<meta name="robots" content="noindex">' in demo
    assert "Demonstration." not in real
    assert "noindex" not in real


def test_help_lines_stand_on_every_page_also_when_all_else_fails(page):
    for template in ("404.html", "403.html", "500.html", "503.html", "400.html"):
        assert 'href="tel:1800737732"' in page(template)


# --- the partners' frame ----------------------------------------------------------


def test_the_partners_frame_says_who_is_signed_in(page):
    html = page("403.html")

    assert "Mel Tran" in html
    assert "Red Gum &lt;Services&gt;" in html
    assert re.search(r'<form method="post" action="/sign-out/">', html)


def test_htmx_shows_refusals_and_runs_nothing_it_was_sent(page):
    html = page("403.html")
    config = json.loads(re.search(r"name=\"htmx-config\" content='([^']*)'", html)[1])
    headers = json.loads(re.search(r"hx-headers='([^']*)'", html)[1])

    def swaps(status):
        rules = config["responseHandling"]
        return next(rule["swap"] for rule in rules if re.search(rule["code"], str(status)))

    statuses = [200, 204, 302, 400, 403, 404, 409, 422, 500]
    assert [status for status in statuses if swaps(status)] == [200, 302, 403, 409, 422]
    assert config["selfRequestsOnly"] is True
    assert [config[k] for k in ("allowEval", "allowScriptTags", "includeIndicatorStyles")] == [
        False
    ] * 3
    assert config["historyCacheSize"] == 0
    assert re.fullmatch(r"\w{64}", headers["X-CSRFToken"])


def test_the_scripts_words_are_all_there(page):
    html = page("403.html")
    script = (ROOT / "static/js/portal.js").read_text("utf-8")

    named = set(re.findall(r'"(opening|sending|slow|unreached|refused)"', script))
    for template in (ROOT / "templates").rglob("*.html"):  # a button's own word for its wait
        named |= set(re.findall(r'data-bar="(\w+)"', template.read_text("utf-8")))

    assert named == set(re.findall(r'<template id="bar-(\w+)"', html))


def test_a_refusal_under_htmx_is_a_sentence_to_land_on(page):
    html = page("components/refused.html", reason="Sam sent it at 2:38 pm.", htmx=True)

    assert "Sam sent it at 2:38 pm." in html
    assert "data-focus" in html
    assert "<html" not in html


def test_an_announcement_belongs_to_fragments_only(page):
    whole = page("components/announce.html", words="Update sent.")
    part = page("components/announce.html", words="Update sent.", htmx=True)

    assert whole.strip() == ""
    assert 'hx-swap-oob="innerHTML:#announce"' in part


# --- components -------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_status_is_a_word_a_shape_and_a_colour(kind):
    html = render_to_string("components/status.html", {"kind": kind, "word": "Some word"})

    assert f'class="status s-{kind}"' in html
    assert "Some word" in html
    assert 'aria-hidden="true"' in html
    for sheet in ("portal.css", "admin-theme.css"):
        assert f".s-{kind}" in (ROOT / "static/css" / sheet).read_text("utf-8")


def test_each_status_has_a_shape_of_its_own():
    shapes = {
        re.sub(
            r"^<svg[^>]*>", "", render_to_string("components/glyph.html", {"kind": kind}).strip()
        )
        for kind in KINDS
    }

    assert len(shapes) == len(KINDS)


def test_a_field_ties_its_hint_and_its_error_to_the_control():
    html = render_to_string("components/field.html", {"field": UpdateForm({})["words"]})

    textarea = re.search(r"<textarea[^>]*>", html)[0]

    assert 'aria-describedby="id_words_helptext id_words_error"' in textarea
    assert 'aria-invalid="true"' in textarea
    assert 'id="id_words_helptext"' in html
    assert 'id="id_words_error"' in html
    assert '<label class="govuk-label govuk-label--s" for="id_words">' in html
    assert "maxlength" not in textarea  # a browser would cut without a word
    assert "placeholder" not in html


def test_a_group_of_choices_keeps_what_was_chosen():
    html = render_to_string(
        "components/field.html", {"field": UpdateForm({"progress": "stuck"})["progress"]}
    )

    chosen = [radio for radio in re.findall(r"<input[^>]*>", html) if " checked" in radio]

    assert "<legend" in html
    assert len(chosen) == 1
    assert 'value="stuck"' in chosen[0]


def test_a_field_that_may_stay_empty_says_so():
    form = UpdateForm()

    assert "A note (optional)" in render_to_string("components/field.html", {"field": form["note"]})
    assert "(optional)" not in render_to_string("components/field.html", {"field": form["words"]})


def test_what_was_typed_comes_back_as_text_and_a_password_never():
    form = UpdateForm({"words": "\n</textarea><script>", "password": "secret words"})

    words = render_to_string("components/field.html", {"field": form["words"]})
    password = render_to_string("components/field.html", {"field": form["password"]})

    assert "\n\n&lt;/textarea&gt;&lt;script&gt;</textarea>" in words
    assert "secret" not in password


def test_the_error_summary_counts_and_leads_to_each_field():
    form = UpdateForm({})

    html = render_to_string("components/error_summary.html", {"form": form})

    assert "There are 2 things to fix" in html
    assert '<a href="#id_progress_0">Choose how it is going</a>' in html
    assert '<a href="#id_words">Say what happened</a>' in html
    assert "data-focus" in html


def test_a_form_without_errors_has_no_summary():
    form = UpdateForm({"progress": "stuck", "words": "We met."})

    assert render_to_string("components/error_summary.html", {"form": form}).strip() == ""


# --- pages for when something fails ---------------------------------------------------


@pytest.mark.parametrize("template", ["400.html", "500.html", "503.html"])
def test_a_page_for_when_little_works_needs_nothing(template):
    html = render_to_string(template)

    assert html.count("<h1>") == 1
    assert "<script" not in html
    for sheet in re.findall(r'href="/static/([^"]+\.css)"', html):
        assert (ROOT / "static" / sheet).is_file()


@pytest.mark.parametrize("template", ["403.html", "409.html"])
def test_a_refused_act_gives_its_reason_as_text(page, template):
    html = page(template, reason="Ask Sam <Okafor>.")

    assert "Ask Sam &lt;Okafor&gt;." in html
    assert "Nothing was changed." in html


# --- weight (PERFORMANCE C) -------------------------------------------------------------


def packed(*names: str) -> int:
    """Bytes sent for files of static/ with gzip."""
    return sum(len(gzip.compress((ROOT / "static" / name).read_bytes(), 6)) for name in names)


def test_the_sheets_of_a_page_stay_light():
    sheets = ["vendor/govuk-frontend/govuk-frontend.css", "css/tokens.css", "css/portal.css"]

    assert packed(*sheets) < 20_000


def test_the_scripts_of_the_partners_pages_stay_light():
    assert packed("vendor/htmx/htmx.min.js", "js/portal.js") < 20_000


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "way_back"),
    [("mai", "strategies:my-updates"), ("bea", "backbone:desk"), (None, "account_login")],
)
def test_a_page_that_is_not_there_shows_a_way_on(person, way_back, client, request):
    if person:
        client.force_login(request.getfixturevalue(person))

    answer = client.get("/no-such-page/")

    assert answer.status_code == 404
    assert f'href="{reverse(way_back)}"' in answer.text
    assert ("Sign out" in answer.text) == bool(person)


def test_an_address_that_only_takes_a_form_says_so_when_it_is_opened(client, mai):
    client.force_login(mai)

    answer = client.get("/my-account/sessions/end-others/")

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "press it there" in answer.text


class AskedByAButton(PlainForm):
    reason = forms.CharField(max_length=5, widget=forms.Textarea)


def test_what_a_button_asks_for_is_cut_by_no_browser_and_refused_with_both_numbers():
    form = AskedByAButton({"reason": "Too long"})

    assert form.errors["reason"] == ["Use 5 characters or fewer. You have 8"]
    assert "maxlength" not in str(form["reason"])
    assert "Too long" in str(form["reason"])
