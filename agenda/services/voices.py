"""People's own words: let them be used, and take them back. No event holds a word of them."""

from django.db import transaction

from agenda.models import Aspiration
from partnership.models import User
from partnership.permissions import authorise
from partnership.states import move


@transaction.atomic
def publish(aspiration: Aspiration, *, by: User) -> Aspiration:
    """
    Let words be used as far as their speaker said yes: a person has read them for names.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: they are in use already, or withdrawn.
    """
    authorise(by, "agenda.look_after_voices", aspiration)
    return move(aspiration, Aspiration.State.PUBLISHED, by=by)


@transaction.atomic
def withdraw(aspiration: Aspiration, *, by: User) -> Aspiration:
    """
    Take words out everywhere, at once and for good. That there were some stays known.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: they are withdrawn already.
    """
    authorise(by, "agenda.look_after_voices", aspiration)
    nothing = {"words": "", "english": "", "translated_by": "", "who": ""}
    return move(aspiration, Aspiration.State.WITHDRAWN, by=by, **nothing)
