"""The thread from what people said to what was answered: both directions, and where it breaks."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Q
from django.urls import reverse

from agenda.models import CoreStrategyText, Outcome
from backbone.thread import BREAKS, ONE_OF, breaks, neighbours
from engagement.models import Answer
from partnership.models import Decision
from strategies.models import Strategy
from tests.agenda.factories import (
    ON,
    AgendaFactory,
    AspirationLinkFactory,
    OutcomeFactory,
    OutcomeTextFactory,
)
from tests.engagement.factories import AnswerFactory, QuestionFactory
from tests.factories import (
    DecisionFactory,
    EvidenceItemFactory,
    FindingFactory,
    IndicatorOutcomeFactory,
)
from tests.strategies.factories import (
    ActionFactory,
    ChoiceRecordFactory,
    StrategyFactory,
    StrategyOutcomeFactory,
)

pytestmark = pytest.mark.django_db
STEP = re.compile(r'<a href="([^"#]+)(?:#[^"]*)?">')


@pytest.fixture
def outcome():
    """An outcome in force, with somebody's words and nothing else."""
    agenda = AgendaFactory()
    outcome = OutcomeFactory()
    OutcomeTextFactory(agenda=agenda, outcome=outcome, statement="Children start ready")
    AspirationLinkFactory(agenda=agenda, outcome=outcome)
    type(agenda).all_objects.filter(pk=agenda.pk).update(
        state="adopted", adopted_on=ON, decision=DecisionFactory(), content_hash="0" * 64
    )
    return outcome


def said(thing) -> dict[str, str | list[str]]:
    """What stands next to a thing: the titles of its steps, or that they are missing."""
    return {
        one.kind: [step.title for step in one.steps] or one.not_yet for one in neighbours(thing)
    }


def test_an_outcome_names_its_words_and_says_what_is_missing(outcome):
    beside = said(outcome)

    assert beside["words"] == [
        "Every kid walks in on the first day feeling like school is for them."
    ]
    assert beside["measure"] == "We do not measure this yet."
    assert beside["strategy"] == "No one has picked this up yet."


def test_a_step_is_one_click_in_both_directions(outcome):
    strategy = StrategyFactory(title="Help where children are", state=Strategy.State.ACTIVE)
    StrategyOutcomeFactory(strategy=strategy, outcome=outcome)
    action = ActionFactory(strategy=strategy, title="A drop-in")

    assert said(outcome)["strategy"] == ["Help where children are"]
    assert said(strategy)["outcome"] == ["Children start ready"]
    assert said(strategy)["action"] == ["A drop-in"]
    assert said(action)["strategy"] == ["Help where children are"]
    ChoiceRecordFactory(strategy=strategy, decision=DecisionFactory(title="Help at the gate"))
    assert said(strategy)["decision"] == ["Help at the gate"]
    assert said(action)["update"] == "Nobody has told us yet how it goes."


def test_what_a_reader_may_not_see_is_no_step_and_no_break(outcome):
    hidden = StrategyFactory(visibility="partners", state=Strategy.State.ACTIVE)
    StrategyOutcomeFactory(strategy=hidden, outcome=outcome)

    found = [step.url for _sentence, steps in breaks() for step in steps]

    assert said(outcome)["strategy"] == "No one has picked this up yet."
    assert hidden.get_absolute_url() not in found


def test_every_break_is_listed_for_everybody_and_for_the_terminal(client, outcome):
    IndicatorOutcomeFactory(outcome=OutcomeFactory())
    QuestionFactory(decision=DecisionFactory())
    page, terminal = client.get(reverse("backbone:not-yet")).text, StringIO()
    call_command("breaks", stdout=terminal)

    for sentence in (
        "We do not measure this yet.",
        "No one has picked this up yet.",
        "It belongs to nothing we want yet.",
        "Those who spoke have no answer yet.",
    ):
        assert sentence in page
        assert sentence in terminal.getvalue()


def test_what_is_missing_says_what_kind_of_thing_it_is(client, outcome):
    QuestionFactory(decision=DecisionFactory(title="Stop the letters"))

    page = client.get(reverse("backbone:not-yet")).text

    assert 'Children start ready</a> <span class="tag">What we want</span>' in page
    assert 'Stop the letters</a> <span class="tag">Decision</span>' in page
    assert set(ONE_OF) == {kind for kind, _other in BREAKS}


def test_only_a_decision_that_rests_on_what_people_said_owes_them_an_answer():
    decisions = {
        title: DecisionFactory(title=title)
        for title in ("Nobody asked", "Drafted", "Asked", "Told", "Seen", "Answered")
    }
    QuestionFactory(decision=decisions["Drafted"], state="draft")
    for title in ("Asked", "Answered"):
        QuestionFactory(decision=decisions[title])
    AnswerFactory(decision=decisions["Answered"])
    for title, kind in (("Told", "voices"), ("Seen", "practice")):
        finding = FindingFactory()
        finding.evidence.add(EvidenceItemFactory(kind=kind))
        finding.decisions.add(decisions[title])
    no_answer = str(BREAKS["decision", "answer"])

    listed = [step.title for step in dict(breaks())[no_answer]]
    on_its_page = [
        title for title, one in decisions.items() if said(one).get("answer") == no_answer
    ]

    assert sorted(listed) == sorted(on_its_page) == ["Asked", "Told"]


@pytest.mark.parametrize("more", [1, 20])
def test_breaks_ask_the_same_for_one_and_for_twenty(more, outcome, django_assert_max_num_queries):
    for _ in range(more):
        ActionFactory(strategy=StrategyFactory(state=Strategy.State.ACTIVE))
        QuestionFactory(decision=DecisionFactory())

    with django_assert_max_num_queries(len(BREAKS)):
        list(breaks())


def test_the_thread_of_the_demonstration_can_be_walked_to_both_ends(client, everything):
    """From each of its three outcomes to people's words, and to what they were answered."""
    pages = {}  # each is fetched once
    for slug in ("ready-to-learn", "safe-and-well", "belong-and-learn"):
        seen, to_see = {}, [Outcome.objects.get(slug=slug).get_absolute_url()]
        while to_see:
            address = to_see.pop()
            page = pages.setdefault(address, pages.get(address) or client.get(address))
            assert page.status_code == 200, address
            seen[address] = page.text
            thread = page.text.partition('<section class="section section--sunk thread"')[2]
            steps = STEP.findall(thread.partition("</section>")[0])
            to_see += [step for step in set(steps) if step not in seen and step not in to_see]
        kinds = {address.split("/")[1] for address in seen}

        assert {"outcomes", "strategies", "doing", "decisions", "you-said-we-did"} <= kinds, slug
        assert "What people said" in seen[f"/outcomes/{slug}/"]


def test_the_demonstration_does_not_contradict_itself(everything):
    """What the agenda or an answer says that we do something for, somebody does something for."""
    missing = dict(breaks())
    idle = {step.url for step in missing.get(str(BREAKS["outcome", "strategy"]), [])}
    doing = Answer.all_objects.filter(result="doing").values("outcomes")
    agreed = CoreStrategyText.objects.filter(agenda__state="adopted").values("outcomes")
    said = Outcome.objects.filter(Q(pk__in=doing) | Q(pk__in=agreed))

    assert said
    assert idle.isdisjoint(outcome.get_absolute_url() for outcome in said)
    assert str(BREAKS["decision", "answer"]) not in missing
    stopped = Decision.all_objects.get(title="Stop the Saturday drop-in")
    assert Answer.all_objects.get(decision=stopped).we_did.startswith("We stopped Saturdays")
