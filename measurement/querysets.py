"""What a person may see of questions and findings."""

from django.db.models import Q, QuerySet

from partnership.querysets import is_inside


class LearningQuestionQuerySet(QuerySet):
    def visible_to(self, user) -> "LearningQuestionQuerySet":
        """Public questions; to partners and the backbone all."""
        return self.all() if is_inside(user) else self.filter(visibility="public")


class FindingQuerySet(QuerySet):
    def visible_to(self, user) -> "FindingQuerySet":
        """What the partners stand by, agreed or not; to partners also what is proposed."""
        if is_inside(user):
            return self.all()
        return self.filter(~Q(state="proposed"), question__visibility="public")
