"""The verbs about targets: propose one, and agree on it by a decision of a group."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measurement.models import Figure, Method, Target
from measurement.status import GOOD
from partnership.errors import TooLate
from partnership.events import record
from partnership.models import Decision, User
from partnership.permissions import authorise
from partnership.states import move


@transaction.atomic
def propose_target(
    start: Figure, *, by: User, value: Decimal, due: datetime.date, reasons: str
) -> Target:
    """
    Write down what could be reached, from a figure that everybody can read. Nobody is bound yet.

    Args:
        start: a public figure of everybody in the place: where it starts from.
        value: in the unit of the measure.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it cannot be a target: its sentence says why.
    """
    authorise(by, "measurement.propose_target", start.indicator)
    if why_not := refusal(start, value, due):
        raise TooLate(why_not)
    target = Target.objects.create(
        indicator=start.indicator,
        place=start.place,
        start_on=start.period_end,
        start_value=start.value,
        value=value,
        due=due,
        reasons=reasons,
    )
    record("measurement.target.proposed", target, by=by)
    return target


def refusal(start: Figure, value: Decimal, due: datetime.date) -> str:
    """Why this cannot be a target and how to mend it, in a sentence; empty if it can."""
    method = start.release.method
    if start.dims or not start.is_shown or not start.release.is_current:
        return _("A target starts from a figure of everybody that is public now.")
    if method.polarity == Method.Polarity.NEUTRAL:
        return _("A change of this measure can be good or bad, so it can have no target.")
    if (value - start.value) * GOOD[method.polarity] <= 0:
        return _("The target is not better than where it starts. Choose another number.")
    if value < 0 or (method.is_share and value > 100):
        return _("A share lies between 0 and 100 percent.")
    if due <= start.period_end or due <= timezone.localdate():
        return _("Choose a day to come by which it is to be reached.")
    return ""


@transaction.atomic
def agree_target(target: Target, *, by: User, decision: Decision) -> Target:
    """
    A group has decided on it: everybody sees it from now on. An earlier target gives way and stays.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: the decision is not made, or the target was agreed before.
    """
    authorise(by, "measurement.agree_target", target)
    if decision.state not in (Decision.State.MADE, Decision.State.CARRIED_OUT):
        raise TooLate(_("This decision is not made yet, so the target is not agreed."))
    before = Target.objects.select_for_update().filter(
        indicator=target.indicator, place=target.place, state=Target.State.AGREED
    )
    for old in before:
        move(old, Target.State.SUPERSEDED, by=by, event={"now": target.pk})
    return move(
        target,
        Target.State.AGREED,
        by=by,
        agreed_on=decision.made_on,
        decision=decision,
        event={"decision": decision.number},
    )
