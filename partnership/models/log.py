from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """Somebody did something. Append only: the database refuses a change or a deletion."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        "partnership.User", verbose_name=_("who"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("what"), max_length=80, db_index=True)
    subject_type = models.CharField(_("kind of thing"), max_length=80)
    subject_id = models.BigIntegerField(_("its number"))
    data = models.JSONField(
        _("more"), default=dict, blank=True, help_text=_("Never what a person wrote.")
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="event_subject")]

    def __str__(self):
        return self.kind
