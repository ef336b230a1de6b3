"""On leave: a colleague covers, and both read it."""

import datetime
import re

import pytest
from django.utils import timezone

from tests.journeys.made import PASSWORD, make_partner
from tests.journeys.mails import open_mail
from tests.journeys.test_every_page import problems
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey


def test_a_colleague_covers(portal, visitor, javascript):
    key = "with" if javascript else "without"
    ann, bob = (f"{name}-{key}@lilly-pilly.example" for name in ("ann", "bob"))
    people = [(ann, "Ann Moss", "member"), (bob, f"Bob {key.title()}", "lead")]
    make_partner(portal, f"Lilly Pilly {key} (made up)", people=people, actions={})
    until = timezone.localdate() + datetime.timedelta(days=9)
    one, two = visitor(javascript=javascript), visitor(javascript=javascript)
    one.sign_in(ann, PASSWORD)
    two.sign_in(bob, PASSWORD)

    one.go("/my-account/")
    one.follow(re.compile("Say until when, and who covers"))
    one.press("Save")
    assert "There are 2 things to fix" in one.main()
    one.page.get_by_label("Last day away").fill(until.isoformat())
    one.page.get_by_label(f"Bob {key.title()}", exact=True).check()
    one.press("Save")
    assert f"Bob {key.title()} covers and gets your reminders." in one.main()

    two.go("/my-updates/")
    assert "You cover for Ann Moss until" in two.main()
    assert (
        "Ann Moss is away until"
        in open_mail(visitor, f"Bob {key.title()}", "You cover for somebody").main()
    )

    # The lead brings her back, when she is back before the day.
    two.go("/our-people/")
    assert "Away until" in two.main()
    two.follow(re.compile("Away Ann Moss"))
    two.press("Ann Moss is back")
    assert "Away until" not in two.main()
    one.go("/my-updates/")
    assert "You are away" not in one.main()


def test_pages_for_being_away_and_for_having_left(visitor):
    grace = visitor(size=DESKTOP)
    grace.sign_in("grace@red-gum.example", PASSWORD)
    found = []
    for link in ("Away Sam Okafor", "Has left Mel Tran"):
        grace.go("/our-people/")
        grace.follow(re.compile(link))
        found += problems(grace)

    assert found == []
