from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mail(models.Model):
    """
    One mail to one person, as text and as html: queued, then sent by the worker, once.

    Where it holds a secret link, the text holds a mark such as ``[[link 1]]``; ``links`` says what
    the link opens, and it is made at the moment of sending. No secret is kept here.
    """

    to = models.ForeignKey(
        "partnership.User",
        verbose_name=_("to"),
        on_delete=models.PROTECT,
        null=True,  # an invitation goes to an address that has no account yet
        related_name="+",
    )
    address = models.EmailField(_("address"))
    kind = models.CharField(_("kind"), max_length=80)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("html"))
    links = models.JSONField(default=list)  # [[what it opens, numbers or days …], …]
    dedupe_key = models.CharField(max_length=120, unique=True)  # the same mail is queued once
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)
    try_at = models.DateTimeField(_("to be sent from"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    started_at = models.DateTimeField(_("sending since"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    failed = models.CharField(_("why it was not sent"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("email")
        verbose_name_plural = _("emails")
        ordering = ["-queued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed=""),
                name="mail_sent_or_failed_never_both",
            ),
        ]
        indexes = [
            models.Index(
                fields=["try_at"], condition=Q(sent_at__isnull=True, failed=""), name="mail_waits"
            ),
        ]

    def __str__(self):
        return self.subject
