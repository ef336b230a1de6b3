"""D01: from an invitation to the first two updates, on a phone."""

import re

import pytest

from tests.journeys.hands import Fingers, Keys
from tests.journeys.made import make_partner
from tests.journeys.mails import link_in, open_mail
from tests.journeys.test_every_page import problems

pytestmark = pytest.mark.journey

EARLIER = "The Kilmore kinder has no free room"
WORDS = "We found a room behind the library. 26 parents stayed for a chat."
INVITE = """
from partnership import services
priya = User.objects.get(email="priya@backbone.example")
services.invite({email!r}, by=priya, organisation=organisation, role="member")
"""
REMIND = """
from django.utils import timezone
from partnership import digest
from partnership.models import User
from strategies.models import Action
from strategies.periods import period_to_report

today = timezone.localdate()
action = Action.all_objects.get(slug={slug!r})
now = period_to_report(today, action.rhythm, since=action.starts_on)
digest.send_to(User.objects.get(email={email!r}), max(today, now.end))
"""
WAYS = {"with-javascript": Fingers, "without": Fingers, "by-keyboard": Keys}


@pytest.mark.parametrize("way", WAYS)
def test_first_sign_in_and_first_update(way, portal, visitor):
    email = f"noor-{way}@reed-bed.example"
    organisation = f"Reed Bed {way} (made up)"
    first, second = f"Mats and music {way}", f"Toys on a trailer {way}"
    actions = {f"mats-{way}": first, f"toys-{way}": second}
    make_partner(portal, organisation, actions=actions, then=INVITE.format(email=email))
    invitation = link_in(open_mail(visitor, email, "You are invited"), "/invitations/")
    noor = visitor(javascript=way != "without")
    hands = WAYS[way](noor)

    # 1. The invitation says who, where and by whom, and asks for two things.
    noor.go(invitation)
    noor.go(invitation)
    assert "Children and Families Partnership" in noor.text()
    assert organisation in noor.main()
    assert "Priya" in noor.main()
    assert noor.page.locator("main input:visible").count() == 2

    # 2. A weak password: said beside the field and at the top; the name is still there.
    hands.fill("Your name", "Noor Haddad")
    hands.fill("Choose a password", "too short")
    hands.press("Join and sign in")
    assert "There is 1 thing to fix" in noor.main()
    password = noor.page.get_by_label("Choose a password")
    said = noor.page.locator(".govuk-form-group--error .govuk-error-message").inner_text()
    summary = noor.page.locator(".govuk-error-summary__list a")
    assert "12 characters" in said
    assert summary.inner_text() in said
    assert summary.get_attribute("href") == f"#{password.get_attribute('id')}"
    assert noor.page.get_by_label("Your name").input_value() == "Noor Haddad"

    # 3. A good one: My updates, what is due first, with the date in words.
    hands.fill("Choose a password", "three quiet river stones")
    hands.press("Join and sign in")
    assert noor.address == "/my-updates/"
    assert "Hello Noor. 2 updates are due." in noor.main()
    task = " ".join(noor.page.locator(".tasks li").first.inner_text().split())
    assert task.startswith(first)
    assert re.search(r"Due (today|tomorrow|in \d+ days|[A-Z]\w+day|\d+ [A-Z]\w+) ", task)

    # 4. Last time's status and words stay in view; who reads it and what becomes public is said.
    hands.follow(first)
    hands.follow("Update this$", stays=noor.javascript)
    assert EARLIER in noor.main()
    assert "Needs help" in noor.main()
    assert "The backbone team reads it first. Then it goes on the public page" in noor.main()

    # 5. Kept for later, for her organisation only.
    hands.choose("On track")
    hands.fill("^What happened", WORDS)
    hands.press("Save for later", stays=noor.javascript)
    assert re.search("Draft kept at .*Only your organisation can see it", noor.main())
    noor.reload()
    assert WORDS in noor.page.content()

    # 6. Sent: who reads it next, Undo, and what is next due.
    noor.go("/my-updates/")
    hands.follow(first)
    hands.follow("Go on writing$", stays=noor.javascript)
    hands.press("Send update", stays=noor.javascript)
    assert "Update sent. The backbone team will read it" in noor.text()
    assert noor.page.get_by_role("button", name="Undo").count() == 1
    assert noor.page.get_by_role("link", name=f"Next: {second}").count() == 1
    noor.go("/my-updates/")
    sent = noor.page.locator(".tasks li", has_text=first).inner_text()
    assert "Waiting to be read" in sent

    # 7. Signed out; the reminder of the second: straight to its form, one tap, two page loads.
    hands.press("Sign out")
    portal.manage("prepare", "shell", "-c", REMIND.format(slug=f"toys-{way}", email=email))
    officer = open_mail(visitor, "Noor Haddad", "Your updates")
    assert problems(officer) == []
    reminder = link_in(officer, "/two-minutes/", after=second)
    loads = []
    noor.page.on("framenavigated", lambda frame: loads.append(frame.url))
    noor.go(reminder)
    assert second in noor.main()
    hands.press("Nothing has changed: send that")
    assert "Update sent. Thank you." in noor.main()
    assert len(loads) == 2
    noor.go(reminder, status=404)
    noor.go("/my-updates/")
    assert noor.address == "/sign-in/", "the link opened that update and nothing else"

    # 8. In a private window the public still reads the earlier update only.
    neighbour = visitor(javascript=noor.javascript)
    neighbour.go(f"/doing/help-where-children-are/mats-{way}/")
    assert EARLIER in neighbour.main()
    assert WORDS not in neighbour.page.content()

    # The invitation, opened again, says that it was used and offers to sign in.
    noor.go(invitation, status=410)
    assert "It was used already." in noor.main()
    hands.follow("sign in$")
    assert noor.address == "/sign-in/"
