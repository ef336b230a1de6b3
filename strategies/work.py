"""What a person's organisations have to say next, and have said: the list "My updates"."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from partnership.models import User
from strategies import words
from strategies.models import Action, Strategy, Update
from strategies.periods import Period, period_to_report


@dataclass(frozen=True)
class Task:
    """One line of the list: an action in a period, with its update if somebody began one."""

    action: Action
    period: Period
    update: Update | None
    last_word: Update | None  # the newest accepted update of the action that has words

    @property
    def is_returned(self) -> bool:
        return self.update is not None and self.update.state == Update.State.RETURNED

    def is_taken_over_by(self, user: User) -> bool:
        return self.update is not None and self.update.taken_over_by_id == user.pk

    @property
    def due_on(self) -> datetime.date:
        return self.update.answer_by if self.is_returned else self.period.due_on

    @property
    def due(self) -> tuple[str, str]:
        return words.due_words(self.due_on, timezone.localdate())

    @property
    def url(self) -> str:
        return reverse("strategies:update", args=[self.action.pk, self.period.end])


@dataclass(frozen=True)
class Work:
    to_do: list[Task]  # taken over, then in due order
    done: list[Task]  # newest first
    actions: int
    measures: int  # on which these actions work

    @property
    def due(self) -> int:
        return sum(not task.is_returned for task in self.to_do)

    @property
    def returned(self) -> int:
        return sum(task.is_returned for task in self.to_do)


def actions_of(user: User) -> list[Action]:
    """Those of the person's own organisations, with all that a page says of one. One query."""
    return list(Action.objects.editable_by(user).select_related("organisation", "strategy"))


def work_of(user: User, today: datetime.date) -> Work:
    """Everything for the page, in three queries."""
    actions = actions_of(user)
    to_do, done = _tasks(actions, user, today)
    return Work(
        to_do=to_do,
        done=sorted(done, key=lambda t: t.update.reviewed_at or t.update.sent_at, reverse=True),
        actions=len(actions),
        measures=_measures(actions, user),
    )


def next_task(
    actions: list[Action], user: User, today: datetime.date, *, after: Update
) -> Task | None:
    """What is due next of the person's actions, once ``after`` was sent. One query."""
    to_do, _done = _tasks(actions, user, today)
    others = [task for task in to_do if task.update is None or task.update.pk != after.pk]
    return others[0] if others else None


def _tasks(
    actions: list[Action], user: User, today: datetime.date
) -> tuple[list[Task], list[Task]]:
    """What is to do, in the order in which it is shown, and what is done."""
    updates = Update.objects.visible_to(user).filter(action__in=actions)
    of_action = defaultdict(list)
    for update in updates.select_related("reviewed_by").newest_first():
        of_action[update.action_id].append(update)
    to_do, done = [], []
    for action in actions:
        mine, theirs = _of_action(action, of_action[action.pk], today)
        to_do += mine
        done += theirs
    # What she took over from somebody who has left is new to her, so it comes first.
    return sorted(to_do, key=lambda t: (not t.is_taken_over_by(user), t.due_on)), done


def _of_action(
    action: Action, updates: list[Update], today: datetime.date
) -> tuple[list[Task], list[Task]]:
    """What is to do and what is done on one action; ``updates`` are all of it, newest first."""
    accepted = [u for u in updates if u.state == Update.State.ACCEPTED]
    last_word = next((u for u in accepted if not u.nothing_changed), None)
    to_do = [Task(action, u.period, u, last_word) for u in updates if u.is_open]
    if (asked := _asked(action, updates, today)) is not None:
        to_do.append(Task(action, asked, None, last_word))
    waiting = [u for u in updates if u.state == Update.State.SUBMITTED]
    if not to_do and not waiting:
        waiting = accepted[:1]
    return to_do, [Task(action, u.period, u, last_word) for u in waiting]


def _asked(action: Action, updates: list[Update], today: datetime.date) -> Period | None:
    """The period for which nobody has written anything yet, if an update for it is asked for."""
    period = period_to_report(today, action.rhythm, since=action.starts_on)
    if period is None or any(u.period_end >= period.end for u in updates):
        return None
    if not action.strategy.asks_for_updates:
        return None
    last_sent = next((u for u in updates if not u.is_open), None)
    has_ended = last_sent is not None and last_sent.delivery in Update.ENDED
    return None if has_ended else period


def _measures(actions: list[Action], user: User) -> int:
    strategies = Strategy.objects.visible_to(user).filter(pk__in={a.strategy_id for a in actions})
    return strategies.filter(indicators__isnull=False).values("indicators").distinct().count()
