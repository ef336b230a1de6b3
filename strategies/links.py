"""
The two-minute link of a reminder (SECURITY R4a): one person, one action, one period.

Its signature is made over the person's address, membership and role as they are now. So it dies
with each of them; and it dies when the update is sent, and 14 days after it was due.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.core.signing import Signer
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from partnership import mail
from partnership.events import record
from partnership.models import User
from strategies.models import Action, Update
from strategies.periods import Period, period_ending

LASTS_AFTER_DUE = datetime.timedelta(days=14)
_SIGNER = Signer(salt="strategies.two-minute-link")


@dataclass(frozen=True)
class Opened:
    """What a valid link opens. ``update`` is None until somebody wrote something."""

    user: User
    action: Action
    period: Period
    update: Update | None

    @property
    def is_sent(self) -> bool:
        """It was sent once, whatever became of it: the link is dead."""
        return self.update is not None and self.update.state != Update.State.DRAFT


def may_be_mailed(action: Action, period: Period, day: datetime.date) -> bool:
    return action.organisation.mails_links and day <= period.due_on + LASTS_AFTER_DUE


@mail.opener("strategies.update")
def path(user_pk: int, action_pk: int, period_end: str) -> str:
    user = User.objects.get(pk=user_pk)
    action = Action.objects.editable_by(user).get(pk=action_pk)
    return link_path(user, action, period_end)


def link_path(user: User, action: Action, period_end: datetime.date | str) -> str:
    """The path of the link. ``action`` is one of the person's own."""
    token = f"{user.pk}.{action.pk}.{period_end}.{_signature(user, action, period_end)}"
    return reverse("strategies:two-minutes", args=[token])


def open_link(token: str, day: datetime.date) -> Opened | None:
    """What a link opens on a day, sent or not; None if it is not one of ours, or has ended."""
    try:
        user_pk, action_pk, end, signature = token.split(".", 3)
        user = User.objects.filter(pk=int(user_pk), is_active=True).first()
        period_end = datetime.date.fromisoformat(end)
        action_pk = int(action_pk)
    except ValueError:
        return None
    if user is None:
        return None
    actions = Action.objects.editable_by(user).select_related("organisation", "strategy")
    action = actions.filter(pk=action_pk).first()
    if action is None or not constant_time_compare(signature, _signature(user, action, end)):
        return None
    period = period_ending(period_end, action.rhythm)
    if period is None or day < period.opens_on or not may_be_mailed(action, period, day):
        return None
    updates = Update.objects.visible_to(user).filter(action=action, period_end=period.end)
    return Opened(user, action, period, updates.select_related("saved_by").first())


def _signature(user: User, action: Action, period_end: datetime.date | str) -> str:
    membership = next(
        m for m in user.open_memberships if m.organisation_id == action.organisation_id
    )
    bound_to = [user.pk, user.email, membership.pk, membership.role, action.pk, period_end]
    return _SIGNER.signature("|".join(map(str, bound_to)))


@transaction.atomic
def use(opened: Opened, act: Callable[..., Update], **content) -> Update:
    """Do what the form asks as the person of the link, and record that it came by a link."""
    update = act(opened.action, by=opened.user, period=opened.period, **content)
    record("strategies.update.by_link", update, by=opened.user)
    return update


def last_word(opened: Opened) -> Update | None:
    """The newest accepted update of the action before this period."""
    earlier = Update.objects.visible_to(opened.user).filter(
        action=opened.action, state=Update.State.ACCEPTED, period_end__lt=opened.period.end
    )
    return earlier.select_related("sent_by").newest_first().first()
