"""An update in its states: kept while typing, no connection, sent, undone, nothing has changed."""

import re

import pytest

from backbone.demo.seed import PASSWORD

pytestmark = pytest.mark.journey

ON = re.compile("^(Update this|Go on writing)$")
KEPT = re.compile("Draft kept at .* Only your organisation can see it")


def words_field(person):
    return person.page.get_by_label(re.compile("^What happened"))


def open_form(person, title):
    person.go("/my-updates/")
    person.follow(title)
    person.follow(ON)


@pytest.fixture
def jess(visitor):
    one = visitor()
    one.sign_in("jess@wattle-plains.example", PASSWORD)
    return one


@pytest.mark.usefixtures("more_actions")
def test_words_are_kept_while_she_types(jess):
    title = "A bike for each kinder"
    open_form(jess, title)
    bar = jess.page.locator(".live__bar")

    # Leaving the field keeps it; nothing moves, and she goes on where she is.
    words_field(jess).press_sequentially("Twelve kinders got")
    jess.page.get_by_label("On track", exact=True).check()
    bar.get_by_text(KEPT).wait_for()
    words_field(jess).press_sequentially(" a bike.")
    assert jess.page.evaluate("document.activeElement.id") == "update-what_happened"

    # No connection: her words stay, and it is kept as soon as there is one.
    jess.context.set_offline(True)
    words_field(jess).blur()
    bar.get_by_text("We could not reach the server. Your words are still here.").wait_for()
    assert words_field(jess).input_value() == "Twelve kinders got a bike."
    jess.said.clear()  # the browser says that it could not load
    jess.context.set_offline(False)
    bar.get_by_text(KEPT).wait_for()
    jess.look()

    # Sending without a connection, then again: once, and without a conflict with herself.
    jess.context.set_offline(True)
    jess.page.get_by_role("button", name="Send update").click()
    jess.page.get_by_role("button", name="Try again").wait_for()
    jess.said.clear()
    jess.context.set_offline(False)
    jess.press("Try again")
    assert "Update sent. The backbone team will read it" in jess.main()

    # She sees a slip, takes it back, and leaves the page in the middle of a word.
    jess.press(re.compile("^Undo"))
    assert "Taken back. Nobody has read it." in jess.text()
    words_field(jess).fill("Twelve kinders got a bike. Thirteen, in fa")
    jess.go("/my-updates/")
    assert "Draft saved" in jess.page.locator(".tasks li", has_text=title).inner_text()
    open_form(jess, title)
    assert words_field(jess).input_value() == "Twelve kinders got a bike. Thirteen, in fa"


@pytest.mark.usefixtures("more_actions")
def test_one_tap_says_that_nothing_has_changed(visitor, javascript):
    title = "Swings in every town" if javascript else "Shade on the play ground"
    jess = visitor(javascript=javascript)
    jess.sign_in("jess@wattle-plains.example", PASSWORD)
    jess.follow(title)
    jess.press("Nothing has changed")
    assert "Update sent." in jess.text()
    assert "Nothing has changed since the last update." in jess.main()

    # Undo leaves it as it was for the next.
    jess.go("/my-updates/")
    jess.press(re.compile("^Undo"))
    assert "Taken back. Nobody has read it." in jess.text()
