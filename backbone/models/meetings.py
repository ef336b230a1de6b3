from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from backbone.querysets import MeetingQuerySet, TaskQuerySet
from partnership.managers import ScopedManager


class Meeting(models.Model):
    """A meeting of a group: what it is about, and what came of it."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        PAPERS_OUT = "papers_out", _("Papers are out")
        HELD = "held", _("Held")
        CONFIRMED = "confirmed", _("Minutes are confirmed")
        CANCELLED = "cancelled", _("Cancelled")

    TRANSITIONS = {
        State.PLANNED: (State.PAPERS_OUT, State.HELD, State.CANCELLED),
        State.PAPERS_OUT: (State.HELD, State.CANCELLED),
        State.HELD: (State.CONFIRMED,),
        State.CONFIRMED: (),
        State.CANCELLED: (),
    }
    TO_COME = (State.PLANNED, State.PAPERS_OUT)

    group = models.ForeignKey(
        "partnership.GovernanceGroup",
        verbose_name=_("group"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    starts_at = models.DateTimeField(_("starts"))
    place = models.CharField(_("where"), max_length=160)
    is_open = models.BooleanField(
        _("everybody may come"), default=False, help_text=_("It then stands on the first page.")
    )
    welcome = models.CharField(
        _("what helps people to come"),
        max_length=240,
        blank=True,
        help_text=_("Such as: dinner, child care and travel money for everyone who comes."),
    )
    minutes = models.TextField(_("minutes"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)

    all_objects = MeetingQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(MeetingQuerySet)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "papers_out", "held", "confirmed", "cancelled"]),
                name="meeting_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(minutes=""),
                name="meeting_confirmed_has_minutes",
                violation_error_message=_("Write the minutes first."),
            ),
        ]

    def __str__(self):
        return str(self.group)

    def get_absolute_url(self):
        return reverse("backbone:meeting", args=[self.pk])


class AgendaItem(models.Model):
    """One thing a meeting talks about, and the decision it came to, if any."""

    class Purpose(models.TextChoices):
        INFORM = "inform", _("To know")
        DISCUSS = "discuss", _("To talk about")
        DECIDE = "decide", _("To decide")

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="items"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("what"), max_length=160)
    purpose = models.CharField(_("what for"), max_length=7, choices=Purpose)
    papers = models.TextField(_("to read before"), blank=True)
    minutes_planned = models.PositiveSmallIntegerField(_("minutes"), default=15)
    decision = models.ForeignKey(
        "partnership.Decision",
        verbose_name=_("decision"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        help_text=_("Empty until it is made."),
    )

    class Meta:
        verbose_name = _("item of a meeting")
        verbose_name_plural = _("items of a meeting")
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"],
                name="agenda_item_order_once_a_meeting",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=["inform", "discuss", "decide"]),
                name="agenda_item_purpose_is_known",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True) | Q(purpose="decide"),
                name="agenda_item_with_a_decision_is_to_decide",
                violation_error_message=_("Only an item “to decide” has a decision."),
            ),
        ]

    def __str__(self):
        return self.title


class Task(models.Model):
    """What somebody said she would do, in a meeting or because of a decision."""

    class State(models.TextChoices):
        OPEN = "open", _("To do")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    TRANSITIONS = {
        State.OPEN: (State.DONE, State.DROPPED),
        State.DONE: (State.OPEN,),
        State.DROPPED: (),
    }

    what = models.CharField(_("what"), max_length=200)
    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("said in the meeting"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
    )
    decision = models.ForeignKey(
        "partnership.Decision",
        verbose_name=_("because of the decision"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
    )
    organisation = models.ForeignKey(
        "partnership.Organisation",
        verbose_name=_("who does it"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    person = models.ForeignKey(
        "partnership.User",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    due_on = models.DateField(_("by when"))
    first_due_on = models.DateField(_("first promised for"), editable=False)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.OPEN)
    reason = models.CharField(_("why it was dropped"), max_length=240, blank=True)

    all_objects = TaskQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(TaskQuerySet)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "done", "dropped"]), name="task_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(meeting__isnull=False) | Q(decision__isnull=False),
                name="task_comes_from_somewhere",
                violation_error_message=_("Say from which meeting or decision it comes."),
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(reason=""),
                name="task_dropped_says_why",
                violation_error_message=_("Say why it was dropped."),
            ),
        ]

    def __str__(self):
        return self.what

    def save(self, *args, **kwargs):
        """The day it was first promised for is kept; the database refuses to change it."""
        if self.first_due_on is None:
            self.first_due_on = self.due_on
        super().save(*args, **kwargs)
