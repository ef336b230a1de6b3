"""Whose duty it is to look when somebody may be at risk."""

import datetime

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


def who_is_told(day: datetime.date) -> list[User]:
    """Who looks; everybody of the team where nobody has the duty."""
    person = who_looks(day)
    return [person] if person else list(backbone_people(day))
