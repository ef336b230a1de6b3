"""What is agreed stays as it was agreed, whoever tries (I2, I3)."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from agenda.models import Agenda
from tests.agenda.factories import (
    ON,
    AgendaFactory,
    AspirationLinkFactory,
    CoreStrategyTextFactory,
    OutcomeFactory,
    OutcomeTextFactory,
    PrincipleFactory,
)
from tests.factories import DecisionFactory

pytestmark = pytest.mark.django_db


def adopt(agenda: Agenda) -> Agenda:
    """As the database sees it: the state with its day, its decision and its seal."""
    Agenda.all_objects.filter(pk=agenda.pk).update(
        state="adopted", adopted_on=ON, decision=DecisionFactory(), content_hash="0" * 64
    )
    return Agenda.all_objects.get(pk=agenda.pk)


@pytest.fixture
def agreed():
    """A version with one row of each kind of part."""
    agenda = AgendaFactory()
    OutcomeTextFactory(agenda=agenda)
    CoreStrategyTextFactory(agenda=agenda).outcomes.add(OutcomeFactory())
    PrincipleFactory(agenda=agenda)
    AspirationLinkFactory(agenda=agenda)
    return adopt(agenda)


PARTS = {
    "agenda_outcometext": "statement = 'Something else'",
    "agenda_corestrategytext": "title = 'Something else'",
    "agenda_principle": "text = 'Something else'",
    "agenda_aspirationlink": "how = 'echoed'",
    "agenda_agenda": "vision = 'Something else'",
    "agenda_corestrategytext_outcomes": "outcome_id = outcome_id",
}


@pytest.mark.parametrize("table", PARTS)
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_an_agreed_version(agreed, table, verb):
    sql = f"UPDATE {table} SET {PARTS[table]}" if verb == "update" else f"DELETE FROM {table}"

    with pytest.raises(ProgrammingError, match="keeps its words"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize(
    "add", [OutcomeTextFactory, CoreStrategyTextFactory, PrincipleFactory, AspirationLinkFactory]
)
def test_nothing_is_added_to_an_agreed_version(agreed, add):
    with pytest.raises(ProgrammingError, match="keeps its words"), transaction.atomic():
        add(agenda=agreed)


def test_a_draft_may_change():
    draft = AgendaFactory()
    text = OutcomeTextFactory(agenda=draft)
    strategy = CoreStrategyTextFactory(agenda=draft)

    text.statement = "Children feel safe"
    text.save()
    strategy.outcomes.add(text.outcome)
    strategy.outcomes.clear()
    text.delete()

    assert not draft.outcomes.exists()


def test_an_agreed_version_may_be_replaced_and_nothing_else(agreed):
    agreed.state = "superseded"
    agreed.save()

    with pytest.raises(ProgrammingError, match="keeps its words"), transaction.atomic():
        Agenda.all_objects.update(state="draft")


def test_there_is_one_version_in_force(agreed):
    with pytest.raises(IntegrityError, match="agenda_one_in_force"), transaction.atomic():
        adopt(AgendaFactory())


def test_a_version_in_force_has_its_day_its_decision_and_its_seal():
    with (
        pytest.raises(IntegrityError, match="day_decision_and_seal"),
        transaction.atomic(),
    ):
        AgendaFactory(state="adopted", adopted_on=ON)
