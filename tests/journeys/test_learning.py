"""A partner proposes what was found; the backbone records it; everybody reads it."""

import pytest

from backbone.demo.seed import PASSWORD
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

QUESTION = "/learning/what-makes-students-feel-they-belong/"
FOUND = "Students belong where somebody knows their name"


def test_a_finding_from_a_partner_to_everybody(javascript, visitor):
    found = f"{FOUND} ({'with' if javascript else 'without'} a script)"
    tom = visitor(size=DESKTOP, javascript=javascript)
    tom.sign_in("tom@ferry-road.example", PASSWORD)

    tom.go(QUESTION)
    tom.follow("Propose what you found")
    tom.press("Propose it to the partners")
    assert "Say what you found" in tom.main()
    tom.page.get_by_label("What? Say in one sentence").fill(found)
    tom.page.get_by_label("Students in Years 7 to 9").check()
    tom.page.get_by_label("We are not sure", exact=True).check()
    tom.page.get_by_label("What are you not sure of?").fill("We asked 12 students.")
    tom.press("Propose it to the partners")
    assert found in tom.main()

    reader = visitor(size=DESKTOP, javascript=javascript)
    reader.go(QUESTION)
    assert found not in reader.main(), "it is not agreed yet"

    priya = visitor(size=DESKTOP, javascript=javascript)
    priya.sign_in("priya@backbone.example", PASSWORD)
    priya.go("/admin/measurement/finding/")
    row = priya.page.locator("tr", has_text=found)
    row.get_by_role("link", name="Record what the partners said").click()
    priya.page.get_by_label("What was said").select_option(label="The partners agree")
    priya.page.get_by_role("button", name="Write it down").click()
    priya.page.wait_for_url("**/admin/measurement/finding/")

    other = visitor(size=DESKTOP, javascript=javascript)  # the first one keeps the page a while
    other.go(QUESTION)
    assert found in other.main()
    assert "We asked 12 students." in other.main()
