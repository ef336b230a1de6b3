"""D03 1 to 4 and D01 1 to 3: a lead invites, a person comes, gets a role, leaves."""

import re

import pytest

from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey
PASSWORD = "magpie-lantern-creek"


def the_mailed_link(visitor, address) -> str:
    """The path of the link, as the outbox of the demonstration shows it to the backbone team."""
    officer = visitor(size=DESKTOP)
    officer.sign_in("priya@backbone.example", PASSWORD)
    for _ in range(20):  # the worker writes the mail a moment later
        officer.go("/outbox/")
        mine = officer.page.locator(".tasks li", has_text=address).get_by_role("link")
        if mine.count():
            break
        officer.page.wait_for_timeout(500)
    mine.first.click()
    officer.arrive()
    return re.search(r"/invitations/\S+", officer.main())[0]


def test_from_invitation_to_leaving(visitor, javascript):
    newcomer = f"noor-{'with' if javascript else 'without'}@little-lantern.example"
    lead = visitor(javascript=javascript)
    lead.sign_in("lucia@little-lantern.example", PASSWORD)
    lead.go("/our-people/")
    lead.page.get_by_label("E-mail").fill(newcomer)
    lead.press("Invite")
    assert f"on its way to {newcomer}" in lead.text()
    link = the_mailed_link(visitor, newcomer)

    noor = visitor(javascript=javascript)
    noor.go(link)
    assert "Little Lantern Kinders" in noor.main()
    assert "Lucia Romano" in noor.main()
    noor.page.get_by_label("Your name").fill("Noor Haddad")
    noor.page.get_by_label("Choose a password").fill("too short")
    noor.press("Join and sign in")
    assert "There is 1 thing to fix" in noor.main()
    assert noor.page.get_by_label("Your name").input_value() == "Noor Haddad"
    noor.page.get_by_label("Choose a password").fill("three quiet river stones")
    noor.press("Join and sign in")
    assert noor.address == "/my-updates/"

    lead.go("/our-people/")
    assert newcomer in lead.main()
    lead.follow(re.compile("Has left Noor"))
    assert "Tasks need no handing over" in lead.main()
    lead.press("Yes, has left")
    assert newcomer not in lead.main()
    lead.follow(re.compile("Has left Lucia"))
    lead.page.get_by_role("button", name="Yes, has left").click()
    lead.page.wait_for_load_state()
    assert "last lead" in lead.main()

    noor.page.goto(noor.start + "/my-updates/")
    assert noor.address == "/sign-in/"
