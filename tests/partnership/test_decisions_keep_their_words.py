"""A decision stands as it was decided, whoever tries."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, ProgrammingError, transaction

from partnership.models import Decision
from tests.factories import DecisionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Something else"},
        {"reasons": "Something else"},
        {"dissent": "Something else"},
        {"made_on": datetime.date(2020, 1, 1)},
        {"state": "proposed", "made_on": None},
        {"visibility": "partners"},
    ],
)
def test_the_database_refuses_to_change_what_was_decided(change):
    DecisionFactory()

    with pytest.raises(ProgrammingError, match="keeps its words"), transaction.atomic():
        Decision.all_objects.update(**change)


def test_the_database_refuses_to_remove_what_was_decided():
    decision = DecisionFactory()

    with pytest.raises(ProgrammingError, match="keeps its words"), transaction.atomic():
        decision.delete()


def test_what_is_to_be_decided_may_change():
    DecisionFactory(state="proposed", made_on=None)

    changed = Decision.all_objects.update(title="Pay for two", state="made", made_on="2026-03-02")

    assert changed == 1


def test_only_a_decision_reverses_a_decision():
    DecisionFactory()

    with pytest.raises(IntegrityError, match="reversed_by_a_decision"), transaction.atomic():
        Decision.all_objects.update(state="reversed")


def test_who_sees_a_decision(mai, bea):
    public = DecisionFactory()
    among_us = DecisionFactory(visibility="partners")
    open_still = DecisionFactory(state="proposed", made_on=None)

    seen = {
        name: set(Decision.objects.visible_to(user))
        for name, user in [("nobody", AnonymousUser()), ("mai", mai), ("bea", bea)]
    }

    assert seen["nobody"] == {public}
    assert seen["mai"] == {public, among_us}
    assert seen["bea"] == {public, among_us, open_still}
