from django.db import models
from django.utils.translation import gettext_lazy as _

from measurement.models import Finding
from strategies.models.work import Update


class UpdateFinding(models.Model):
    """What happened on an action is part of what a finding rests on."""

    update = models.ForeignKey(
        Update, verbose_name=_("update"), on_delete=models.PROTECT, related_name="findings"
    )
    finding = models.ForeignKey(
        Finding, verbose_name=_("finding"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("what we learnt from an update")
        verbose_name_plural = _("what we learnt from updates")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["update", "finding"],
                name="finding_once_an_update",
                violation_error_message=_("They are linked already."),
            ),
        ]

    def __str__(self):
        return f"{self.update}: {self.finding}"
