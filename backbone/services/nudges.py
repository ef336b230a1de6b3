"""The verbs of the desk."""

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from backbone.models import Nudge
from partnership import mail
from partnership.errors import TooLate
from partnership.events import record
from partnership.models import User
from partnership.permissions import authorise
from strategies.models import Action
from strategies.periods import Period


@transaction.atomic
def note_nudge(action: Action, *, by: User, period: Period, how: str, note: str = "") -> Nudge:
    """
    Note that ``by`` asked an organisation for its word on a period: by phone, or face to face.

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


@transaction.atomic
def mail_nudge(
    action: Action, *, by: User, period: Period, to: Sequence[User], words: str
) -> Nudge:
    """
    Ask people of an organisation by mail, in exactly these words; the worker sends them.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: somebody of ``to`` no longer works for the organisation. Nothing was sent.
    """
    authorise(by, "backbone.nudge", action)
    if not all(action.organisation in person.organisations() for person in to):
        raise TooLate(_("Somebody of them no longer works there. Open the page again."))
    nudge = Nudge.all_objects.create(
        action=action,
        period_end=period.end,
        how=Nudge.How.MAILED,
        recipients=[person.pk for person in to],
        words=words,
        by=by,
        at=timezone.now(),
    )
    address = reverse("strategies:update", args=[action.pk, period.end])
    for person in to:
        mail.queue(
            "nudge",
            [mail.Part(words, label=_("Write the update"), link=address), mail.Part(by.name)],
            to=person,
            key=f"nudge:{nudge.pk}:{person.pk}",
            subject=_("A word from you is missing"),
        )
    record("backbone.nudge.mailed", nudge, by=by, people=len(to))
    return nudge
