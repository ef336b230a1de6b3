from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backbone.querysets import BackboneOnly
from partnership.managers import ScopedManager
from strategies.models import Action


class Nudge(models.Model):
    """Somebody of the backbone team asked an organisation for its word on an action."""

    class How(models.TextChoices):
        CALLED = "called", _("By phone")
        MAILED = "mailed", _("By email")
        MET = "met", _("Face to face")

    action = models.ForeignKey(
        Action, verbose_name=_("action"), on_delete=models.PROTECT, related_name="+"
    )
    period_end = models.DateField(_("for the period to"))  # inclusive
    how = models.CharField(_("how"), max_length=6, choices=How)
    note = models.CharField(_("what was said"), max_length=500, blank=True)
    # Of a mail: to whom, by number, and the words as they were shown before they were sent.
    recipients = models.JSONField(_("to whom"), default=list, blank=True)
    words = models.TextField(_("in which words"), blank=True)
    by = models.ForeignKey(
        "partnership.User", verbose_name=_("who asked"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    all_objects = BackboneOnly.as_manager()  # first: what Django itself uses
    objects = ScopedManager(BackboneOnly)

    class Meta:
        verbose_name = _("nudge")
        verbose_name_plural = _("nudges")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["action", "period_end"], name="nudge_of_a_period")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(how__in=["called", "mailed", "met"]), name="nudge_how_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(how="mailed") ^ models.Q(words="", recipients=[]),
                name="nudge_mailed_says_what_and_to_whom",
            ),
        ]

    def __str__(self):
        return f"{self.action}, {self.period_end:%Y-%m}"


class PlanImport(models.Model):
    """
    A plan that was read from a spreadsheet: what it says, and what came of it.

    The bytes are not kept, nor any column that we do not know: only their fingerprint.
    """

    class State(models.TextChoices):
        READ = "read", _("Read, not brought in")
        APPLIED = "applied", _("Brought in")
        UNDONE = "undone", _("Taken back")

    TRANSITIONS = {State.READ: (State.APPLIED,), State.APPLIED: (State.UNDONE,), State.UNDONE: ()}

    file_name = models.CharField(_("file"), max_length=160)
    sha256 = models.CharField(_("fingerprint of the file"), max_length=64)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.READ)
    rows = models.JSONField(_("rows"), default=list)  # of PlanRow
    sentences = models.JSONField(_("not understood, or read with a doubt"), default=list)
    made = models.JSONField(_("what it made"), default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        "partnership.User", verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)

    all_objects = BackboneOnly.as_manager()  # first: what Django itself uses
    objects = ScopedManager(BackboneOnly)

    class Meta:
        verbose_name = _("action plan from a spreadsheet")
        verbose_name_plural = _("action plans from spreadsheets")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["read", "applied", "undone"]),
                name="plan_import_state_is_known",
            ),
        ]

    def __str__(self):
        return self.file_name
