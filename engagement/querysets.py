"""What a person may read of what people told us, and of our answers."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from engagement import promises, safety
from partnership.managers import ScopedManager
from partnership.querysets import is_inside

# A public page is the same for every reader, so it is read as nobody.
EVERYBODY = AnonymousUser()


def _is_backbone(user) -> bool:
    return user.is_authenticated and user.is_backbone


class QuestionQuerySet(QuerySet):
    def visible_to(self, user) -> "QuestionQuerySet":
        """Every question that was ever asked; drafts only to the backbone team."""
        return self.all() if _is_backbone(user) else self.exclude(state="draft")


class ContributionQuerySet(QuerySet):
    def visible_to(self, user) -> "ContributionQuerySet":
        """
        Words that a person has read and whose speaker said yes to this reader. The consent is
        asked again here, beside the constraint of the database.
        """
        if _is_backbone(user):
            return self.all()
        public = Q(state="published", consent="quote_public")
        if is_inside(user):
            return self.filter(
                public | Q(state="partners_only", consent__in=["quote_public", "quote_partners"])
            )
        return self.filter(public)

    def to_read(self) -> "ContributionQuerySet":
        """What waits for a person, those at risk and the oldest first; a flood apart."""
        waiting = self.filter(state__in=self.model.TO_READ, is_held=False)
        return waiting.alias(at_risk=Q(state="flagged")).order_by("-at_risk", "received_on", "pk")


class SafetyFlagQuerySet(QuerySet):
    def visible_to(self, user) -> "SafetyFlagQuerySet":
        """
        What may be, and what was done: who has the duty to look, or covers for her; the backbone
        team while nobody has it. All others of the team know only that words are held.
        """
        if not _is_backbone(user):
            return self.none()
        return self.all() if safety.looks(user, timezone.localdate()) else self.none()


@dataclass(frozen=True)
class Held:
    """What the whole team may know of an open flag: which words are held, and since when."""

    voice: int
    raised_on: datetime.date
    raised_by: int

    @property
    def look_by(self) -> datetime.date:
        """The last day on which it is looked at in time."""
        return promises.look_by(self.raised_on)

    @property
    def waits_too_long(self) -> bool:
        return self.look_by < timezone.localdate()


class SafetyFlagManager(ScopedManager):
    def held(self, **voice) -> list[Held]:
        """The open ones, the oldest first, without what may be. 1 query."""
        rows = self._queryset(self.model, using=self._db)
        rows = rows.filter(closed_on=None, contribution__state="flagged", **voice)
        rows = rows.order_by("raised_on", "pk")
        return [Held(*row) for row in rows.values_list("contribution", "raised_on", "raised_by")]


class AnswerQuerySet(QuerySet):
    def visible_to(self, user) -> "AnswerQuerySet":
        """Published answers; drafts only to the backbone team."""
        return self.all() if _is_backbone(user) else self.filter(state="published")


class NewsQuerySet(QuerySet):
    def visible_to(self, user) -> "NewsQuerySet":
        """What is published and whose moment has come; to the backbone team all."""
        if _is_backbone(user):
            return self.all()
        return self.filter(state="published", publish_at__lte=timezone.now())
