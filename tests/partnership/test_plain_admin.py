"""What is typed into any form of the admin is cleaned, and refused in plain words."""

import pytest
from django.urls import reverse

from strategies.models import Strategy
from tests.factories import OrganisationFactory
from tests.partnership.test_marks import MARKS
from tests.strategies.factories import ProposalFactory, StrategyFactory

pytestmark = pytest.mark.usefixtures("partnership")


@pytest.fixture
def as_bea(client, bea):
    client.force_login(bea)
    return client


def proposal(**fields) -> dict:
    return {
        "slug": "reading", "title": "Reading", "summary": "So.", "why": "So.", "order": 1,
        "lead_organisation": OrganisationFactory().pk, "visibility": "public",
    } | fields  # fmt: skip


def test_a_field_says_what_to_mend_in_plain_words(as_bea):
    add = reverse("admin:strategies_strategy_add")
    told = as_bea.post(add, proposal(slug="réading at home", title="", review_on="31/02/2026")).text

    assert "Fill in “Title”: it is needed." in told
    assert "Use only the letters a to z, numbers and hyphens" in told
    assert "That is no day of the calendar." in told
    assert "This field is required." not in told
    assert "Enter a valid" not in told


def test_a_button_says_so_too(as_bea):
    strategy = StrategyFactory()
    door = reverse("admin:strategies_strategy_verb", args=[strategy.pk, "pause"])

    told = as_bea.post(door, {"reason": "Rest.", "decided_on": "31/02/2026"}).text

    assert "That is no day of the calendar." in told


@pytest.mark.parametrize("mark", MARKS + "\0")
def test_no_table_of_the_admin_keeps_what_turns_letters_round(as_bea, mark):
    add = reverse("admin:strategies_strategy_add")

    as_bea.post(add, proposal(title=f"sent{mark}later"))

    assert Strategy.all_objects.get().title == "sentlater"


def test_nor_does_a_button(as_bea):
    strategy = StrategyFactory()
    door = reverse("admin:strategies_strategy_verb", args=[strategy.pk, "complete"])

    as_bea.post(door, {"learnt": "sent\u202elater"})

    assert Strategy.all_objects.get().learnt == "sentlater"


def test_what_was_saved_with_such_marks_before_can_be_saved_again(as_bea):
    strategy = ProposalFactory(title="sent\u202elater")
    page = reverse("admin:strategies_strategy_change", args=[strategy.pk])
    form = as_bea.get(page).context["adminform"].form

    shown = {name: form[name].value() for name in form.fields}
    shown = {name: value for name, value in shown.items() if value not in (None, [])}
    posted = {form.add_prefix(name): value for name, value in shown.items()}
    seen = {form.add_initial_prefix(name): value for name, value in shown.items()}
    rows = {f"{part}-{count}_FORMS": 0 for part in ("outcomes", "partners", "choices")
            for count in ("TOTAL", "INITIAL")}  # fmt: skip
    answer = as_bea.post(page, posted | seen | rows)

    assert answer.status_code == 302
    assert Strategy.all_objects.get().title == "sentlater"
