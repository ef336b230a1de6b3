"""The backbone team moves strategies and rounds by buttons, and links what was learnt."""

import pytest
from django.urls import reverse

from partnership.models import Event
from strategies.models import LeverageRound, Strategy, UpdateFinding
from tests.agenda.factories import OutcomeFactory
from tests.factories import DecisionFactory, FindingFactory, OrganisationFactory
from tests.strategies.factories import (
    AssessmentFactory,
    LeverageRoundFactory,
    ProposalFactory,
    StrategyFactory,
    UpdateFactory,
    over,
)

pytestmark = pytest.mark.usefixtures("partnership")


@pytest.fixture
def as_bea(client, bea):
    client.force_login(bea)
    return client


def page(model: str, subject) -> str:
    return reverse(f"admin:strategies_{model}_change", args=[subject.pk])


def door(model: str, subject, verb: str) -> str:
    return reverse(f"admin:strategies_{model}_verb", args=[subject.pk, verb])


def test_a_proposal_is_chosen_begun_and_stopped_by_buttons(as_bea):
    strategy, decision = ProposalFactory(), DecisionFactory()
    strategy.outcomes.create(outcome=OutcomeFactory())
    assert door("strategy", strategy, "choose") in as_bea.get(page("strategy", strategy)).text

    as_bea.post(
        door("strategy", strategy, "choose"),
        {"what": "test_first", "reasons": "It is a gap.", "mode_reason": "Nobody knows.",
         "against": "", "decided_on": "2026-09-09", "decision": decision.pk},
    )  # fmt: skip
    begun = as_bea.post(door("strategy", strategy, "begin"), follow=True)
    half = as_bea.post(
        door("strategy", strategy, "stop"), {"reason": "Few came.", "decided_on": "2026-10-01"}
    )
    as_bea.post(
        door("strategy", strategy, "stop"),
        {"reason": "Few came.", "learnt": "Ask first.", "decided_on": "2026-10-01"},
    )

    assert "is now: Under way" in begun.text
    assert half.status_code == 422
    assert "it stays on record" in half.text
    strategy.refresh_from_db()
    assert (strategy.state, strategy.learnt) == ("stopped", "Ask first.")
    assert [choice.what for choice in strategy.choices.all()] == ["stop", "test_first"]
    assert strategy.choices.get(what="test_first").decision == decision


def test_a_refusal_of_the_service_is_said_on_the_page(as_bea):
    strategy = StrategyFactory(state="chosen")

    answer = as_bea.post(door("strategy", strategy, "begin"))

    assert answer.status_code == 422
    assert "Say first for which outcome it is." in answer.text


def test_texts_are_edited_and_the_state_is_not(as_bea):
    strategy, outcome, partner = ProposalFactory(), OutcomeFactory(), OrganisationFactory()
    posted = {
        "slug": strategy.slug, "title": "A better title", "summary": "So.", "why": "So.",
        "lead_organisation": strategy.lead_organisation.pk, "order": 1, "visibility": "public",
        "state": "active", "mode": "align",
        "choices-TOTAL_FORMS": 0, "choices-INITIAL_FORMS": 0,
        "outcomes-TOTAL_FORMS": 1, "outcomes-INITIAL_FORMS": 0,
        "outcomes-0-outcome": outcome.pk, "outcomes-0-mechanism": "It is near.",
        "partners-TOTAL_FORMS": 1, "partners-INITIAL_FORMS": 0,
        "partners-0-organisation": partner.pk, "partners-0-part": "advises",
        "partners-0-brings": "An ear", "partners-0-since": "2026-02-01",
    }  # fmt: skip

    answer = as_bea.post(page("strategy", strategy), posted)

    assert answer.status_code == 302
    strategy = Strategy.all_objects.get()
    assert (strategy.title, strategy.state, strategy.mode) == ("A better title", "proposed", "")
    assert strategy.outcomes.get().mechanism == "It is near."
    assert strategy.partners.get().brings == "An ear"
    assert "strategies.strategy.parts_changed" in Event.objects.values_list("kind", flat=True)
    assert as_bea.get(reverse("admin:strategies_strategy_history", args=[strategy.pk]))


def test_a_round_is_opened_closed_and_talked_about(as_bea):
    strategy = StrategyFactory()
    round = LeverageRoundFactory(strategies=[strategy], state="draft")

    as_bea.post(door("leverageround", round, "open"))
    for _ in range(5):
        AssessmentFactory(round=round, strategy=strategy)
    as_bea.post(door("leverageround", round, "close"))
    as_bea.post(door("leverageround", round, "talk"), {"talk": "Money is short."})

    assert LeverageRound.all_objects.get().state == "discussed"
    text = as_bea.get(page("leverageround", round)).text
    assert "5 of 6 partners rated it." in text
    assert "Partners agree" in text


def test_an_open_round_is_not_edited(as_bea):
    round = LeverageRoundFactory(strategies=[StrategyFactory()])

    answer = as_bea.post(page("leverageround", round), {"opens_on": "2026-01-01"})

    assert answer.status_code == 403


def test_an_accepted_update_is_linked_to_a_finding(as_bea, action):
    update, finding = UpdateFactory(action=action, state="accepted"), FindingFactory()
    add = reverse("admin:strategies_updatefinding_add")
    assert (
        f"{add}?update={update.pk}"
        in as_bea.get(reverse("admin:strategies_update_change", args=[update.pk])).text
    )

    answer = as_bea.post(add, {"update": update.pk, "finding": finding.pk})
    link = UpdateFinding.objects.get()
    as_bea.post(
        reverse("admin:strategies_updatefinding_changelist"),
        {"action": "take_away", "_selected_action": [link.pk]},
    )

    assert answer.status_code == 302
    assert not UpdateFinding.objects.exists()


def test_what_each_organisation_said_is_for_the_backbone_team_only(client, as_bea, ada):
    AssessmentFactory(organisation__name="Quiet Creek")
    address = reverse("admin:strategies_assessment_changelist")
    seen = as_bea.get(address)
    client.force_login(ada)

    assert "Quiet Creek" in seen.text
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("model", ["strategy", "leverageround", "updatefinding", "assessment"])
def test_the_lists_open(as_bea, model):
    over(LeverageRoundFactory(strategies=[StrategyFactory()]))

    assert as_bea.get(reverse(f"admin:strategies_{model}_changelist")).status_code == 200
