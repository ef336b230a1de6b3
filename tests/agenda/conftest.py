"""A version that everything is there for, which a test then spoils."""

import datetime

import pytest

from agenda.models import Agenda, CoreStrategy, Endorsement
from tests.agenda.factories import (
    ON,
    AgendaFactory,
    AspirationLinkFactory,
    CoreStrategyTextFactory,
    EndorsementFactory,
    OutcomeFactory,
    OutcomeTextFactory,
    PrincipleFactory,
)
from tests.factories import DecisionFactory

UNTIL = ON + datetime.timedelta(days=40)
AFTER = UNTIL + datetime.timedelta(days=1)


@pytest.fixture
def outcome(db):
    return OutcomeFactory(code="O1", slug="ready-to-learn")


def written(number: int, outcome, **more) -> Agenda:
    """A version with one part of each kind, and words of a person behind its outcome."""
    agenda = AgendaFactory(number=number, **more)
    OutcomeTextFactory(agenda=agenda, outcome=outcome, order=1)
    AspirationLinkFactory(agenda=agenda, outcome=outcome)
    strategy, _is_new = CoreStrategy.objects.get_or_create(code="S1")
    text = CoreStrategyTextFactory(agenda=agenda, core_strategy=strategy, order=1)
    text.outcomes.add(outcome)
    PrincipleFactory(agenda=agenda, order=1)
    return agenda


def in_force(number: int, outcome) -> Agenda:
    """As the database sees a version that was agreed."""
    agenda = written(number, outcome)
    Agenda.all_objects.filter(pk=agenda.pk).update(
        state="adopted", adopted_on=ON, decision=DecisionFactory(), content_hash="0" * 64
    )
    return Agenda.all_objects.get(pk=agenda.pk)


@pytest.fixture
def draft(outcome):
    return written(2, outcome)


@pytest.fixture
def open_version(outcome, org_a, org_b, lena):
    """Open for comments, and signed by one of two partners."""
    agenda = written(2, outcome, state="consultation", comments_from=ON, comments_until=UNTIL)
    EndorsementFactory(agenda=agenda, organisation=org_a, by=lena, state=Endorsement.State.ENDORSED)
    return agenda


@pytest.fixture
def first(outcome):
    """The version in force."""
    return in_force(1, outcome)
