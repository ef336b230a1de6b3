"""The updates that somebody who leaves has begun, got back or sent: who goes on with them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from partnership.events import record
from partnership.models import Membership, User
from partnership.people import handing_over
from strategies import words
from strategies.models import Update

State = Update.State
SENT = (State.SUBMITTED, State.RETURNED)


def _theirs(membership: Membership) -> QuerySet[Update]:
    """Not accepted yet, and hers: begun or sent by her, or taken over before."""
    person = membership.user
    hers = (
        Q(state=State.DRAFT, saved_by=person)
        | Q(state__in=SENT, sent_by=person)
        | Q(taken_over_by=person)
    )
    here = Update.objects.visible_to(person).filter(action__organisation=membership.organisation)
    return here.filter(hers).exclude(state=State.ACCEPTED).select_related("action")


def _find(membership: Membership) -> list[handing_over.OpenTask]:
    said = {
        State.DRAFT: _("Begun for %(period)s, not sent yet."),
        State.RETURNED: _("Sent back with a question, for %(period)s."),
        State.SUBMITTED: _("Sent for %(period)s; a question may still come."),
    }
    return [
        handing_over.OpenTask(
            update.action.title,
            said[update.state] % {"period": words.period_words(update.period)},
        )
        for update in _theirs(membership).order_by("action__title", "period_end")
    ]


def _give(membership: Membership, to: User, by: User) -> list[int]:
    given = []
    for update in _theirs(membership).select_for_update(of=("self",)).order_by("pk"):
        Update.objects.visible_to(membership.user).filter(pk=update.pk).update(taken_over_by=to)
        record("strategies.update.taken_over", update, by=by, to=to.pk)
        given.append(update.pk)
    return given


handing_over.kind(find=_find, give=_give)
