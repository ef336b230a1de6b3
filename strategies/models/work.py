import datetime
import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.managers import ScopedManager
from partnership.models import Organisation
from strategies.models.strategies import Strategy, Visibility
from strategies.periods import DUE_AFTER_END, Period
from strategies.querysets import (
    ActionQuerySet,
    EvidenceQuerySet,
    UpdateQuerySet,
    UpdateVersionQuerySet,
)


class Action(models.Model):
    """What one organisation said it will do within a strategy, and how often it reports."""

    class Rhythm(models.TextChoices):
        MONTH = "month", _("Every month")
        QUARTER = "quarter", _("Every three months")
        HALF_YEAR = "half_year", _("Every half year")

    strategy = models.ForeignKey(
        Strategy, verbose_name=_("strategy"), on_delete=models.PROTECT, related_name="actions"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("who does it"), on_delete=models.PROTECT, related_name="+"
    )
    slug = models.SlugField(_("address"), max_length=80)
    title = models.CharField(_("title"), max_length=120)
    purpose = models.CharField(
        _("what it is for"), max_length=240, help_text=_("What families will notice.")
    )
    where = models.CharField(_("where"), max_length=120)
    rhythm = models.CharField(
        _("how often it reports"), max_length=9, choices=Rhythm, default=Rhythm.QUARTER
    )
    starts_on = models.DateField(_("starts on"))
    due_on = models.DateField(_("to be done by"))
    visibility = models.CharField(
        _("who may see it"),
        max_length=8,
        choices=Visibility,
        default=Visibility.PUBLIC,
        help_text=_("The public sees it only if its strategy is public too."),
    )

    all_objects = ActionQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(ActionQuerySet)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["due_on", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "slug"],
                name="action_address_once_a_strategy",
                violation_error_message=_("This strategy already has an action at this address."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("due_on")),
                name="action_starts_before_it_is_due",
                violation_error_message=_("It must start before it is to be done."),
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=["month", "quarter", "half_year"]),
                name="action_rhythm_is_known",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "partners"]),
                name="action_visibility_is_known",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("strategies:action", args=[self.strategy.slug, self.slug])

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC and self.strategy.is_public


class Update(models.Model):
    """What the organisation says happened on its action in one reporting period."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting to be read")
        RETURNED = "returned", _("Sent back")
        ACCEPTED = "accepted", _("Published")

    class Delivery(models.TextChoices):
        ON_TRACK = "on_track", _("On track")
        NEEDS_HELP = "needs_help", _("Needs help")
        STUCK = "stuck", _("Stuck")
        FINISHED = "finished", _("Finished")
        STOPPED = "stopped", _("Stopped")

    class Channel(models.TextChoices):
        PORTAL = "portal", _("Written by the organisation")
        TOLD_BY_PHONE = "told_by_phone", _("Told by phone")

    TRANSITIONS = {
        State.DRAFT: (State.SUBMITTED,),
        # Undone, it is again what it was: a draft, or one that was sent back.
        State.SUBMITTED: (State.DRAFT, State.RETURNED, State.ACCEPTED),
        State.RETURNED: (State.SUBMITTED,),
        State.ACCEPTED: (),
    }
    OPEN = (State.DRAFT, State.RETURNED)  # the organisation may still change it
    WORDS = ("delivery", "what_happened", "help_needed")  # what the organisation writes
    SAID = (State.SUBMITTED, State.ACCEPTED)  # the organisation stands by it
    ENDED = (Delivery.FINISHED, Delivery.STOPPED)  # there is nothing more to ask
    UNDO_FOR = datetime.timedelta(minutes=10)  # after sending, while nobody has opened it

    action = models.ForeignKey(
        Action, verbose_name=_("action"), on_delete=models.PROTECT, related_name="updates"
    )
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))  # inclusive
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    delivery = models.CharField(_("how it is going"), max_length=10, choices=Delivery, blank=True)
    what_happened = models.TextField(_("what happened"), blank=True)
    help_needed = models.TextField(
        _("help needed"), blank=True, help_text=_("For the backbone team; never public.")
    )
    nothing_changed = models.BooleanField(_("nothing has changed"), default=False)
    channel = models.CharField(
        _("how it came"), max_length=13, choices=Channel, default=Channel.PORTAL
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    # Counted with each change (strategies/evidence/), so that a save of words need not ask.
    files_count = models.PositiveSmallIntegerField(default=0, editable=False)
    # The page it was written on. Who goes on writing there cannot be in conflict with herself.
    form_id = models.CharField(max_length=32, blank=True, editable=False)
    saved_by = models.ForeignKey(
        "partnership.User", verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_by = models.ForeignKey(
        "partnership.User",
        verbose_name=_("sent by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("sent"), null=True)
    # Who goes on with it after the one who wrote or sent it has left the organisation.
    taken_over_by = models.ForeignKey(
        "partnership.User",
        verbose_name=_("taken over by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    opened_at = models.DateTimeField(_("opened by the backbone team"), null=True)
    # The last answer of the backbone team. A question stays on record after it was answered.
    reviewed_by = models.ForeignKey(
        "partnership.User",
        verbose_name=_("read by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("read"), null=True)
    return_note = models.TextField(_("question"), blank=True)

    all_objects = UpdateQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(UpdateQuerySet)

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering = ["-period_end", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "period_end"],
                name="update_one_per_action_and_period",
                violation_error_message=_("There is already an update for this period."),
            ),
            models.CheckConstraint(
                condition=Q(period_start__lt=F("period_end")),
                name="update_period_starts_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "returned", "accepted"]),
                name="update_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    delivery__in=["", "on_track", "needs_help", "stuck", "finished", "stopped"]
                ),
                name="update_delivery_is_known",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["portal", "told_by_phone"]),
                name="update_channel_is_known",
            ),
            # A draft, or one that was sent back, may be incomplete while it is written.
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"])
                | (~Q(delivery="") & (Q(nothing_changed=True) | ~Q(what_happened=""))),
                name="update_sent_says_how_it_is_going",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", sent_by__isnull=True, sent_at__isnull=True)
                | (~Q(state="draft") & Q(sent_by__isnull=False, sent_at__isnull=False)),
                name="update_sent_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "submitted"],
                    reviewed_by__isnull=True,
                    reviewed_at__isnull=True,
                )
                | (~Q(state="draft") & Q(reviewed_by__isnull=False, reviewed_at__isnull=False)),
                name="update_read_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_note=""),
                name="update_sent_back_with_a_question",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("sent_by")),
                name="update_is_not_read_by_its_sender",
            ),
        ]

    def __str__(self):
        return f"{self.action}, {self.period_end:%Y-%m}"

    def get_absolute_url(self):
        """Its block among the organisation's own updates."""
        return reverse("strategies:update", args=[self.action_id, self.period_end])

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def was_told_by_phone(self) -> bool:
        return self.channel == self.Channel.TOLD_BY_PHONE

    def can_be_undone(self, now: datetime.datetime) -> bool:
        is_fresh = self.state == self.State.SUBMITTED and now < self.sent_at + self.UNDO_FOR
        return is_fresh and self.opened_at is None

    @property
    def was_saved_today(self) -> bool:
        return timezone.localdate(self.saved_at) == timezone.localdate()

    @property
    def answer_by(self):
        """The day by which an answer to the question of the backbone team is hoped for."""
        return timezone.localdate(self.reviewed_at) + DUE_AFTER_END


class UpdateVersion(models.Model):
    """
    The words of an update as they once were: sent, replaced, or typed while something else was
    saved, by a colleague or by herself in another window.

    Append only: the database refuses a change or a deletion. ``by`` and ``at`` say who wrote these
    words, and when.
    """

    class Why(models.TextChoices):
        SENT = "sent", _("Sent")
        REPLACED = "replaced", _("Replaced later")
        BESIDE = "beside", _("Typed while it was saved elsewhere")

    update = models.ForeignKey(
        Update, verbose_name=_("update"), on_delete=models.PROTECT, related_name="versions"
    )
    by = models.ForeignKey(
        "partnership.User", verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("written"))
    why = models.CharField(_("what became of it"), max_length=8, choices=Why)
    delivery = models.CharField(
        _("how it is going"), max_length=10, choices=Update.Delivery, blank=True
    )
    what_happened = models.TextField(_("what happened"), blank=True)
    help_needed = models.TextField(_("help needed"), blank=True)
    nothing_changed = models.BooleanField(_("nothing has changed"), default=False)

    all_objects = UpdateVersionQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(UpdateVersionQuerySet)

    class Meta:
        verbose_name = _("version of an update")
        verbose_name_plural = _("versions of updates")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=["sent", "replaced", "beside"]),
                name="update_version_why_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.update}, {self.get_why_display()}"


class Evidence(models.Model):
    """
    A file or photo that goes with an update. ``content`` holds the bytes that are served.

    What was taken out again leaves its line, which says so; its bytes are gone.
    """

    class Format(models.TextChoices):
        JPG = "jpg", _("photo")
        PNG = "png", _("picture")
        PDF = "pdf", _("PDF")
        DOCX = "docx", _("Word document")
        CSV = "csv", _("table (CSV)")
        XLSX = "xlsx", _("Excel workbook")

    PHOTOS = (Format.JPG, Format.PNG)
    MOST = 6  # of one update

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    update = models.ForeignKey(
        Update, verbose_name=_("update"), on_delete=models.PROTECT, related_name="evidence"
    )
    format = models.CharField(_("kind"), max_length=4, choices=Format)
    title = models.CharField(_("title"), max_length=120)
    alt = models.CharField(_("what is on the photo"), max_length=250, blank=True)
    everyone_agreed = models.BooleanField(_("everyone in the picture agreed"), default=False)
    original_name = models.CharField(_("name of the file"), max_length=120, blank=True)
    content = models.BinaryField(null=True)
    size = models.PositiveIntegerField(_("bytes"))
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    form_id = models.CharField(max_length=32)  # pressed twice, it is the same file
    added_by = models.ForeignKey(
        "partnership.User", verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    removed_at = models.DateTimeField(_("taken out"), null=True)

    all_objects = EvidenceQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(EvidenceQuerySet)

    class Meta:
        verbose_name = _("file or photo")
        verbose_name_plural = _("files and photos")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["update", "form_id"], name="evidence_once_a_form"),
            models.CheckConstraint(
                condition=Q(format__in=["jpg", "png", "pdf", "docx", "csv", "xlsx"]),
                name="evidence_format_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(format__in=["jpg", "png"]) | (~Q(alt="") & Q(everyone_agreed=True)),
                name="evidence_photo_is_described_and_agreed",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, content__isnull=False)
                | Q(removed_at__isnull=False, content__isnull=True),
                name="evidence_taken_out_has_no_bytes",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_photo(self) -> bool:
        return self.format in self.PHOTOS
