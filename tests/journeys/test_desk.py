"""The backbone team's morning: the desk, and a call that is noted (journey D05, first half)."""

import pytest

from backbone.demo.seed import PASSWORD
from tests.journeys.visitor import DESKTOP, PHONE

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_morning_at_the_desk(size, visitor, javascript):
    priya = visitor(javascript=javascript, size=size)
    priya.sign_in("priya@backbone.example", PASSWORD)
    assert priya.address == "/desk/"
    assert "Late: stops at 2019" in priya.main()
    assert "Ask a nurse at enrolment" in priya.main()

    priya.page.get_by_role("link", name="Ask about “Ask a nurse at enrolment”").click()
    priya.arrive()
    assert "noor@stony-creek.example" in priya.main()
    assert "We have no word yet on “Ask a nurse at enrolment”" in (
        priya.page.get_by_label("Your words").input_value()
    )

    priya.press("Note that I asked")
    assert "Choose how you asked" in priya.main()
    priya.page.get_by_label("By phone").check()
    priya.page.get_by_label("What did you hear?").fill("Noor is back on Monday.")
    priya.press("Note that I asked")
    assert priya.address == "/desk/"
    assert "Noted." in priya.text()
    assert "By phone." in priya.main()
