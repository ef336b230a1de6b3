"""Whose duty it is to look when somebody may be at risk."""

import datetime

from django.utils.translation import gettext as _

from partnership.models import AreaPartnership, Membership, User
from partnership.people import away
from partnership.people.team import backbone_people


def who_looks(day: datetime.date) -> User | None:
    """Who has the duty and is of the team on that day; her cover while she is away."""
    partnership = AreaPartnership.objects.select_related("looks_after_safety").first()
    holder = partnership and partnership.looks_after_safety
    if holder is None or not backbone_people(day).filter(pk=holder.pk).exists():
        return None
    absent = away.absences(day).filter(user=holder, role=Membership.Role.BACKBONE).first()
    return absent.cover.user if absent else holder


def looks(one: User, day: datetime.date) -> bool:
    """If somebody of the team reads and closes flags: who looks does, and anybody where nobody
    has the duty."""
    return who_looks(day) in (None, one)


def why_not_to_close(by: User, day: datetime.date) -> str:
    """A sentence for somebody of the team who may not close a flag on that day; empty if she
    may."""
    if looks(by, day):
        return ""
    return _(
        "%(name)s has the duty to look when somebody may be at risk, and alone reads and closes "
        "the flag. Tell %(name)s now what you know."
    ) % {"name": who_looks(day).name}


def who_is_told(day: datetime.date) -> list[User]:
    """Who looks; everybody of the team where nobody has the duty."""
    person = who_looks(day)
    return [person] if person else list(backbone_people(day))
