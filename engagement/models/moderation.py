from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagement.models.voices import Contribution
from engagement.querysets import SafetyFlagManager, SafetyFlagQuerySet


class Redaction(models.Model):
    """A part was taken out of somebody's words. What stood there is sealed, for 90 days."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("voice"), on_delete=models.CASCADE, related_name="redactions"
    )
    original = models.TextField(_("as it was"), blank=True)
    reason = models.CharField(_("why"), max_length=16, choices=Contribution.Reason)
    by = models.ForeignKey(
        "partnership.User", verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("words taken out")
        verbose_name_plural = _("words taken out")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    reason__in=[
                        "personal_detail", "identifies_child", "abusive", "off_topic", "legal",
                        "duplicate",
                    ]
                ),
                name="redaction_reason_is_known",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.get_reason_display()


class SafetyFlag(models.Model):
    """Somebody may be at risk: who saw it, what was done. It stops all else until it is closed."""

    class Kind(models.TextChoices):
        CHILD_AT_RISK = "child_at_risk", _("A child may be at risk")
        SELF_HARM = "self_harm", _("Somebody may hurt herself")
        FAMILY_VIOLENCE = "family_violence", _("Family violence")
        THREAT = "threat", _("A threat")

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("voice"), on_delete=models.CASCADE, related_name="flags"
    )
    kind = models.CharField(_("what may be"), max_length=15, choices=Kind)
    raised_by = models.ForeignKey(
        "partnership.User", verbose_name=_("seen by"), on_delete=models.PROTECT, related_name="+"
    )
    raised_on = models.DateField(_("seen on"))
    action_taken = models.TextField(_("what was done"), blank=True)
    closed_by = models.ForeignKey(
        "partnership.User",
        verbose_name=_("closed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    all_objects = SafetyFlagQuerySet.as_manager()  # first: what Django itself uses
    objects = SafetyFlagManager(SafetyFlagQuerySet)

    class Meta:
        verbose_name = _("safety flag")
        verbose_name_plural = _("safety flags")
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["child_at_risk", "self_harm", "family_violence", "threat"]),
                name="safety_flag_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True, closed_on__isnull=True)
                | Q(closed_by__isnull=False, closed_on__isnull=False) & ~Q(action_taken=""),
                name="safety_flag_closed_says_what_was_done",
            ),
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(closed_on__isnull=True),
                name="safety_flag_one_open_a_voice",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class Withdrawal(models.Model):
    """
    That a voice was withdrawn: its number and the hash of its receipt, nothing else.

    It is also in a list outside of the database, so that a restored backup forgets the words
    again (engagement/services/withdrawals.py).
    """

    contribution_id = models.BigIntegerField(_("number"), unique=True)
    receipt_hash = models.CharField(max_length=64)
    on = models.DateField(_("on"))
    is_listed = models.BooleanField(_("in the list"), default=False)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-on", "pk"]

    def __str__(self):
        return str(self.on)
