"""
Taking part on own terms, and taking it back (journey D13), as far as its objects exist.

An activity with its invitation, a story under a chosen name and a pack come later; a voice stands
in for the story.
"""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests.everything_public import fetch, read_all, three_in_a_row
from tests.journeys.test_d10_have_your_say import PASSWORD, find, open_receipt
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

AWAY = "**/leave/"  # which sends to the weather; in a test nothing is asked of the internet
TABLET = {"width": 768, "height": 1024}
USES = [
    "Show them on this site, without my name",
    "Only partners read them, to plan with",
    "Read them, count them, then delete them",
]

# The team takes it up and quotes it, in an answer about a strategy, in news and in the agenda.
QUOTED = """
from agenda.models import Agenda, AspirationLink, Outcome
from django.utils import timezone
from engagement import services
from engagement.models import Answer, Contribution, NewsItem, Theme
from partnership.models import User
from strategies.models import Strategy

ben = User.objects.get(email="ben@backbone.example")
voice = Contribution.all_objects.get(text={words!r})
outcome = Outcome.objects.get(slug="safe-and-well")
theme = Theme.objects.get(slug="one-person")
services.set_themes(voice, by=ben, themes=[theme])
aspiration = services.take_up(voice, by=ben)
type(aspiration).all_objects.filter(pk=aspiration.pk).update(state="published")
agenda = Agenda.all_objects.get(state="consultation")
AspirationLink.objects.create(aspiration=aspiration, agenda=agenda, outcome=outcome)
answer = Answer.all_objects.create(
    you_said={point!r}, quoted=voice, result="doing", we_did="The same worker comes each week."
)
answer.themes.add(theme)
answer.outcomes.add(outcome)
answer.strategies.add(Strategy.all_objects.get(slug="help-where-children-are"))
services.publish_answer(answer, by=ben)
item = NewsItem.all_objects.create(slug={slug!r}, title={title!r}, body="Read what we heard.")
item.quotes.add(voice)
services.publish_news(item, by=ben)
"""


def test_told_through_a_worker_quoted_and_taken_back(visitor, portal, javascript):
    mark = "lamp" if javascript else "door"
    words = f"She left the {mark} open so that I could come back at night."
    point = f"Leave a {mark} open."
    worker = visitor(javascript=javascript, size=TABLET)
    team, person = visitor(javascript=javascript, size=DESKTOP), visitor(javascript=javascript)

    # 2: each use apart, and nothing is ticked beforehand.
    worker.sign_in("mel@red-gum.example", PASSWORD)
    worker.go("/write-down/")
    for use in USES:
        assert not worker.page.get_by_label(use).is_checked()
    assert worker.page.locator("main :checked:not(option)").count() == 0

    # 3: a worker types. The record says so, and that the person chose; the tablet keeps nothing.
    worker.page.get_by_label("Said to a worker").check()
    worker.page.get_by_label("What did the person say?").fill(words)
    worker.page.get_by_label(USES[0]).check()
    worker.press("Send and show the code")
    assert "Read the question to the person" in worker.main()
    worker.page.get_by_label("I read this question aloud").check()
    worker.press("Send and show the code")
    code = worker.page.locator("#code").inner_text()
    worker.follow("Done: this device keeps nothing")
    leaves_nothing(worker, mark, code)
    team.sign_in("ben@backbone.example", PASSWORD)
    find(team, words)
    record = team.page.locator("#content-main").inner_text()
    assert re.search(r"Said to a worker \(.*Mel", record)
    assert re.search(r"Show them on this site, without my name \(wording 1, en", record)

    # 4 and 5: it is shown, quoted and linked; her code tells where.
    team.page.get_by_label("No child can be recognised").check()
    team.page.get_by_role("button", name="Show it to everybody").click()
    script = QUOTED.format(words=words, point=point, slug=f"a-{mark}", title=f"News of the {mark}")
    portal.manage("web", "shell", "-c", script)
    open_receipt(person, code)
    assert "Everybody can read it now" in person.main()
    used = person.main().split("Where we use your words")[1]
    for where in (point, f"News of the {mark}", "What people told us"):
        assert where in used
    assert "Your name is nowhere" in used
    for address in (
        "/you-said-we-did/", "/you-said-we-did/one-person/", f"/news/a-{mark}/",
        "/what-people-told-us/", "/agenda/v3/outcomes/O2/",
    ):  # fmt: skip
        assert words in fetch(portal.url[:-1] + address)

    # 6: taking it back says what will happen, and what cannot be undone.
    person.press("Take my words back")
    assert "We cannot take back paper that was printed" in person.main()
    assert "It cannot be undone." in person.main()
    person.press("Yes, delete my words")

    # 7: at once, no three words in a row of it are anywhere; nor was who said it.
    everything = read_all(portal, words=words)
    assert len(everything) > 100
    assert quoting(everything, words) == {}

    # 8: without the words, it still says that people shaped it.
    person.go("/agenda/v3/outcomes/O2/")
    assert "Withdrawn at the speaker’s request." in person.main()
    person.go("/strategies/help-where-children-are/")
    assert point in person.main()
    assert re.search(r"One person who stays: \d+ voices", person.main())


def quoting(everything: dict[str, str], words: str) -> dict[str, list[str]]:
    """Where three words in a row of it stand; the page of a search repeats what was asked."""
    found = {
        path: [three for three in three_in_a_row(words) if three in body]
        for path, body in everything.items()
        if not path.startswith("/search/")
    }
    return {path: threes for path, threes in found.items() if threes}


def leaves_nothing(person, *secrets: str):
    """Neither the page, nor Back, nor what the browser keeps holds a word of it."""
    kept = []
    if person.javascript:
        kept.append(person.page.evaluate("JSON.stringify([localStorage, sessionStorage])"))
    with suppress(Error):  # Chromium has nothing to show, and says so
        person.page.go_back()
    kept.append(person.text())
    assert [secret for secret in secrets for text in kept if secret in text] == []
    assert [c for c in person.context.cookies() if any(s in str(c) for s in secrets)] == []


@pytest.mark.parametrize("way", ["link", "button", "shift"])
def test_leaving_is_one_press_and_back_does_not_return(visitor, way):
    somebody = visitor(javascript=way != "link")
    somebody.context.route(
        AWAY, lambda route: route.fulfill(body="<h1>Rain</h1>", content_type="text/html")
    )
    somebody.go("/have-your-say/")
    somebody.page.get_by_label("What do you want to tell us?").fill("He hits us.")

    if way == "shift":
        for _time in range(3):
            somebody.page.keyboard.press("Shift")
    else:
        somebody.page.get_by_role("link", name="Leave this site now").click()
    somebody.page.wait_for_url(AWAY)
    somebody.page.go_back()

    text = somebody.page.locator("textarea")
    assert text.count() == 0 or text.input_value() == ""
    if way != "link":
        assert "/have-your-say/" not in somebody.page.url
