"""What the backbone team keeps for itself."""

from django.db.models import QuerySet


class BackboneOnly(QuerySet):
    def visible_to(self, user) -> "BackboneOnly":
        """What was said on the phone, and what was in a spreadsheet, is for the backbone team."""
        return self.all() if user.is_authenticated and user.is_backbone else self.none()

    def editable_by(self, user) -> "BackboneOnly":
        """None: what was noted stays as it was."""
        return self.none()
