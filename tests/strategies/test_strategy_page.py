"""The public page of a strategy: who does what, why it was chosen, what was learnt."""

import datetime

import pytest
from django.urls import reverse

from strategies.models import Strategy
from tests.agenda.factories import (
    AgendaFactory,
    CoreStrategyTextFactory,
    OutcomeFactory,
    OutcomeTextFactory,
)
from tests.factories import (
    DecisionFactory,
    IndicatorFactory,
    IndicatorOutcomeFactory,
    OrganisationFactory,
)
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
from tests.strategies.test_views_public import shown

pytestmark = pytest.mark.usefixtures("partnership")


@pytest.fixture
def strategy(action) -> Strategy:
    return action.strategy


def facts(text: str) -> str:
    """The page’s words, without the tags between them."""
    import re

    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def agreed_words(outcome, statement, core="Help close to home"):
    """An agenda in force that says the outcome so, with one core strategy, which it gives."""
    decision = DecisionFactory()
    agenda = AgendaFactory()
    OutcomeTextFactory(agenda=agenda, outcome=outcome, statement=statement)
    text = CoreStrategyTextFactory(agenda=agenda, title=core)
    type(agenda).all_objects.filter(pk=agenda.pk).update(
        state="adopted", adopted_on="2026-02-03", decision=decision, content_hash="0" * 64
    )
    return text.core_strategy


def test_the_page_says_who_does_what_with_the_last_public_word(client, strategy, action):
    part = StrategyPartnerFactory(strategy=strategy, brings="Rooms in 12 kinders")
    gone = StrategyPartnerFactory(strategy=strategy, until="2026-03-01")
    UpdateFactory(action=action, state="accepted", delivery="needs_help")

    text = client.get(strategy.get_absolute_url()).text

    assert "Delivers: Rooms in 12 kinders" in text
    assert str(part.organisation) in text
    assert str(gone.organisation) not in text
    assert f"{strategy.lead_organisation}</a></th>" in text
    assert "Needs help" in text
    said = facts(text)
    assert "Partners 3 Led by" in said
    assert "Actions 1 None is finished" in said
    assert "Latest word 2 October 2026 Northern Rivers Family Care" in said


def test_the_page_says_why_it_was_chosen_and_what_spoke_against_it(client, strategy):
    open_one = DecisionFactory(title="Help at the kinder gate")
    closed = DecisionFactory(title="Who pays", visibility="partners")
    ChoiceRecordFactory(strategy=strategy, decision=open_one, against="It costs a lot.")
    ChoiceRecordFactory(strategy=strategy, decision=closed, reasons="Two towns asked.")

    text = facts(client.get(strategy.get_absolute_url()).text)

    assert "The evidence is strong." in text
    assert "What spoke against it: It costs a lot." in text
    assert f"Decision {open_one.number}: Help at the kinder gate" in text
    assert "Two towns asked." in text
    assert "Who pays" not in text


def test_the_page_says_the_same_or_a_test_with_reason_and_day(client):
    strategy = StrategyFactory(
        mode="test", mode_reason="Nobody knows the best way.", review_on="2027-09-01"
    )
    ChoiceRecordFactory(strategy=strategy, what="test_first", decided_on="2026-01-15")

    text = facts(client.get(strategy.get_absolute_url()).text)

    assert "Test different ways We chose this Nobody knows the best way." in text
    assert "Agreed 15 January 2026. We look again in September 2027." in text


def test_the_page_leads_to_outcomes_in_the_words_in_force_and_to_measures(client, strategy):
    outcome, measure, other = OutcomeFactory(), IndicatorFactory(), IndicatorFactory()
    strategy.core_strategy = agreed_words(outcome, "Children feel at home at school")
    strategy.save()
    strategy.indicators.add(measure, other)
    IndicatorOutcomeFactory(indicator=measure, outcome=outcome)
    StrategyOutcomeFactory(strategy=strategy, outcome=outcome, mechanism="Friends come first.")

    text = facts(client.get(strategy.get_absolute_url()).text)

    assert "Part of what we agreed to do: Help close to home" in text
    assert "Children feel at home at school Friends come first." in text
    assert text.count(f"How we are going: {measure.name}") == 1
    assert f"{other.name} A measure it works on." in text


def test_how_we_think_change_happens_is_said_in_steps(client):
    strategy = StrategyFactory(
        we_do="Workers sit in kinders",
        so_that="Parents ask early\n\n Help comes in weeks ",
        not_sure="if it reaches families at home",
    )

    text = facts(client.get(strategy.get_absolute_url()).text)

    assert (
        "We do Workers sit in kinders So that Parents ask early So that Help comes in weeks "
        "We are not sure if it reaches families at home" in text
    )


def test_what_was_stopped_stays_with_what_was_learnt(client):
    strategy = StoppedStrategyFactory(title="Saturday drop-in")
    ChoiceRecordFactory(
        strategy=strategy, what="stop", reasons=strategy.stop_reason, decided_on="2026-09-02"
    )

    listed = facts(client.get(reverse("strategies:doing")).text)
    page = facts(client.get(strategy.get_absolute_url()).text)

    assert "What we no longer do, and what we learnt Saturday drop-in Stopped" in listed
    assert "Week nights work better." in listed
    assert "What we learnt Week nights work better. Why we stopped" in page
    assert "Only 6 families came in 10 weeks." in page


def test_what_is_paused_says_why_until_it_goes_on(client):
    strategy = StrategyFactory(state="paused")
    ChoiceRecordFactory(
        strategy=strategy, what="pause", reasons="The worker left.", decided_on="2026-09-02"
    )

    paused = facts(client.get(strategy.get_absolute_url()).text)
    Strategy.all_objects.update(state="active")
    goes_on = facts(client.get(strategy.get_absolute_url()).text)

    assert "Why it is paused Paused, 2 September 2026 The worker left." in paused
    assert "The worker left." not in goes_on


@pytest.mark.parametrize(
    "fields", [{"visibility": "partners"}, {"state": "proposed"}, {"state": "not_chosen"}]
)
def test_what_is_not_public_has_no_page_whoever_asks(client, mai, fields):
    client.force_login(mai)

    page = client.get(ProposalFactory(**{"state": "active", "mode": "align", "mode_reason": "So."}
                                      | fields).get_absolute_url())  # fmt: skip

    assert page.status_code == 404


def test_the_page_takes_the_same_queries_for_one_and_for_twenty(
    client, strategy, action, django_assert_max_num_queries
):
    def fill(number):
        for _ in range(number):
            StrategyPartnerFactory(strategy=strategy)
            ChoiceRecordFactory(strategy=strategy, decision=DecisionFactory())
            measure = IndicatorFactory()
            link = StrategyOutcomeFactory(strategy=strategy)
            IndicatorOutcomeFactory(indicator=measure, outcome=link.outcome)
            strategy.indicators.add(measure)
            UpdateFactory(action=ActionFactory(strategy=strategy), state="accepted")

    fill(1)
    with django_assert_max_num_queries(25) as one:
        client.get(strategy.get_absolute_url())
    fill(19)
    with django_assert_max_num_queries(len(one)):
        client.get(strategy.get_absolute_url())


# --- parts on other pages --------------------------------------------------------------


def test_an_outcome_shows_what_is_done_for_it(db):
    outcome = OutcomeFactory()
    for fields in ({"title": "Gate help"}, {"title": "Secret", "visibility": "partners"}):
        StrategyOutcomeFactory(
            outcome=outcome, strategy=StrategyFactory(order=1, **fields), mechanism="It is near."
        )
    stopped = StoppedStrategyFactory(title="Drop-in", order=2)
    StrategyOutcomeFactory(outcome=outcome, strategy=stopped)

    html = facts(shown("{% strategies_of outcome %}", outcome=outcome))

    assert html == (
        "Gate help Same for everyone It is near. 1 partner. "
        "Drop-in Stopped Week nights work better."
    )
    assert "No strategy works on this yet." in shown(
        "{% strategies_of outcome %}", outcome=OutcomeFactory()
    )


def test_an_outcome_shows_how_the_actions_of_a_strategy_stand(action):
    outcome = OutcomeFactory()
    StrategyOutcomeFactory(outcome=outcome, strategy=action.strategy)
    UpdateFactory(action=action, state="accepted", delivery="needs_help")

    html = facts(shown("{% strategies_of outcome %}", outcome=outcome))

    assert "partners. Needs help: 1" in html


def test_a_measure_shows_what_is_done_to_move_it(db, django_assert_num_queries):
    measure = IndicatorFactory()
    for _ in range(20):
        StrategyFactory().indicators.add(measure)

    with django_assert_num_queries(1):
        html = shown("{% strategies_for measure %}", measure=measure)

    assert html.count("<li>") == 20


def test_the_page_of_an_organisation_says_where_it_takes_part(client, action, org_a):
    led = StrategyFactory(lead_organisation=org_a, title="Led by them")
    StrategyPartnerFactory(organisation=org_a, strategy=led, part="funds", brings="$4,000")
    StrategyPartnerFactory(
        organisation=org_a, strategy__title="Long over", until=datetime.date(2026, 3, 1)
    )

    text = facts(client.get(org_a.get_absolute_url()).text)

    assert "Led by them Under way Leads, Funds: $4,000" in text
    assert f"{action.strategy.title} Under way Delivers" in text
    assert "Long over" not in text
    new = client.get(OrganisationFactory().get_absolute_url()).text
    assert "They take part in no strategy yet." in new
    assert "They have promised nothing yet." in new
    assert "Nobody works on this yet." not in new


def test_the_ways_of_a_test_stand_side_by_side_in_the_words_of_who_does_them(
    client, strategy, action
):
    Strategy.all_objects.filter(pk=strategy.pk).update(mode="test")
    UpdateFactory(action=action, state="accepted", what_happened="41 families reached.")
    assert "side by side" not in client.get(strategy.get_absolute_url()).text  # one way is no test

    other = ActionFactory(strategy=strategy, title="A nurse at the door")
    UpdateFactory(action=other, state="submitted", what_happened="Not read yet.")

    said = facts(client.get(strategy.get_absolute_url()).text)
    test = said[said.index("side by side") : said.index("How we think change happens")]
    assert "41 families reached." in test
    assert "A nurse at the door" in test
    assert "No word yet" in test
    assert "Not read yet." not in test


def test_what_is_the_same_for_everyone_is_no_test(client, strategy, action):
    ActionFactory(strategy=strategy)

    assert "side by side" not in client.get(strategy.get_absolute_url()).text
