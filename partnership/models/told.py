from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Notification(models.Model):
    """One line of a digest that a person was told. The same line is never told twice."""

    user = models.ForeignKey(
        "partnership.User", verbose_name=_("who"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(max_length=120)  # what it is about, such as "update_due:7:2026-09-30:3"
    mail = models.ForeignKey(
        "partnership.Mail", verbose_name=_("in"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notification_told_once"),
        ]

    def __str__(self):
        return self.key


class NotificationPreference(models.Model):
    """A person's choice for one kind of line. Without one she gets it in her digest."""

    class Channel(models.TextChoices):
        DIGEST = "digest", _("In one email a day at most")
        NONE = "none", _("Not by email")

    user = models.ForeignKey(
        "partnership.User", verbose_name=_("who"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=40)
    channel = models.CharField(_("how"), max_length=6, choices=Channel)

    class Meta:
        verbose_name = _("choice of emails")
        verbose_name_plural = _("choices of emails")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_choice_a_person_and_kind"),
            models.CheckConstraint(
                condition=models.Q(channel__in=["digest", "none"]),
                name="notification_channel_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.kind}"


class Slot(models.Model):
    """A daily piece of work, done for a day: two clocks do it once, a late one catches up."""

    schedule = models.CharField(_("work"), max_length=40)
    day = models.DateField(_("day"))  # in Melbourne
    done_at = models.DateTimeField(_("done"), default=timezone.now)

    class Meta:
        verbose_name = _("day’s work")
        verbose_name_plural = _("days’ work")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "day"], name="slot_once_a_day"),
        ]

    def __str__(self):
        return f"{self.schedule}, {self.day}"
