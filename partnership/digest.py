"""
The daily mail: what a person is told, in one mail a day at most, and none if there is nothing.

Each app names its kinds of lines with ``@section``. A line is made from what is true at the moment
of sending and told once; so a worker that was away tells it late, not twice (R77, R78).
"""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership import mail
from partnership.models import Notification, NotificationPreference, Slot, User
from partnership.people import away

logger = logging.getLogger(__name__)

SCHEDULE = "digest"
NOT_BEFORE = datetime.time(7)  # in Melbourne; no clock there ever leaves this hour out


@dataclass(frozen=True)
class Line:
    """What is told. ``key`` says what it is: a person is told each key once."""

    key: str
    part: mail.Part


@dataclass(frozen=True)
class Section:
    """A kind of lines, which a partner may choose not to get if it is a choice."""

    kind: str
    label: str
    lines: Callable[[User, datetime.date], list[Line]]
    is_a_choice: bool = True


sections: list[Section] = []


def section(kind: str, label: str, *, is_a_choice: bool = True) -> Callable:
    """Name the function that gives a person's lines of this kind on a day; told ones too."""

    def register(lines: Callable[[User, datetime.date], list[Line]]) -> Callable:
        sections.append(Section(kind, label, lines, is_a_choice))
        return lines

    return register


def send(now: datetime.datetime) -> int:
    """Send the digests of Melbourne's day, if it is time and they are not sent. Gives how many."""
    local = timezone.localtime(now)
    day = local.date()
    # A later day's too: a clock that is set back does nothing again.
    is_done = Slot.objects.filter(schedule=SCHEDULE, day__gte=day).exists()
    if local.time() < NOT_BEFORE or is_done:
        return 0
    sent = 0
    people = User.objects.filter(kind=User.Kind.PERSON, is_active=True, memberships__isnull=False)
    for person in people.distinct():
        try:
            sent += send_to(person, day)
        except Exception as error:  # the others must not wait for this one
            logger.error("digest.failed", extra={"user": person.pk, "why": type(error).__name__})
    Slot.objects.get_or_create(schedule=SCHEDULE, day=day)
    return sent


@transaction.atomic
def send_to(person: User, day: datetime.date) -> bool:
    """Queue one person's digest of a day, if she did not get it and there is something to tell."""
    declined = kinds_declined(person)
    for absence in away.covered_by(person, day):  # what the one who is away wants to be told
        declined &= kinds_declined(absence.user)
    lines = [
        (each.kind, line)
        for each in sections
        if each.kind not in declined
        for line in each.lines(person, day)
    ]
    told = set(
        Notification.objects.filter(
            user=person, key__in=[line.key for _kind, line in lines]
        ).values_list("key", flat=True)
    )
    new = [(kind, line) for kind, line in lines if line.key not in told]
    if not new:
        return False
    letter = mail.queue(
        "digest",
        [line.part for _kind, line in new],
        to=person,
        key=f"digest:{person.pk}:{day}",
        subject=_("Your updates"),
    )
    if letter is None:  # she had today's
        return False
    Notification.objects.bulk_create(
        Notification(user=person, kind=kind, key=line.key, mail=letter) for kind, line in new
    )
    return True


def kinds_declined(person: User) -> set[str]:
    declined = NotificationPreference.objects.filter(
        user=person, channel=NotificationPreference.Channel.NONE
    )
    return set(declined.values_list("kind", flat=True))


@transaction.atomic
def choose(person: User, channels: dict[str, str]) -> None:
    """Keep a person's own choice of a channel for each kind that is named."""
    for kind, channel in channels.items():
        NotificationPreference.objects.update_or_create(
            user=person, kind=kind, defaults={"channel": channel}
        )
