from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measurement.models.feeds import Feed, Recipe, Snapshot


class Run(models.Model):
    """One attempt to refresh a feed, also one that failed. The public data page names it."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to start")
        FETCHING = "fetching", _("Fetching")
        VALIDATING = "validating", _("Checking")
        LOADED = "loaded", _("Loaded")
        UNCHANGED = "unchanged", _("Nothing new at the source")
        HELD = "held", _("Held: a person must look")
        FAILED = "failed", _("Failed")

    TRANSITIONS = {
        State.QUEUED: (State.FETCHING,),
        # back to queued: the worker was lost, and the next tick takes it up
        State.FETCHING: (State.VALIDATING, State.UNCHANGED, State.FAILED, State.QUEUED),
        State.VALIDATING: (State.LOADED, State.HELD, State.FAILED, State.QUEUED),
        State.LOADED: (),
        State.UNCHANGED: (),
        State.HELD: (),
        State.FAILED: (),
    }
    UNDER_WAY = (State.FETCHING, State.VALIDATING)
    OPEN = (State.QUEUED, *UNDER_WAY)
    GOOD = (State.LOADED, State.UNCHANGED)

    class Trigger(models.TextChoices):
        SCHEDULE = "schedule", _("By the clock")
        PERSON = "person", _("By a person")
        SETUP = "setup", _("When the portal was set up")

    feed = models.ForeignKey(
        Feed, verbose_name=_("data feed"), on_delete=models.PROTECT, related_name="runs"
    )
    number = models.PositiveIntegerField(_("number"))
    recipe = models.ForeignKey(
        Recipe, verbose_name=_("recipe"), on_delete=models.PROTECT, related_name="+"
    )
    trigger = models.CharField(_("started"), max_length=8, choices=Trigger)
    slot = models.DateTimeField(
        _("slot"), null=True, blank=True, help_text=_("The time of the clock it stands for.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(_("asked for"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    lease_until = models.DateTimeField(_("must report by"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    fingerprint = models.CharField(  # of the settings it ran under: Feed.fingerprint()
        max_length=64, blank=True, editable=False
    )
    brought_by = models.ForeignKey(
        "partnership.User",
        verbose_name=_("brought by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_added = models.PositiveIntegerField(_("rows added"), default=0)
    ignored = models.JSONField(
        _("other names in the table"), default=list, help_text=_("Each with how many rows it has.")
    )
    notes = models.JSONField(_("notes"), default=list)
    message = models.TextField(_("what went wrong"), blank=True)

    class Meta:
        verbose_name = _("refresh")
        verbose_name_plural = _("refreshes")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["feed", "number"], name="run_number_once_a_feed"),
            # Two beats insert the same slot; the second finds it taken (SECURITY R77).
            models.UniqueConstraint(fields=["feed", "slot"], name="run_slot_once_a_feed"),
            models.UniqueConstraint(
                fields=["feed"],
                condition=Q(state__in=["fetching", "validating"]),
                name="run_one_under_way_per_feed",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "queued",
                        "fetching",
                        "validating",
                        "loaded",
                        "unchanged",
                        "held",
                        "failed",
                    ]
                ),
                name="run_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["held", "failed"]) | ~Q(message=""),
                name="run_held_or_failed_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.feed} {self.number}"
