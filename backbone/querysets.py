"""What the backbone team keeps for itself."""

from django.db.models import QuerySet


class NudgeQuerySet(QuerySet):
    def visible_to(self, user) -> "NudgeQuerySet":
        """Only the backbone team reads what was said on the phone."""
        return self.all() if user.is_authenticated and user.is_backbone else self.none()

    def editable_by(self, user) -> "NudgeQuerySet":
        """None: what was noted stays as it was."""
        return self.none()
