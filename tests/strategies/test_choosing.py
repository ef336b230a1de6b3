"""A strategy is proposed, chosen with its reasons, and never ends without what was learnt."""

import datetime

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from partnership.errors import NotAllowed, TooLate
from partnership.models import Event
from strategies import choosing
from strategies.models import ChoiceRecord, Strategy
from strategies.overdue import overdue
from strategies.reminders import due_periods
from strategies.work import work_of
from tests.agenda.factories import OutcomeFactory
from tests.factories import DecisionFactory
from tests.strategies.factories import (
    ActionFactory,
    ChoiceRecordFactory,
    ProposalFactory,
    StoppedStrategyFactory,
    StrategyFactory,
    StrategyOutcomeFactory,
    StrategyPartnerFactory,
    UpdateFactory,
)
from tests.strategies.test_models import refused_by

pytestmark = pytest.mark.django_db
State = Strategy.State
A_DAY = datetime.date(2026, 9, 9)
WORDS = {
    "title": "Bikes for everybody",
    "summary": "Children come to kinder on their own two wheels.",
    "who_for": "Families without a car",
    "why": "The bus goes twice a day.",
}
BECAUSE = {"reasons": "Families asked for it.", "decided_on": A_DAY}


def test_a_partner_proposes_and_everybody_inside_sees_it(mai, omar, org_a, nobody):
    outcome = OutcomeFactory()

    strategy = choosing.propose(org_a, by=mai, outcomes=[outcome], **WORDS)

    assert (strategy.state, strategy.lead_organisation) == (State.PROPOSED, org_a)
    assert [link.outcome for link in strategy.outcomes.all()] == [outcome]
    assert list(Strategy.objects.visible_to(omar)) == [strategy]
    assert list(Strategy.objects.visible_to(nobody)) == []
    assert Event.objects.get().kind == "strategies.strategy.proposed"


def test_two_proposals_of_one_name_have_two_addresses(mai, org_a):
    first, second = (choosing.propose(org_a, by=mai, **WORDS) for _ in range(2))

    assert (first.slug, second.slug) == ("bikes-for-everybody", "bikes-for-everybody-2")


def test_nobody_proposes_for_another_organisation(mai, org_b):
    with pytest.raises(NotAllowed):
        choosing.propose(org_b, by=mai, **WORDS)


@pytest.mark.parametrize(
    ("what", "state", "mode"),
    [
        ("choose", State.CHOSEN, "align"),
        ("test_first", State.CHOSEN, "test"),
        ("not_choose", State.NOT_CHOSEN, ""),
    ],
)
def test_a_choice_keeps_its_reasons_and_what_spoke_against_it(bea, what, state, mode):
    strategy, decision = ProposalFactory(), DecisionFactory()

    choosing.choose(
        strategy, what, by=bea, mode_reason="We know how.", against="It costs a lot.",
        decision=decision, **BECAUSE,
    )  # fmt: skip

    strategy.refresh_from_db()
    choice = strategy.choices.get()
    assert (strategy.state, strategy.mode) == (state, mode)
    assert (choice.what, choice.reasons) == (what, "Families asked for it.")
    assert (choice.against, choice.decision) == ("It costs a lot.", decision)


def test_a_choice_without_its_reasons_is_not_made(bea):
    strategy = ProposalFactory()

    with pytest.raises(TooLate, match="Say why"):
        choosing.choose(strategy, "not_choose", by=bea, reasons=" ", decided_on=A_DAY)
    with pytest.raises(TooLate, match="the same"):
        choosing.choose(strategy, "choose", by=bea, **BECAUSE)

    strategy.refresh_from_db()
    assert strategy.state == State.PROPOSED
    assert not ChoiceRecord.objects.exists()


@pytest.mark.parametrize("person", ["mai", "lena", "ada"])
def test_only_the_backbone_team_writes_a_choice_down(person, request):
    with pytest.raises(NotAllowed):
        choosing.choose(
            ProposalFactory(), "not_choose", by=request.getfixturevalue(person), **BECAUSE
        )


def test_from_chosen_to_completed(bea):
    strategy = StrategyFactory(state=State.CHOSEN)
    with pytest.raises(TooLate, match="for which outcome"):
        choosing.begin(strategy, by=bea)
    StrategyOutcomeFactory(strategy=strategy)

    choosing.begin(strategy, by=bea)
    with pytest.raises(TooLate, match="Say why it is paused"):
        choosing.pause(strategy, by=bea, reason=" ", decided_on=A_DAY)
    choosing.pause(strategy, by=bea, reason="The worker left.", decided_on=A_DAY)
    choosing.begin(strategy, by=bea)
    choosing.complete(strategy, by=bea, learnt="Ask parents first.")

    strategy.refresh_from_db()
    assert (strategy.state, strategy.learnt) == (State.COMPLETED, "Ask parents first.")
    assert Event.objects.count() == 4
    assert [c.reasons for c in strategy.choices.filter(what="pause")] == ["The worker left."]


def test_nothing_is_completed_while_an_action_of_it_goes_on(bea):
    strategy = StrategyFactory()
    for title, delivery in (("Read together", "finished"), ("Walk to school", "needs_help")):
        action = ActionFactory(strategy=strategy, title=title)
        UpdateFactory(action=action, state="accepted", delivery=delivery)
    ActionFactory(strategy=strategy, title="Ask parents", visibility="partners")

    with pytest.raises(TooLate) as refused:
        choosing.complete(strategy, by=bea, learnt="Ask parents first.")

    assert "neither finished nor stopped" in str(refused.value)
    assert "“Walk to school”" in str(refused.value)
    assert "“Ask parents”" in str(refused.value)
    assert "Read together" not in str(refused.value)
    strategy.refresh_from_db()
    assert (strategy.state, strategy.learnt) == (State.ACTIVE, "")


def test_what_is_stopped_says_why_and_what_was_learnt(bea):
    strategy = StrategyFactory()
    for missing in ({"reason": "", "learnt": "Ask first."}, {"reason": "Few came.", "learnt": ""}):
        with pytest.raises(TooLate, match="Everybody reads it"):
            choosing.stop(strategy, by=bea, decided_on=A_DAY, **missing)

    choosing.stop(strategy, by=bea, decided_on=A_DAY, reason="Few came.", learnt="Ask first.")

    strategy.refresh_from_db()
    assert (strategy.state, strategy.stop_reason) == (State.STOPPED, "Few came.")
    assert strategy.choices.get().what == "stop"


def test_what_was_stopped_stays_stopped(bea):
    strategy = StoppedStrategyFactory()
    StrategyOutcomeFactory(strategy=strategy)

    with pytest.raises(TooLate):
        choosing.begin(strategy, by=bea)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("strategy_state_is_known", {"state": "dreamt"}),
        ("strategy_mode_is_known", {"mode": "race"}),
        ("strategy_chosen_says_how_and_why", {"mode_reason": ""}),
        ("strategy_chosen_says_how_and_why", {"state": State.CHOSEN, "mode": ""}),
        ("strategy_stopped_says_why", {"state": State.STOPPED, "learnt": "Much."}),
        ("strategy_stopped_says_why", {"state": State.STOPPED, "stop_reason": "No money."}),
        ("strategy_completed_says_what_was_learnt", {"state": State.COMPLETED}),
    ],
)
def test_the_database_refuses_a_strategy_that_contradicts_itself(constraint, fields):
    assert constraint in refused_by(lambda: StrategyFactory(**fields))


def test_the_database_refuses_parts_and_choices_that_contradict_themselves():
    part = StrategyPartnerFactory()
    again = {"strategy": part.strategy, "organisation": part.organisation}

    assert "part_once" in refused_by(lambda: StrategyPartnerFactory(**again))
    assert "part_is_known" in refused_by(lambda: StrategyPartnerFactory(part="leads"))
    assert "part_ends" in refused_by(lambda: StrategyPartnerFactory(until="2026-01-31"))
    assert "choice_is_known" in refused_by(lambda: ChoiceRecordFactory(what="maybe"))
    assert "its_reasons" in refused_by(lambda: ChoiceRecordFactory(reasons=""))
    link = StrategyOutcomeFactory()
    twice = {"strategy": link.strategy, "outcome": link.outcome}
    assert "outcome_once" in refused_by(lambda: StrategyOutcomeFactory(**twice))


def test_a_choice_cannot_be_rewritten_by_the_web_process():
    choice = ChoiceRecordFactory()

    with pytest.raises(ProgrammingError), transaction.atomic():
        as_the_web_process("UPDATE strategies_choicerecord SET reasons = 'Others.'")
    with pytest.raises(ProgrammingError), transaction.atomic():
        as_the_web_process("DELETE FROM strategies_choicerecord")

    choice.refresh_from_db()
    assert choice.reasons == "The evidence is strong."


def as_the_web_process(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE portal_web; {statement}")


@pytest.mark.parametrize("state", [State.PROPOSED, State.NOT_CHOSEN])
def test_what_is_not_chosen_is_not_public_with_all_that_hangs_on_it(state, mai, nobody):
    strategy = ProposalFactory(state=state)
    action = ActionFactory(strategy=strategy)
    UpdateFactory(action=action, state="accepted")

    for model in (Strategy, type(action), action.updates.model):
        assert not model.objects.visible_to(nobody).exists()
        assert model.objects.visible_to(mai).exists()
    assert not action.is_public


@pytest.mark.parametrize(("state", "is_asked"), [(State.ACTIVE, True), (State.STOPPED, False)])
def test_nobody_is_asked_about_what_was_stopped(state, is_asked, mai, bea, org_a):
    strategy = StoppedStrategyFactory(state=state)
    ActionFactory(organisation=org_a, strategy=strategy)
    today = datetime.date(2026, 10, 20)

    assert bool(work_of(mai, today).to_do) == is_asked
    assert bool(due_periods(mai, today)) == is_asked
    assert bool(overdue(bea, today)) == is_asked
