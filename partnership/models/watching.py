from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When a part of the portal that nobody sees last showed that it works."""

    TICK = "tick"  # the clock rang and a worker heard it
    TOLD = "told"  # somebody outside was told so (partnership/heartbeat.py)

    name = models.CharField(_("part"), max_length=20, unique=True)
    at = models.DateTimeField(_("last sign"))

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self):
        return self.name
