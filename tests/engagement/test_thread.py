"""One click a step, both ways: words, themes, answers, decisions (DOMAIN, the thread)."""

import pytest

from engagement.thread import down, up
from tests.agenda.factories import AspirationFactory
from tests.engagement.factories import (
    AnswerFactory,
    AspirationContributionFactory,
    ContributionFactory,
    ContributionThemeFactory,
    ThemeFactory,
)
from tests.factories import DecisionFactory
from tests.strategies.factories import StrategyFactory

pytestmark = pytest.mark.django_db


def titles(steps) -> list[tuple[str, str]]:
    return [(step.kind, step.title) for step in steps]


@pytest.fixture
def theme():
    return ThemeFactory(name="Getting there")


@pytest.fixture
def answer(theme):
    strategy = StrategyFactory(title="Buses together")
    answer = AnswerFactory(you_said="No bus comes.", decision=None)
    answer.themes.add(theme)
    answer.strategies.add(strategy)
    return answer


def test_from_an_aspiration_to_what_people_said_to_the_answer_and_back(theme, answer, nobody):
    voice = ContributionFactory(state="published")
    ContributionThemeFactory(contribution=voice, theme=theme)
    aspiration = AspirationFactory()
    AspirationContributionFactory(aspiration=aspiration, contribution=voice)

    assert titles(up(aspiration, nobody)) == [("theme", "Getting there")]
    assert titles(up(theme, nobody)) == [("answer", "No bus comes.")]
    assert titles(up(answer, nobody)) == [("strategy", "Buses together")]
    assert titles(down(answer, nobody)) == [("theme", "Getting there")]


def test_from_a_strategy_and_a_decision_to_the_answers(answer, nobody):
    decision = DecisionFactory()
    AnswerFactory(you_said="It is too far.", decision=decision)

    assert titles(down(answer.strategies.get(), nobody)) == [("answer", "No bus comes.")]
    assert titles(down(decision, nobody)) == [("answer", "It is too far.")]


def test_a_draft_is_no_step_for_anybody(theme, nobody, bea):
    decision = DecisionFactory()
    AnswerFactory(state="draft", decision=decision).themes.add(theme)

    assert down(decision, nobody) == up(theme, bea) == []


def test_what_has_no_step_here_has_none(nobody, mai):
    assert up(mai, nobody) == down(mai, nobody) == []
