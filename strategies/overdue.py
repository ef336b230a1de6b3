"""Whose word is late, across all organisations: what the backbone team asks about."""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from partnership.models import User
from strategies.models import Action, Update
from strategies.periods import Period, period_before, period_to_report


@dataclass(frozen=True)
class Overdue:
    """An action whose organisation was asked for its word and has not sent it."""

    action: Action
    period: Period  # the latest one that is overdue: a word on it is a word on how things stand
    days_late: int  # since the first period without a word; without any word yet, the latest
    last_word: Update | None  # the newest accepted update
    question: Update | None = None  # what was sent back and not answered

    @property
    def update_url(self) -> str:
        """Where its organisation answers."""
        return reverse("strategies:update", args=[self.action.pk, self.period.end])


def overdue(user: User, today: datetime.date) -> list[Overdue]:
    """All that is late, longest first, as ``user`` may see it. Three queries."""
    actions = Action.objects.visible_to(user).to_report_on().filter(starts_on__lt=today)
    actions = actions.select_related("organisation", "strategy").with_last_word(user)
    sent = Update.objects.visible_to(user).exclude(state=Update.State.DRAFT)
    newest = {u.action_id: u for u in sent.newest_of_each_action()}
    found = (_overdue(action, newest.get(action.pk), today) for action in actions)
    return sorted(filter(None, found), key=lambda late: (-late.days_late, late.action.title))


def _overdue(action: Action, newest: Update | None, today: datetime.date) -> Overdue | None:
    """``newest`` is the last update that the organisation sent."""
    last_word = action.last_words[0] if action.last_words else None
    if newest and newest.state == Update.State.RETURNED and newest.answer_by < today:
        days = (today - newest.answer_by).days
        return Overdue(action, newest.period, days, last_word, question=newest)
    if newest and newest.delivery in Update.ENDED:
        return None
    last_sent = newest.period_end if newest else datetime.date.min
    missed = _missed(action, last_sent, today)
    if not missed:
        return None
    # Nobody knows since when an action without any word was to be told of here.
    first = missed[-1] if newest else missed[0]
    return Overdue(action, missed[0], (today - first.due_on).days, last_word)


def _missed(action: Action, last_sent: datetime.date, today: datetime.date) -> list[Period]:
    """The periods after ``last_sent`` whose day has passed, the newest first."""
    missed = []
    period = period_to_report(today, action.rhythm, since=action.starts_on)
    while period and period.end > last_sent and period.end >= action.starts_on:
        if period.due_on < today:
            missed.append(period)
        period = period_before(period, action.rhythm)
    return missed
