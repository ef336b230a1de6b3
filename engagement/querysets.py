"""What a person may read of what people told us, and of our answers."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

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
