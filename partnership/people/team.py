"""Who is of the backbone team."""

import datetime

from django.db.models import Q, QuerySet

from partnership.models import Membership, User


def backbone_people(day: datetime.date) -> QuerySet[User]:
    """Everybody of the team who can sign in on a day, by name."""
    theirs = Membership.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day),
        role=Membership.Role.BACKBONE,
        starts_on__lte=day,
    )
    people = User.objects.filter(pk__in=theirs.values("user"), is_active=True)
    return people.order_by("name", "pk")
