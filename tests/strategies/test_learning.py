"""What happened leads to what was learnt, and the thread leads there and back."""

import pytest

from partnership.errors import NotAllowed, TooLate
from strategies import learning, thread
from strategies.models import UpdateFinding
from tests.agenda.factories import OutcomeFactory
from tests.factories import DecisionFactory, FindingFactory, IndicatorFactory
from tests.strategies.factories import (
    ChoiceRecordFactory,
    StrategyFactory,
    StrategyOutcomeFactory,
    UpdateFactory,
    UpdateFindingFactory,
)
from tests.strategies.test_models import refused_by
from tests.strategies.test_strategy_page import facts
from tests.strategies.test_views_public import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(action):
    return UpdateFactory(action=action, state="accepted", what_happened="9 families came.")


def titles(steps) -> list[tuple[str, str]]:
    return [(step.kind, step.title) for step in steps]


def test_the_backbone_team_links_an_update_to_a_finding_and_takes_it_away(bea, mai, accepted):
    finding = FindingFactory()
    with pytest.raises(NotAllowed):
        learning.link_finding(accepted, finding, by=mai)

    link = learning.link_finding(accepted, finding, by=bea)
    with pytest.raises(TooLate, match="already"):
        learning.link_finding(accepted, finding, by=bea)
    learning.unlink_finding(link, by=bea)

    assert not UpdateFinding.objects.exists()


def test_only_what_was_accepted_is_linked(bea, action):
    with pytest.raises(TooLate, match="Accept the update first"):
        learning.link_finding(
            UpdateFactory(action=action, state="submitted"), FindingFactory(), by=bea
        )


def test_the_database_links_them_once():
    link = UpdateFindingFactory()

    assert "finding_once" in refused_by(
        lambda: UpdateFindingFactory(update=link.update, finding=link.finding)
    )


def test_the_page_of_an_action_says_what_was_learnt(client, partnership, accepted):
    UpdateFindingFactory(update=accepted, finding=FindingFactory(statement="Ask parents first."))
    UpdateFindingFactory(
        update=accepted, finding=FindingFactory(statement="A guess.", state="proposed")
    )

    text = facts(client.get(accepted.action.get_absolute_url()).text)

    assert "What we learnt from it: Ask parents first." in text
    assert "A guess." not in text


def test_a_learning_question_shows_the_updates_behind_its_findings(
    accepted, action, django_assert_num_queries
):
    finding = FindingFactory(statement="Ask parents first.")
    UpdateFindingFactory(update=accepted, finding=finding)
    UpdateFindingFactory(finding=finding, update__action__visibility="partners")
    for _ in range(5):
        UpdateFindingFactory(finding=finding)

    with django_assert_num_queries(1):
        html = shown("{% updates_behind question %}", question=finding.question)

    assert html.count("<li>") == 6
    assert "9 families came." in html
    assert f'href="#{finding.slug}"' in html
    empty = shown("{% updates_behind question %}", question=FindingFactory().question)
    assert "No partner has written about this yet." in empty


def test_the_thread_goes_both_ways_through_strategies(nobody, action, accepted):
    strategy, outcome, measure = action.strategy, OutcomeFactory(), IndicatorFactory()
    decision, finding = DecisionFactory(), FindingFactory()
    StrategyOutcomeFactory(strategy=strategy, outcome=outcome)
    strategy.indicators.add(measure)
    ChoiceRecordFactory(strategy=strategy, decision=decision)
    UpdateFindingFactory(update=accepted, finding=finding)
    update = ("update", "Tuesday drop-in, July to September 2026")

    for thing in (outcome, measure, decision):
        assert titles(thread.down(thing, nobody)) == [("strategy", strategy.title)]
    assert titles(thread.up(strategy, nobody)) == [
        ("outcome", outcome.code), ("measure", measure.name), ("decision", decision.title),
    ]  # fmt: skip
    assert titles(thread.down(strategy, nobody)) == [("action", "Tuesday drop-in")]
    assert titles(thread.up(action, nobody)) == [("strategy", strategy.title)]
    assert titles(thread.down(action, nobody)) == [update]
    assert titles(thread.up(accepted, nobody)) == [("action", "Tuesday drop-in")]
    assert titles(thread.down(accepted, nobody)) == [("finding", finding.statement)]
    assert titles(thread.up(finding, nobody)) == [update]
    assert thread.up(finding, nobody)[0].url == f"{action.get_absolute_url()}#2026-09"
    assert thread.up(outcome, nobody) == thread.down(finding, nobody) == []


def test_the_thread_ends_where_a_person_may_not_see(nobody, mai, action):
    hidden = StrategyFactory(visibility="partners")
    link = StrategyOutcomeFactory(strategy=hidden)
    decision = DecisionFactory(visibility="partners")
    ChoiceRecordFactory(strategy=action.strategy, decision=decision)
    draft = UpdateFactory(action=action)

    assert thread.down(link.outcome, nobody) == []
    assert titles(thread.down(link.outcome, mai)) == [("strategy", hidden.title)]
    assert thread.up(action.strategy, nobody) == []
    assert titles(thread.up(action.strategy, mai)) == [("decision", decision.title)]
    assert thread.down(action, mai) == []
    assert draft.state == "draft"
