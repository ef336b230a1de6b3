"""The steps of the thread that this app holds: answers, themes, and words behind aspirations."""

from functools import singledispatch

from agenda.models import Aspiration, Outcome
from engagement import words
from engagement.models import Answer, Question, Theme
from partnership.models import Decision
from partnership.thread import Step
from strategies.models import Strategy


@singledispatch
def up(thing, user) -> list[Step]:
    """What it rests on: from an answer to its decision, from words to who said them."""
    return []


@singledispatch
def down(thing, user) -> list[Step]:
    """What follows from it: from a decision to its answers, from those to who had asked."""
    return []


@up.register
def _up_from_aspiration(aspiration: Aspiration, user) -> list[Step]:
    return _themes(Theme.objects.filter(contributions__aspiration_links__aspiration=aspiration))


@up.register
def _up_from_outcome(outcome: Outcome, user) -> list[Step]:
    return _themes(Theme.objects.filter(contributions__outcome=outcome))


@up.register
def _up_from_answer(answer: Answer, user) -> list[Step]:
    decisions = Decision.objects.visible_to(user).filter(pk=answer.decision_id)
    names = words.outcome_names()
    return [
        *(Step("decision", d.title, d.get_absolute_url()) for d in decisions),
        *(
            Step("strategy", s.title, s.get_absolute_url())
            for s in Strategy.objects.visible_to(user).filter(pk__in=answer.strategies.values("pk"))
        ),
        *(
            Step("outcome", name, outcome.get_absolute_url())
            for outcome, name in words.named(list(answer.outcomes.all()), names)
        ),
    ]


@up.register
def _up_from_theme(theme: Theme, user) -> list[Step]:
    return _answers(user, themes=theme)


@down.register
def _down_from_decision(decision: Decision, user) -> list[Step]:
    questions = Question.objects.visible_to(user).filter(decision=decision)
    asked = [Step("question", q.title, q.get_absolute_url()) for q in questions]
    return asked + _answers(user, decision=decision)


@down.register
def _down_from_strategy(strategy: Strategy, user) -> list[Step]:
    return _answers(user, strategies=strategy)


@down.register
def _down_from_answer(answer: Answer, user) -> list[Step]:
    return _themes(answer.themes.all())


@down.register
def _down_from_theme(theme: Theme, user) -> list[Step]:
    outcomes = Outcome.objects.filter(
        pk__in=theme.contributions.exclude(outcome=None).values("outcome")
    )
    return [
        Step("outcome", name, outcome.get_absolute_url())
        for outcome, name in words.named(list(outcomes), words.outcome_names())
    ]


def _answers(user, **about) -> list[Step]:
    found = Answer.objects.visible_to(user).filter(state=Answer.State.PUBLISHED, **about)
    return [Step("answer", answer.you_said, answer.get_absolute_url()) for answer in found]


def _themes(themes) -> list[Step]:
    return [Step("theme", theme.name, theme.get_absolute_url()) for theme in themes.distinct()]
