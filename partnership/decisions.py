"""The verbs of decisions: make, carry out, reverse. What is proposed is a plain record."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.errors import TooLate
from partnership.models import Decision, User
from partnership.permissions import authorise
from partnership.states import move


def make(decision: Decision, *, by: User, on: datetime.date) -> Decision:
    """
    Record that the group decided it ``on`` that day. From now on its words stand.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it was decided before.
    """
    authorise(by, "partnership.record_decision", decision)
    return move(decision, Decision.State.MADE, by=by, made_on=on)


def carry_out(decision: Decision, *, by: User) -> Decision:
    """
    Record that what was decided is done.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it is not decided, or was reversed.
    """
    authorise(by, "partnership.record_decision", decision)
    return move(decision, Decision.State.CARRIED_OUT, by=by)


@transaction.atomic
def reverse(decision: Decision, *, by: User, reversed_by: Decision) -> Decision:
    """
    Record that a later decision undoes this one. Both stay, each naming the other.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it is not decided, or ``reversed_by`` is not a made decision after it.
    """
    authorise(by, "partnership.record_decision", decision)
    is_made = reversed_by.state in (Decision.State.MADE, Decision.State.CARRIED_OUT)
    if not is_made or reversed_by.number <= decision.number:
        raise TooLate(_("Only a later decision that is made can reverse this one."))
    return move(decision, Decision.State.REVERSED, by=by, reversed_by=reversed_by)
