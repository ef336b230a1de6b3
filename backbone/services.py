"""The verbs of the desk."""

from django.db import transaction
from django.utils import timezone

from backbone.models import Nudge
from partnership.events import record
from partnership.models import User
from partnership.permissions import authorise
from strategies.models import Action
from strategies.periods import Period


@transaction.atomic
def note_nudge(action: Action, *, by: User, period: Period, how: str, note: str = "") -> Nudge:
    """
    Note that ``by`` asked an organisation for its word on a period. Nothing is sent.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
    """
    authorise(by, "backbone.nudge", action)
    nudge = Nudge.all_objects.create(
        action=action,
        period_end=period.end,
        how=how,
        note=note.strip(),
        by=by,
        at=timezone.now(),
    )
    record("backbone.nudge.noted", nudge, by=by, how=how)
    return nudge
