"""What a person may see of groups and decisions."""

import datetime

from django.db.models import Q, QuerySet


def is_inside(user) -> bool:
    """Somebody of a partner or of the backbone team."""
    return user.is_authenticated and (user.is_partner or user.is_backbone)


class GovernanceGroupQuerySet(QuerySet):
    def visible_to(self, user) -> "GovernanceGroupQuerySet":
        """Public groups; to partners and the backbone all."""
        return self.all() if is_inside(user) else self.filter(is_public=True)


class DecisionQuerySet(QuerySet):
    def visible_to(self, user) -> "DecisionQuerySet":
        """
        Public decisions once they are made; to partners all that are made; to the backbone also
        what is still to be decided.
        """
        if user.is_authenticated and user.is_backbone:
            return self.all()
        made = self.exclude(state="proposed")
        return made if is_inside(user) else made.filter(visibility="public")

    def newest_first(self) -> "DecisionQuerySet":
        return self.order_by("-made_on", "-number")

    def next_number(self) -> int:
        newest = self.order_by("-number").first()
        return newest.number + 1 if newest else 1


class SeatQuerySet(QuerySet):
    def held_on(self, day: datetime.date) -> "SeatQuerySet":
        open_end = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        return self.filter(open_end, starts_on__lte=day)
