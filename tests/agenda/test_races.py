"""Several people at the same moment, with real threads and real transactions."""

import pytest
from django.db import DatabaseError

from agenda import services
from agenda.models import Agenda, Endorsement, OutcomeText
from agenda.seal import seal_of
from agenda.services.versions import content_of
from partnership.errors import TooLate
from tests.agenda.conftest import AFTER, UNTIL, written
from tests.agenda.factories import ON, CommentFactory
from tests.factories import DecisionFactory
from tests.strategies.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def states() -> dict[int, str]:
    return dict(Agenda.all_objects.values_list("number", "state"))


def open_beside(number, outcome):
    return written(number, outcome, state="consultation", comments_from=ON, comments_until=UNTIL)


@pytest.mark.parametrize("round_number", range(5))
@pytest.mark.parametrize("there_is_one", [True, False])
def test_of_two_versions_agreed_at_once_one_wins(
    round_number, there_is_one, request, bea, kim, outcome
):
    first = request.getfixturevalue("first") if there_is_one else None
    versions = [open_beside(2, outcome), open_beside(3, outcome)]
    decision = DecisionFactory()

    def agree(agenda, by):
        return lambda: services.adopt(
            agenda, by=by, decision=decision, replaces=first, adopted_by_few="A test", on=AFTER
        )

    acts = [agree(versions[0], bea), agree(versions[1], kim)]
    results = at_once(*(acts if round_number % 2 else acts[::-1]))

    assert sum(isinstance(result, TooLate) for result in results) == 1
    (won,) = [result for result in results if isinstance(result, Agenda)]
    rest = {2: "consultation", 3: "consultation", won.number: "adopted"}
    assert states() == rest | ({1: "superseded"} if there_is_one else {})


@pytest.mark.parametrize("round_number", range(5))
def test_words_that_are_changed_while_a_version_is_agreed_are_sealed_or_refused(
    round_number, bea, outcome
):
    agenda = open_beside(2, outcome)
    decision = DecisionFactory()

    def agree():
        return services.adopt(
            agenda, by=bea, decision=decision, replaces=None, adopted_by_few="A test", on=AFTER
        )

    def change():
        try:
            return OutcomeText.objects.filter(agenda=agenda).update(statement="Something else")
        except DatabaseError as refusal:
            return refusal

    at_once(*((agree, change) if round_number % 2 else (change, agree)))

    agreed = Agenda.all_objects.get()
    assert agreed.state == "adopted"
    assert agreed.content_hash == seal_of(content_of(agreed))


def test_two_leads_who_sign_at_once_leave_one_word(lena, org_a, outcome):
    agenda = open_beside(2, outcome)

    def give(state):
        return lambda: services.sign(
            agenda, by=lena, organisation=org_a, state=state, reservation="Not yet"
        )

    at_once(give("endorsed"), give("declined"))

    assert Endorsement.objects.count() == 1


def test_a_comment_that_is_answered_twice_at_once_keeps_one_answer(bea, kim, outcome):
    said = CommentFactory(agenda=open_beside(2, outcome))

    results = at_once(
        lambda: services.answer_comment(said, by=bea, result="changed", answer="Yes."),
        lambda: services.answer_comment(said, by=kim, result="later", answer="No."),
    )

    assert sum(isinstance(result, TooLate) for result in results) == 1
