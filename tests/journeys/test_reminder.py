"""From the reminder in the mail to "sent" (journey D01, step 7)."""

import re

import pytest

from backbone.demo.seed import PASSWORD
from tests.journeys.test_every_page import problems
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

PRIYA = "priya@backbone.example"
# A partner of its own, that only partners see: no other journey counts its actions.
JUNE = """
import datetime
from django.utils import timezone
from partnership import digest
from partnership.models import Membership, Organisation, User
from strategies.models import Action, Update
from strategies.periods import period_to_report

organisation = Organisation.objects.create(name="Reed Bed Playgroup (made up)", kind="other")
june = User.objects.create(email="june@reed-bed.example", name="June Abel")
today = timezone.localdate()
original = Action.all_objects.get(slug="family-workers-in-kinders")
now = period_to_report(today, original.rhythm, since=original.starts_on)
said_before = list(
    Update.all_objects.filter(action=original, state="accepted", period_end__lt=now.end)
)
Membership.objects.create(user=june, organisation=organisation, role="member", starts_on=today)
for slug, title in [("with", "Mats and music"), ("without", "A trailer of toys")]:
    action = Action.all_objects.get(slug="family-workers-in-kinders")
    action.pk, action.slug, action.title = None, f"reed-bed-{slug}", title
    action.organisation, action.visibility = organisation, "partners"
    action.save(force_insert=True)
    for update in said_before:
        update.pk, update.action = None, action
        update.save(force_insert=True)
assert digest.send_to(june, max(today, now.end)), "there is nothing to remind June of"
"""


@pytest.fixture(scope="module")
def reminded(portal):
    portal.manage("prepare", "shell", "-c", JUNE)


@pytest.fixture
def link(reminded, visitor, javascript) -> str:
    """The path of the link in June's mail, as the outbox of the demonstration shows it."""
    title = "Mats and music" if javascript else "A trailer of toys"
    officer = visitor(size=DESKTOP)
    officer.sign_in(PRIYA, PASSWORD)
    officer.go("/outbox/")
    officer.page.locator(".tasks li", has_text="June Abel").get_by_role("link").click()
    officer.arrive()
    assert problems(officer) == []
    after_title = officer.main().split(title)[1]
    return re.search(r"/two-minutes/\S+", after_title)[0]


def test_one_tap_from_the_mail_says_that_nothing_has_changed(link, visitor, javascript):
    june = visitor(javascript=javascript)
    loads = []
    june.page.on("framenavigated", lambda frame: loads.append(frame.url))

    june.go(link)
    assert "Last time" in june.main()
    assert problems(june) == []
    june.press("Nothing has changed: send that")

    assert "Update sent. Thank you." in june.main()
    assert len(loads) == 2
    assert "session" not in june.cookies()
    june.go(link, status=404)
