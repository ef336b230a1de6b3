"""What one organisation did in the last twelve months: for the board that sends it here."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from measurement.models import Indicator
from partnership.models import Organisation, User
from strategies.models import Action, Strategy, Update
from strategies.periods import Period, period_before, period_with


@dataclass(frozen=True)
class OurPart:
    since: datetime.date
    until: datetime.date
    actions: list[Action]  # each with its ``last_words``
    asked: int  # updates that were due in these months, from the first word on
    on_time: int
    measures: list[Indicator]


def our_part(organisation: Organisation, user: User, today: datetime.date) -> OurPart:
    """As ``user`` may see it. Five queries."""
    since = _a_year_before(today)
    actions = Action.objects.visible_to(user).filter(organisation=organisation)
    actions = list(actions.select_related("strategy").with_last_word(user))
    sent = Update.objects.visible_to(user).filter(action__in=actions)
    of_action = defaultdict(list)
    for update in sent.exclude(state=Update.State.DRAFT):
        of_action[update.action_id].append(update)
    asked = on_time = 0
    for action in actions:
        by_end = {u.period_end: u for u in of_action[action.pk]}
        for period in _asked(action, of_action[action.pk], since, today):
            asked += 1
            on_time += period.end in by_end and _in_time(by_end[period.end], period)
    return OurPart(since, today, actions, asked, on_time, _measures(actions, user))


def _asked(action, updates, since: datetime.date, today: datetime.date) -> list[Period]:
    """
    The periods whose day to send lies in these months, from the first word on an action to its end.

    What an action did before it was reported on here is no update that somebody missed.
    """
    first = min((u.period_end for u in updates), default=None)
    ended = [u.period_end for u in updates if u.delivery in Update.ENDED]
    found = []
    period = period_with(today, action.rhythm)
    while first and period.due_on > since and period.end >= first:
        if period.due_on <= today and (not ended or period.end <= min(ended)):
            found.append(period)
        period = period_before(period, action.rhythm)
    return found


def _in_time(update: Update, period: Period) -> bool:
    """Sent by its day. What was read by then had been sent, also if it was sent again later."""
    moments = [update.sent_at, update.reviewed_at] if update.return_note else [update.sent_at]
    return timezone.localdate(min(filter(None, moments))) <= period.due_on


def _a_year_before(day: datetime.date) -> datetime.date:
    last_of_february = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if last_of_february else day.day)


def _measures(actions: list[Action], user: User) -> list[Indicator]:
    strategies = Strategy.objects.visible_to(user).filter(pk__in={a.strategy_id for a in actions})
    found = {m.pk: m for s in strategies.prefetch_related("indicators") for m in s.indicators.all()}
    return list(found.values())
