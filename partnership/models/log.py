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


class Delivery(models.Model):
    """
    What the worker still has to do because of an event: one line of the outbox.

    It is written with the event or not at all. What is kept of it after it is done says that it
    was done, so that a message that comes twice does nothing.
    """

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="deliveries"
    )
    handler = models.CharField(_("what is done"), max_length=120)  # the function, as a dotted name
    attempts = models.PositiveSmallIntegerField(_("attempts that failed"), default=0)
    done_at = models.DateTimeField(_("done"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "handler"], name="delivery_once_an_event_and_handler"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(done_at__isnull=True), name="delivery_open"
            ),
        ]

    def __str__(self):
        return f"{self.event}: {self.handler}"


class EventSeal(models.Model):
    """
    The seal on the events of one day in Melbourne: a hash over them and over the seal before.

    Whoever changes, removes or adds an event later breaks it. The newest hash is also in the log
    of the worker, which lies outside of the database.
    """

    day = models.DateField(_("day"), unique=True)
    rows = models.PositiveIntegerField(_("events"))
    digest = models.CharField(_("hash"), max_length=64)
    sealed_at = models.DateTimeField(_("sealed"), default=timezone.now)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["-day"]

    def __str__(self):
        return str(self.day)
