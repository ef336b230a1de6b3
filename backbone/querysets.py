"""What a person may see of the backbone's rooms, and what the backbone keeps for itself."""

import datetime

from django.db.models import Q, QuerySet

from partnership.querysets import is_inside


class BackboneOnly(QuerySet):
    def visible_to(self, user) -> "BackboneOnly":
        """What was said on the phone, and what was in a spreadsheet, is for the backbone team."""
        return self.all() if user.is_authenticated and user.is_backbone else self.none()

    def editable_by(self, user) -> "BackboneOnly":
        """None: what was noted stays as it was."""
        return self.none()


class MeetingQuerySet(QuerySet):
    def visible_to(self, user) -> "MeetingQuerySet":
        """
        Meetings that are to come and open to everybody; to partners also what is confirmed, and
        all meetings of a group in which they or their organisation have a seat.
        """
        open_to_all = Q(is_open=True, state__in=["planned", "papers_out"])
        if not is_inside(user):
            return self.filter(open_to_all)
        if user.is_backbone:
            return self.all()
        seats = Q(group__seats__user=user) | Q(group__seats__organisation__in=user.organisations())
        return self.filter(open_to_all | Q(state="confirmed") | seats).distinct()

    def to_come(self, now: datetime.datetime) -> "MeetingQuerySet":
        """The next one first."""
        coming = self.filter(starts_at__gte=now, state__in=["planned", "papers_out"])
        return coming.order_by("starts_at")


class TaskQuerySet(QuerySet):
    def visible_to(self, user) -> "TaskQuerySet":
        """To partners and the backbone all: what was promised to each other is no secret."""
        return self.all() if is_inside(user) else self.none()

    def editable_by(self, user) -> "TaskQuerySet":
        """Those of the person's own organisations; to the backbone all."""
        if not is_inside(user):
            return self.none()
        return (
            self.all() if user.is_backbone else self.filter(organisation__in=user.organisations())
        )

    def to_do(self) -> "TaskQuerySet":
        return self.filter(state="open")


class AskQuerySet(QuerySet):
    def visible_to(self, user) -> "AskQuerySet":
        """What was put to somebody is public; before that it is written among partners."""
        return self.all() if is_inside(user) else self.exclude(state="drafting")


class ResourceQuerySet(QuerySet):
    def visible_to(self, user) -> "ResourceQuerySet":
        """What is for everybody; partners and the backbone team also what is for partners."""
        return self.all() if is_inside(user) else self.filter(visibility="public")
