"""A partner says how it goes, and the backbone team answers (journeys D01 and D02)."""

import re

import pytest

from backbone.demo.seed import PASSWORD
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

PRIYA = "priya@backbone.example"
WAITING = "/admin/strategies/update/?state__exact=submitted"


@pytest.fixture
def member(visitor, javascript):
    """Somebody of a partner on her phone, signed in: ``member("mel@red-gum.example")``."""

    def sign_in(email):
        one = visitor(javascript=javascript)
        one.sign_in(email, PASSWORD)
        assert one.address == "/my-updates/"
        return one

    return sign_in


@pytest.fixture
def officer(visitor, javascript):
    """Backbone staff at a desk, signed in."""
    one = visitor(javascript=javascript, size=DESKTOP)
    one.sign_in(PRIYA, PASSWORD)
    return one


def words_field(person):
    return person.page.get_by_label(re.compile("^What happened"))


def choose(person, how):
    person.page.get_by_label(how, exact=True).check()


def start_writing(person, title):
    person.go("/my-updates/")
    person.follow(re.compile(title))
    link = person.page.get_by_role("link", name=re.compile("^(Update this|Go on writing)$"))
    if link.count():  # what was sent back is open already
        person.follow(re.compile("^(Update this|Go on writing)$"))


def line_of(person, title) -> str:
    """What My updates says about an action."""
    person.go("/my-updates/")
    return " ".join(person.page.locator(".tasks li", has_text=title).first.inner_text().split())


def open_waiting(officer, title):
    officer.go(WAITING)
    officer.follow(re.compile(title))


@pytest.mark.usefixtures("more_actions")
def test_from_not_started_to_public(member, officer, visitor, javascript):
    email, title, slug = {
        True: (
            "mel@red-gum.example",
            "Family workers in four kinders",
            "family-workers-in-kinders",
        ),
        False: (
            "lucia@little-lantern.example",
            "Stories at the kinder gate",
            "stories-at-the-gate",
        ),
    }[javascript]
    words = f"We found a room in Kilmore ({slug}). 26 parents stayed for a chat."
    public = f"/doing/help-where-children-are/{slug}/"

    # She sees what is due, and opens one that nobody has started.
    mel = member(email)
    assert re.search(r"Hello \w+\. \d+ updates are due\.", mel.main())
    assert "Not started" in line_of(mel, title)
    start_writing(mel, title)
    assert "The Kilmore kinder has no free room" in mel.main(), "the last words stay in view"
    assert "The backbone team reads it first. Then it goes on the public page" in mel.main()

    # She writes, saves for later, and finds it again.
    words_field(mel).fill(words)
    mel.press("Save for later")
    assert "Only your organisation can see it." in mel.main()
    if javascript:
        assert mel.page.evaluate("document.activeElement.textContent") == "Save for later"
    mel.reload()
    assert words in mel.page.content()
    assert "Draft saved" in line_of(mel, title)

    # She sends it without saying how it is going: told so, nothing is lost.
    start_writing(mel, title)
    assert words_field(mel).input_value() == words
    mel.press("Send update")
    assert mel.page.title().startswith("Error:")
    assert "There is 1 thing to fix" in mel.main()
    assert words_field(mel).input_value() == words
    if javascript:
        assert mel.page.evaluate("document.activeElement.className") == "govuk-error-summary"

    # Now she sends it, and is told who reads it and what is next.
    choose(mel, "On track")
    mel.press("Send update")
    assert "Update sent. The backbone team will read it" in mel.text()
    assert mel.page.get_by_role("link", name=re.compile("^Next: ")).count() == 1
    assert "Waiting to be read" in line_of(mel, title)

    # The public does not see it yet.
    neighbour = visitor(javascript=javascript)
    neighbour.go(public)
    assert "The Kilmore kinder has no free room" in neighbour.main()
    assert words not in neighbour.main()

    # The backbone team accepts it in the admin.
    open_waiting(officer, title)
    assert words in officer.main()
    officer.press("Accept")
    assert re.search(f"“{title}.*” is now:", officer.text())

    # Everybody reads it: on the action's page, in the list, beside the measure, on the first page.
    reader = visitor(javascript=javascript)
    reader.go(public)
    assert words in reader.main()
    for address in ("/doing/", "/measures/feelings-and-behaviour-at-school-start/"):
        reader.go(address)
        row = reader.page.get_by_role("row", name=re.compile(title)).inner_text()
        assert "On track" in row
        assert today_of(mel) in row
    reader.go("/")
    assert words in reader.main()
    assert reader.cookies() == []
    assert "Published" in line_of(mel, title)


def today_of(member) -> str:
    """The day as the portal writes it: Melbourne's, whatever the machine's zone."""
    from django.utils import timezone
    from django.utils.formats import date_format

    return date_format(timezone.localdate(), "j F Y")


def test_sent_back_with_a_question(member, officer, javascript):
    email, title = {
        True: ("tom@ferry-road.example", "Four visits before the first day"),
        False: ("grace@red-gum.example", "Home visits before kinder"),
    }[javascript]
    question = "How many of them came for the second time? One number is plenty."
    more = " 12 came for the second time."

    # The backbone team asks; a question without words is refused.
    open_waiting(officer, title)
    officer.press("Send back with this question")
    assert officer.page.get_by_role("alert").count() == 1
    officer.page.get_by_label("Your question").fill(question)
    officer.press("Send back with this question")
    assert re.search(f"“{title}.*” is now:", officer.text())

    # It arrives as a person's question, beside what was written before.
    tom = member(email)
    assert "Priya asked: “How many of them came" in line_of(tom, title)
    assert "Sent back to you" in line_of(tom, title)
    start_writing(tom, title)
    assert "Priya asks" in tom.main()
    assert question in tom.main()
    before = words_field(tom).input_value()
    assert before

    # The answer goes the same way, and is accepted.
    words_field(tom).fill(before + more)
    tom.press("Send again")
    assert "Update sent." in tom.text()
    open_waiting(officer, title)
    assert more in officer.main()
    officer.press("Accept")
    assert "Published" in line_of(tom, title)


def test_two_people_write_at_once(member):
    title = "One plan for each child"
    mels, sams = "31 children have a plan, says Mel.", "33 children have a plan, says Sam."
    mel, sam = member("mel@red-gum.example"), member("sam@red-gum.example")
    start_writing(mel, title)
    start_writing(sam, title)

    words_field(mel).fill(mels)
    mel.press("Save for later")
    words_field(sam).fill(sams)
    sam.press("Save for later")

    assert "2 versions. Both are safe in the history." in sam.main()
    assert "Mel Tran saved this update on" in sam.main()
    versions = [" ".join(v.split()) for v in sam.page.locator(".version").all_inner_texts()]
    assert sams in versions[0]
    assert mels in versions[1]

    sam.press("Keep mine")
    assert "Draft kept" in sam.main()
    start_writing(mel, title)
    assert words_field(mel).input_value() == sams

    # Hers are in the history, and come back with one click.
    mel.follow(re.compile("^History"))
    mel.page.locator(".lines li", has_text=mels).get_by_role("button").first.click()
    mel.arrive()
    assert words_field(mel).input_value() == mels


@pytest.fixture
def mel_typing(member):
    """Mel on her phone, with an answer to a question in the form that she has not sent yet."""
    mel = member("mel@red-gum.example")
    start_writing(mel, "Tuesday drop-in, Seymour")
    words_field(mel).fill(ANSWER)
    choose(mel, "Needs help")
    return mel


ANSWER = "11 families came a second time."


def test_session_ends_while_she_types(mel_typing, javascript):
    mel = mel_typing
    form = mel.address

    mel.context.clear_cookies(name="session")
    mel.page.get_by_role("button", name="Send again").click()
    mel.page.wait_for_url(re.compile("/sign-in/"))
    mel.look()
    mel.fill_in_sign_in("mel@red-gum.example", PASSWORD)

    # She is back at the form, and what she typed is in it.
    assert mel.address.startswith(form)
    assert words_field(mel).input_value() == ANSWER
    assert mel.page.get_by_label("Needs help", exact=True).is_checked()


@pytest.mark.parametrize("javascript", [True], ids=["with-javascript"])
def test_cookies_are_gone_while_she_types(mel_typing):
    mel = mel_typing

    mel.context.clear_cookies()
    mel.press("Send again")

    assert "This page has been open for too long. Copy your words" in mel.text()
    assert words_field(mel).input_value() == ANSWER
