"""The only way a state changes: of two who saw the same one, one moves it."""

import pytest

from partnership.errors import TooLate
from partnership.models import Event
from partnership.states import move
from strategies.models import Update
from tests.strategies.factories import UpdateFactory


def test_of_two_who_saw_the_same_state_one_moves_it(db, mai):
    first = UpdateFactory(state=Update.State.SUBMITTED)
    second = Update.all_objects.get(pk=first.pk)
    before = {"sent_by": None, "sent_at": None}
    move(first, Update.State.DRAFT, by=mai, called="undone", **before)

    with pytest.raises(TooLate, match="a moment ago"):
        move(second, Update.State.DRAFT, by=mai, called="undone", **before)

    assert second.state == Update.State.SUBMITTED, "what she has before her is as she saw it"
    assert Event.objects.count() == 1
