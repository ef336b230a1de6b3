from django.db import models
from django.utils.translation import gettext_lazy as _


class PasswordRequest(models.Model):
    """
    Somebody typed an email because of a forgotten password; whose it is, nobody has looked yet.

    The page writes this row whatever was typed, so that its answer and its time tell nothing. The
    worker looks a moment later, and takes the row away.
    """

    email = models.EmailField(_("email"))

    class Meta:
        verbose_name = _("request for a new password")
        verbose_name_plural = _("requests for a new password")

    def __str__(self):
        return str(self.pk)
