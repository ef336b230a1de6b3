"""From what is done to why, and back (journeys D04 and D09); a lead rates on her phone."""

import re

import pytest

from backbone.demo.seed import PASSWORD

pytestmark = pytest.mark.journey


def test_what_is_done_why_and_what_was_learnt(visitor):
    neighbour = visitor(javascript=False)
    neighbour.go("/measures/feelings-and-behaviour-at-school-start/")
    neighbour.go("/doing/")
    assert "What we no longer do, and what we learnt" in neighbour.main()

    neighbour.follow("Bring help to where children already are")
    assert "Why we chose this" in neighbour.main()
    assert "What spoke against it:" in neighbour.main()
    assert re.search(r"6 of \d+ partners rated it\.", neighbour.main())
    neighbour.follow("Family workers in four kinders")
    neighbour.follow("Bring help to where children already are")
    neighbour.follow(re.compile("^How we are going: Children who find"))
    assert neighbour.address == "/measures/feelings-and-behaviour-at-school-start/"

    neighbour.go("/strategies/saturday-drop-in/")
    assert "We now ask parents first." in neighbour.main()
    neighbour.follow("Saturday play morning")
    assert "What we learnt from it: In Seymour, week nights suit parents better" in neighbour.main()
    assert neighbour.cookies() == []


def test_a_lead_rates_on_her_phone(visitor, javascript):
    email = "lucia@little-lantern.example" if javascript else "grace@red-gum.example"
    lead = visitor(javascript=javascript)
    lead.sign_in(email, PASSWORD)

    lead.go("/ideas/")
    assert "A lift to kinder" in lead.main()
    lead.page.get_by_role("link", name=re.compile("^Rating of")).first.click()
    assert "You have rated 0 of 2." in lead.main()
    lead.follow("A lift to kinder")
    for question in ("Impact", "Influence", "Networks", "Knowledge", "Resources"):
        choose(lead, question, "4")
    lead.press("Keep our rating")
    assert "Feasibility: choose from 1 to 5, or “Cannot say”" in lead.main()

    choose(lead, "Feasibility", "Cannot say")
    lead.press("Keep our rating")
    assert "Kept. You can change it until the round is over." in lead.text()
    lead.follow(re.compile("^Next: Reach the families" if javascript else "^Reach the families"))
    assert "Six questions" in lead.main()

    other = visitor(javascript=javascript)
    other.sign_in("mel@red-gum.example" if javascript else "noor@stony-creek.example", PASSWORD)
    other.go("/ideas/")
    other.page.get_by_role("link", name=re.compile("^Rating of")).first.click()
    assert "A lead of your organisation rates for you." in other.main()
    assert "4 of 5" not in other.main()
    other.go("/ideas/")
    other.page.get_by_role("link", name=re.compile("^Rating of")).last.click()
    assert "Partners see it in two ways" in other.main()


def choose(lead, question: str, answer: str) -> None:
    group = lead.page.get_by_role("group", name=re.compile(f"^{question}:"))
    group.get_by_label(answer, exact=True).check()
