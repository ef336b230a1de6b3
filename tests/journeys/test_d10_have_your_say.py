"""Having a say without an account, and hearing back (journey D10), step by step."""

import re

import pytest

from backbone.demo.engagement_words import VOICES
from tests.everything_public import read_all
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

PASSWORD = "magpie-lantern-creek"
QUESTION = "What would make the morning easier, from bed to kinder?"
VOICES_IN_ADMIN = "/admin/engagement/contribution/?waits=yes"


def test_somebody_speaks_and_hears_back(visitor, javascript):
    when = "early" if javascript else "late"
    words = f"The {when} bus would carry Jayden and me to kinder. We walk. It rains."
    mum, team = visitor(javascript=javascript), visitor(size=DESKTOP, javascript=javascript)

    # 1: what is open, considered and closed with what came of it; each with its dates.
    mum.go("/have-your-say/")
    for state in (
        r"Open Open until \d+ \w+ \d{4}\. We answer by \d+ \w+ \d{4}\.",
        r"We are looking at it Closed on \d+ \w+ \d{4}\. We answer by \d+ \w+ \d{4}\.",
        r"Answered .+ It was open until \d+ \w+ \d{4}\.",
    ):
        assert re.search(state, mum.main()), state
    assert "A person of the backbone team reads it within 5 days" in mum.main()

    # 2: what is asked, what can and cannot change, who reads it, until when; nobody asks who.
    mum.follow(QUESTION)
    for said in ("Your answer can change", "It cannot change", "Who reads it", "We answer by"):
        assert said in mum.main()
    assert "No name needed." in mum.main()
    assert mum.page.locator("form.panel label, form.panel legend").all_inner_texts()[:3] == [
        "What do you want to tell us?", "Where do you live? (optional)",
        "How old are you? (optional)",
    ]  # fmt: skip
    assert mum.page.locator("form.panel [type=email], form.panel [type=tel]").count() == 0

    # 3: before sending, the page shows what would be public, and points out both.
    say(mum, f"{words} Ring 0412 345 678.")
    assert "Everybody could read this" in mum.main()
    assert f"“{words} Ring 0412 345 678.”" in mum.main()
    assert "“Jayden”: a name" in mum.main()
    assert "“0412 345 678”: a phone number" in mum.main()
    mum.press("Change it")
    say(mum, words)

    # 4: a receipt code, and what happens next with dates.
    mum.press("Send")
    code = mum.page.locator("#code").inner_text()
    assert re.fullmatch(r"(\w{4} ){3}\w{4}", code)
    assert re.search(r"By \d+ \w+ \d{4}: a person reads it\.", mum.main())
    assert re.search(r"By \d+ \w+ \d{4}: we say on this site what we did", mum.main())
    assert set(mum.cookies()) <= {"csrf"}
    if javascript:
        assert mum.page.evaluate("localStorage.length + sessionStorage.length") == 0

    # 5: the team takes a name out, says why, and shows the rest.
    edited = words.replace("Jayden", "[name removed]")
    team.sign_in("ben@backbone.example", PASSWORD)
    team.go("/desk/")
    assert "Voices to read" in team.main()
    find(team, words)
    page = team.page
    page.get_by_label("The words without it").fill(edited)
    page.get_by_label("Why", exact=True).select_option(label="A child could be recognised.")
    page.get_by_role("button", name="Take it out").click()
    page.get_by_text("It is taken out.").wait_for()
    page.get_by_label("No child can be recognised").check()
    page.get_by_role("button", name="Show it to everybody").click()
    page.get_by_text("Everybody can read it now.").first.wait_for()
    page.get_by_label("Getting there").check()
    page.get_by_role("button", name="Save the themes").click()
    page.get_by_text("The themes are saved.").wait_for()
    mum.go("/you-said-we-did/getting-there/")
    shown = mum.page.locator(".voice", has_text=edited).inner_text()
    assert "We took something out to protect a person." in shown
    assert "Jayden" not in mum.text()

    # 6: the team answers, and says by which decision; all can read what was said by how many.
    point = f"The {when} bus leaves before we are awake."
    did = f"Two partners drive in the {when} hour until the department answers."
    answer(team, point, did)
    mum.go("/you-said-we-did/")
    row = mum.page.locator(".said__row", has_text=point)
    assert did in row.inner_text()
    assert re.search(r"About: Getting there, \d+ voices", row.inner_text())

    # Done when: from a decision to the contributions behind it, and back.
    row.get_by_role("link", name="Ask for a bus that reaches Murchison before nine").click()
    mum.arrive()
    assert point in mum.main()
    mum.page.get_by_role("listitem").filter(has_text=point).get_by_role(
        "link", name="Getting there"
    ).click()
    mum.arrive()
    assert edited in mum.main()
    mum.follow("Ask for a bus that reaches Murchison before nine")
    assert mum.address.startswith("/decisions/")

    # 7: the code tells what became of the words; they can be changed or deleted.
    open_receipt(mum, code)
    assert "Everybody can read it now" in mum.main()
    assert "Getting there" in mum.main()
    assert did in mum.main()
    mum.page.get_by_label("Your words").fill(f"The {when} bus is full.")
    mum.press("Check your new words")
    mum.press("Save my new words")
    assert "We have your new words." in mum.main()
    assert "Waits to be read" in mum.main()
    mum.press("Take my words back")
    mum.press("Yes, delete my words")
    assert "Your words are deleted" in mum.main()


def test_the_counts_say_what_waits_and_who_was_not_heard(visitor, javascript):
    """Step 8: heard, answered, changed; what waits too long; who has not spoken."""
    reader = visitor(javascript=javascript)

    reader.go("/you-said-we-did/")

    counts = r"We heard (\d+) voices\. (\d+) got an answer, (\d+) led to a change\."
    heard, answered, changed = map(int, re.search(counts, reader.main()).groups())
    assert heard >= answered >= changed > 0
    assert re.search(r"\d+ voices? waits? to be read for longer than we promised", reader.main())
    waiting = reader.page.locator(".lines li", has_text="Waiting for help").first
    assert "Answer is late" in waiting.inner_text()
    quiet = reader.main().split("Whom we have not heard enough")[1].split("Whom we heard")[0]
    assert "Age: Under 13" in quiet
    assert "Murrindindi" in quiet


def test_what_was_not_meant_for_all_is_in_no_page_export_or_feed(portal):
    """Done when: nothing that was marked “do not show” is in any public output."""
    kept_back = [
        text for text, _who, consent, *_rest, more in VOICES
        if text and (consent != "quote_public" or more.get("state") == "received")
    ]  # fmt: skip

    everything = read_all(portal, words="I stopped asking")

    assert len(kept_back) >= 5
    assert {path.rsplit(".", 1)[-1] for path in everything} >= {"csv", "json"}
    assert any("One form for all of you" in body for body in everything.values())
    found = [
        (path, text) for path, body in everything.items() for text in kept_back if text in body
    ]
    assert found == []


def test_a_wrong_code_and_an_unknown_one_get_the_same_answer(visitor, javascript):
    somebody = visitor(javascript=javascript)

    answers = []
    for code in ("0000 0000 0000 0000", "wrong"):
        open_receipt(somebody, code)
        answers.append(somebody.main())

    assert "No words have this code." in answers[0]
    assert answers[0] == answers[1]


def say(person, words: str):
    person.page.get_by_label("What do you want to tell us?").fill(words)
    person.page.get_by_label("Show them on this site").check()
    person.press("Check what you wrote")


def open_receipt(person, code: str):
    person.go("/receipt/")
    person.page.get_by_label("Your code").fill(code.lower().replace(" ", ""))
    person.press("Show me")


def find(team, words: str):
    """Open what waits, one after the other, until these words stand there."""
    team.page.goto(team.start + VOICES_IN_ADMIN)
    links = team.page.locator("#result_list tbody th a")
    for address in [link.get_attribute("href") for link in links.all()]:
        team.page.goto(team.start + address)
        if words in team.page.locator("#content-main").inner_text():
            return
    raise AssertionError("these words are not at the desk")


def answer(team, point: str, did: str):
    """Write an answer that rests on a decision, and publish it."""
    page = team.page
    page.goto(f"{team.start}/admin/engagement/answer/add/")
    if team.javascript:
        page.locator("#id_themes_from").select_option(label="Getting there")
        page.locator("#id_themes_add").click()
    else:
        page.locator("#id_themes").select_option(label="Getting there")
    page.get_by_label("You said").fill(point)
    page.get_by_label("Result").select_option(label="We are doing it")
    page.get_by_label("We did").fill(did)
    page.locator("#id_decision").select_option(
        label=page.locator("#id_decision option", has_text="Murchison").first.inner_text()
    )
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("button", name="Publish it").click()
    page.get_by_text("Everybody can read it now.").first.wait_for()
