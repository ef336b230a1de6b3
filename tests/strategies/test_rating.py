"""Leads rate for their organisations; nobody learns who said what (METHODS M15)."""

import datetime
import re

import pytest
from django.db import IntegrityError, connection, transaction

from partnership.errors import NotAllowed, TooLate
from partnership.versions import Stale
from strategies import rating
from strategies.agreement import spread
from strategies.models import Assessment, LeverageRound
from strategies.rating_results import latest_result, results_of
from tests.factories import OrganisationFactory
from tests.oracles import numbers, rows
from tests.people import person
from tests.strategies.factories import (
    AssessmentFactory,
    LeverageRoundFactory,
    ProposalFactory,
    StrategyFactory,
    over,
)
from tests.strategies.test_models import refused_by
from tests.strategies.test_strategy_page import facts

pytestmark = pytest.mark.django_db
FOURS = dict.fromkeys(Assessment.QUESTIONS, 4)


@pytest.fixture
def strategy():
    return StrategyFactory(title="Help at the gate")


@pytest.fixture
def open_round(strategy) -> LeverageRound:
    return LeverageRoundFactory(strategies=[strategy])


def rated(round, strategy, *impacts) -> LeverageRound:
    """The round, over, after as many organisations rated as there are impacts."""
    for impact in impacts:
        AssessmentFactory(round=round, strategy=strategy, impact=impact)
    return over(round)


# --- the numbers -------------------------------------------------------------------------


@pytest.mark.parametrize("row", rows("ratings.csv"), ids=lambda row: row["case"])
def test_median_and_quartiles_agree_with_numpy(row):
    found = spread([int(rating) for rating in numbers(row["ratings"])])

    assert found.n == int(row["n"])
    assert float(found.median) == pytest.approx(float(row["median"]))
    assert float(found.low) == pytest.approx(float(row["q1"]))
    assert float(found.high) == pytest.approx(float(row["q3"]))


@pytest.mark.parametrize(
    ("ratings", "agreed", "split"),
    [
        ([4, 4, 5, 4, 5], True, False),
        ([1, 2, 5, 4, 5, 3], False, True),  # exactly a third low, half high
        ([1, 3, 3, 4, 5], True, False),  # a fifth is no third
        ([1, 3, 3, 5, 5], False, False),
    ],
)
def test_partners_agree_or_see_it_in_two_ways(ratings, agreed, split):
    found = spread(ratings)

    assert (found.agreed, found.split) == (agreed, split)


@pytest.mark.parametrize("wrong", [[], [0], [6], [3, 7]])
def test_what_is_no_rating_is_refused(wrong):
    with pytest.raises(ValueError, match="1 to 5"):
        spread(wrong)


# --- rating ---------------------------------------------------------------------------------


def test_a_lead_rates_for_her_organisation_and_changes_it(lena, org_a, open_round, strategy):
    first = {"by": lena, "organisation": org_a, "scores": FOURS}
    rating.rate(open_round, strategy, seen_version=0, **first)

    again = {**first, "scores": {**FOURS, "knowledge": None}}
    rating.rate(open_round, strategy, seen_version=1, reason=" Nobody knows. ", **again)

    mine = Assessment.objects.visible_to(lena).get()
    assert (mine.impact, mine.knowledge, mine.reason) == (4, None, "Nobody knows.")
    with pytest.raises(Stale):
        rating.rate(open_round, strategy, seen_version=1, **first)


@pytest.mark.parametrize("who", ["mai", "omar", "bea", "ada"])
def test_only_a_lead_rates_for_her_organisation(who, request, org_a, open_round, strategy):
    by = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        rating.rate(open_round, strategy, by=by, organisation=org_a, seen_version=0, scores=FOURS)


def test_the_backbone_team_does_not_rate(backbone_team, open_round, strategy):
    boss = person("Rita Lead", backbone_team, "lead")

    with pytest.raises(NotAllowed, match="does not rate"):
        rating.rate(
            open_round, strategy, by=boss, organisation=backbone_team, seen_version=0, scores=FOURS
        )


def test_nobody_rates_before_after_or_beside_a_round(lena, org_a, open_round, strategy, bea, now):
    said = {"by": lena, "organisation": org_a, "seen_version": 0, "scores": FOURS}
    with pytest.raises(TooLate, match="not rated in this round"):
        rating.rate(open_round, StrategyFactory(), **said)
    draft = LeverageRoundFactory(strategies=[strategy], state="draft")
    past = LeverageRoundFactory(strategies=[strategy], closes_on="2026-10-04")
    rating.close_round(open_round, by=bea)

    for round in (draft, past, open_round):
        with pytest.raises(TooLate, match="over"):
            rating.rate(round, strategy, **said)

    assert open_round.closes_on == datetime.date(2026, 10, 5)
    assert not Assessment.all_objects.exists()


def test_the_database_itself_takes_no_rating_after_the_round(open_round, strategy):
    one = AssessmentFactory(round=open_round, strategy=strategy)
    over(open_round)

    assert "only_while_open" in refused_by(lambda: AssessmentFactory(round=open_round))
    assert "only_while_open" in refused_by(
        lambda: Assessment.all_objects.filter(pk=one.pk).update(impact=1)
    )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM strategies_assessment")


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [("rating_impact", {"impact": 6}), ("rating_feasibility", {"feasibility": 0})],
)
def test_the_database_refuses_a_rating_that_is_none(constraint, fields):
    assert constraint in refused_by(lambda: AssessmentFactory(**fields))


def test_the_database_refuses_rounds_and_ratings_that_contradict_themselves(open_round):
    one = AssessmentFactory(round=open_round)
    twice = {"round": open_round, "strategy": one.strategy, "organisation": one.organisation}

    assert "once_an_organisation" in refused_by(lambda: AssessmentFactory(**twice))
    assert "round_state" in refused_by(lambda: LeverageRoundFactory(state="paused"))
    assert "round_ends" in refused_by(lambda: LeverageRoundFactory(closes_on="2026-09-13"))
    assert "what_was_said" in refused_by(lambda: LeverageRoundFactory(state="discussed"))


def test_the_backbone_team_opens_closes_and_notes_the_talk(bea, lena, strategy):
    round = LeverageRoundFactory(state="draft")
    with pytest.raises(TooLate, match="Choose the strategies"):
        rating.open_round(round, by=bea)
    round.strategies.add(strategy)
    with pytest.raises(NotAllowed):
        rating.open_round(round, by=lena)

    rating.open_round(round, by=bea)
    rating.close_round(round, by=bea)
    with pytest.raises(TooLate, match="Say what"):
        rating.note_talk(round, by=bea, talk=" ")
    rating.note_talk(round, by=bea, talk="Money is the question.")

    round.refresh_from_db()
    assert (round.state, round.talk) == ("discussed", "Money is the question.")


# --- who sees what ---------------------------------------------------------------------------


def test_an_organisation_sees_its_own_ratings_only(mai, omar, bea, nobody, org_a, open_round):
    own = AssessmentFactory(round=open_round, organisation=org_a)
    AssessmentFactory(round=open_round)

    assert list(Assessment.objects.visible_to(mai)) == [own]
    assert not Assessment.objects.visible_to(omar).exists()
    assert not Assessment.objects.visible_to(nobody).exists()
    assert Assessment.objects.visible_to(bea).count() == 2


def test_nothing_is_shown_of_fewer_than_five(open_round, strategy):
    round = rated(open_round, strategy, 1, 2, 3, 4)

    (result,) = results_of(round)

    assert not result.can_be_shown
    assert [answer.spread for answer in result.answers] == [None] * 6


def test_a_question_that_fewer_than_five_could_answer_stays_empty(open_round, strategy):
    rated(open_round, strategy, 5, 5, 4, 4, None)

    round, result = latest_result(strategy)

    assert (round, result.raters) == (open_round, 5)
    by_name = {answer.name: answer for answer in result.answers}
    assert by_name["Impact"].spread is None
    assert by_name["Influence"].spread.counts == (0, 0, 0, 5, 0)


def test_who_could_say_nothing_has_not_rated(open_round, strategy):
    for _ in range(4):
        AssessmentFactory(round=open_round, strategy=strategy)
    AssessmentFactory(round=open_round, strategy=strategy, **dict.fromkeys(Assessment.QUESTIONS))

    (result,) = results_of(over(open_round))

    assert (result.raters, result.can_be_shown) == (4, False)


def test_nothing_is_shown_while_the_round_is_open(open_round, strategy):
    for _ in range(6):
        AssessmentFactory(round=open_round, strategy=strategy)

    assert results_of(open_round) == []
    assert latest_result(strategy) is None


def test_partners_are_told_when_few_answered(open_round, strategy, backbone_team):
    for _ in range(6):
        OrganisationFactory()
    OrganisationFactory(left_on="2026-01-01")
    OrganisationFactory(joined_on="2026-12-01")

    (result,) = results_of(rated(open_round, strategy, 1, 2, 3, 4, 5))

    assert (result.raters, result.asked, result.is_representative) == (
        5,
        12,
        False,
    )  # with who leads the strategy


def test_the_public_page_shows_the_middle_and_never_a_single_answer(
    client, partnership, open_round, strategy
):
    for impact in (3, 4, 4, 5, 5, 4):
        AssessmentFactory(
            round=open_round, strategy=strategy, impact=impact, reason="We hold the money."
        )
    rating_talk = "Money is the question."
    LeverageRound.all_objects.update(state="discussed", talk=rating_talk)

    text = facts(client.get(strategy.get_absolute_url()).text)

    assert "6 of 7 partners rated it." in text
    assert "Impact: how much could change for children 4 of 5 Partners agree" in text
    assert rating_talk in text
    assert "We hold the money." not in text


# --- the pages ----------------------------------------------------------------------------


@pytest.fixture
def form(strategy, open_round):
    address = f"/ratings/{open_round.pk}/{strategy.slug}/"
    answers = {**{name: "4" for name in Assessment.QUESTIONS}, "knowledge": "none"}
    return address, {**answers, "reason": "", "version": "0"}


def test_a_lead_rates_on_the_page_with_and_without_htmx(client, partnership, lena, form):
    address, answers = form
    client.force_login(lena)

    plain = client.post(address, answers)
    part = client.post(address, {**answers, "version": "1"}, headers={"HX-Request": "true"})

    assert plain.status_code == 302
    assert Assessment.all_objects.get().knowledge is None
    assert "Kept. You can change it" in part.text
    assert "<html" not in part.text
    assert "You have rated 1 of 1" in facts(client.get(plain.url).text)


def test_an_unanswered_question_is_named_and_nothing_is_lost(client, partnership, lena, form):
    address, answers = form
    client.force_login(lena)
    del answers["impact"]

    page = client.post(address, {**answers, "reason": "Because."})

    assert page.status_code == 422
    assert "Impact: choose from 1 to 5" in page.text
    assert "Because." in page.text
    assert len(re.findall(" checked", page.text)) == 5


def test_two_leads_see_both_versions(client, partnership, lena, form):
    address, answers = form
    client.force_login(lena)
    client.post(address, answers)

    page = client.post(address, {**answers, "impact": "1"})

    assert page.status_code == 409
    assert "These are theirs:" in page.text
    assert 'name="version" value="1"' in page.text
    assert Assessment.all_objects.get().impact == 4


def test_a_member_may_look_and_not_rate(client, partnership, mai, form, open_round):
    address, answers = form
    client.force_login(mai)

    assert client.post(address, answers).status_code == 302
    assert not Assessment.all_objects.exists()
    assert (
        "A lead of your organisation rates for you."
        in client.get(open_round.get_absolute_url()).text
    )


def test_after_the_round_partners_see_the_spread(client, partnership, omar, open_round, strategy):
    round = rated(open_round, strategy, 1, 1, 3, 5, 5)
    client.force_login(omar)

    text = facts(client.get(round.get_absolute_url()).text)

    assert "Impact Partners see it in two ways 3 2 0 1 0 2" in text


@pytest.mark.parametrize("page", ["round", "ideas"])
def test_the_pages_take_the_same_queries_for_one_and_for_twenty(
    page, client, partnership, lena, org_a, open_round, django_assert_max_num_queries
):
    client.force_login(lena)
    address = open_round.get_absolute_url() if page == "round" else "/ideas/"

    def fill(number):
        for _ in range(number):
            proposal = ProposalFactory()
            open_round.strategies.add(proposal)
            AssessmentFactory(round=open_round, strategy=proposal, organisation=org_a, version=1)

    fill(1)
    with django_assert_max_num_queries(30) as one:
        client.get(address)
    fill(19)
    with django_assert_max_num_queries(len(one)):
        assert client.get(address).text.count("<li") >= 20


# --- ideas ----------------------------------------------------------------------------------


def test_a_member_proposes_on_the_page(client, partnership, mai):
    from tests.agenda.factories import OutcomeFactory

    outcome = OutcomeFactory()
    client.force_login(mai)
    words = {"title": "Bikes", "summary": "On own wheels.", "who_for": "All", "why": "Fun."}

    missing = client.post("/ideas/new/", words)
    sent = client.post("/ideas/new/", {**words, "outcomes": [outcome.pk]})

    assert missing.status_code == 422
    assert "Choose at least one outcome" in missing.text
    assert "On own wheels." in missing.text
    assert sent.status_code == 302
    text = facts(client.get("/ideas/").text)
    assert "Bikes On own wheels. Fun." in text
    assert "Proposed by Northern Rivers Family Care." in text
