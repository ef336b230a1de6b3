"""The backbone team brings in the plan it has today, looks first, and takes it back."""

from pathlib import Path

import pytest

from backbone.demo.seed import PASSWORD
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey
PLAN = Path(__file__).parents[1] / "data" / "action_plan_made_up.xlsx"


def test_a_plan_comes_in_and_goes_again(visitor, javascript):
    priya = visitor(javascript=javascript, size=DESKTOP)
    priya.sign_in("priya@backbone.example", PASSWORD)
    priya.go("/admin/backbone/planimport/add/")

    priya.page.get_by_label("Your action plan").set_input_files(PLAN)
    priya.press("Read it")
    assert "6 actions are new, 1 would change" in priya.main()
    assert "“Stony Creek Comunity Health” was read as “Stony Creek Community Health" in priya.main()

    priya.press("Bring in exactly this")
    assert "The plan is brought in." in priya.text()
    priya.go("/admin/strategies/action/?q=Curtains")
    assert "Warm homes" in priya.main()

    priya.page.go_back()
    priya.press("Take it back")
    assert "The plan is taken back." in priya.text()
    priya.go("/admin/strategies/action/?q=Curtains")
    assert "Warm homes" not in priya.main()
