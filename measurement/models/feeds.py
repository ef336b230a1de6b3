import datetime
import hashlib
import json

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measurement.models.indicators import Method


class Source(models.Model):
    """Who publishes a table, under which licence."""

    class Protection(models.TextChoices):
        PUBLISHER = "publisher", _("Public elsewhere: the publisher's marks are kept")

    publisher = models.CharField(_("publisher"), max_length=160)
    title = models.CharField(_("title"), max_length=200)
    part = models.CharField(_("part of it"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=80)
    licence_note = models.CharField(_("how sure the licence is"), max_length=240, blank=True)
    url = models.URLField(_("address of the publisher's page"), blank=True)
    protection = models.CharField(
        _("protection"), max_length=9, choices=Protection, default=Protection.PUBLISHER
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title"]

    def __str__(self):
        return self.title


class Feed(models.Model):
    """One table of a source that fills one indicator, and when it is asked for again."""

    class Connector(models.TextChoices):
        BUNDLED_FILE = "bundled_file", _("A file that comes with the portal")
        PERSON_LOOKS = "person_looks", _("A person looks, and brings the table")

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="feeds"
    )
    method = models.ForeignKey(
        Method, verbose_name=_("measure and method"), on_delete=models.PROTECT, related_name="feeds"
    )
    connector = models.CharField(_("where it comes from"), max_length=12, choices=Connector)
    config = models.JSONField(
        _("where exactly"),
        default=dict,
        help_text=_("Where a person looks: the page, and the month to look in, as a number."),
    )
    duty = models.ForeignKey(
        "partnership.User",
        verbose_name=_("whose duty it is"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "Who asks the source when its numbers are late; where a person looks, who does."
        ),
    )
    recipe = models.ForeignKey(
        "measurement.Recipe",
        verbose_name=_("recipe in use"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    refresh_at = models.TimeField(
        _("asked for every day at"),
        help_text=_("Melbourne time, such as 02:30. Not used where a person looks."),
    )
    paused = models.BooleanField(_("paused"), default=False)
    configured_by = models.ForeignKey(
        "partnership.User",
        verbose_name=_("set up by"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Somebody else approves what it publishes."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("data feed")
        verbose_name_plural = _("data feeds")
        ordering = ["slug"]

    def __str__(self):
        return self.slug

    def fingerprint(self) -> str:
        """Changes when the source, the method or the recipe does: it ends a standing approval."""
        source, method = (
            {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
            for row in (self.source, self.method)
        )
        content = {
            "source": source,
            "connector": self.connector,
            "config": self.config,
            "recipe": self.recipe and [self.recipe.pk, self.recipe.body],
            "method": method,
        }
        text = json.dumps(content, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


class Recipe(models.Model):
    """How one table is read, stored as data. An older one is kept."""

    feed = models.ForeignKey(
        Feed, verbose_name=_("data feed"), on_delete=models.PROTECT, related_name="recipes"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    body = models.JSONField(_("recipe"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("recipe")
        verbose_name_plural = _("recipes")
        ordering = ["feed", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["feed", "number"], name="recipe_number_once_a_feed"),
        ]

    def __str__(self):
        return f"{self.feed} {self.number}"


class StandingApproval(models.Model):
    """A second person lets a feed publish by itself for at most a year (SECURITY R50)."""

    feed = models.ForeignKey(
        Feed, verbose_name=_("data feed"), on_delete=models.PROTECT, related_name="approvals"
    )
    given_by = models.ForeignKey(
        "partnership.User", verbose_name=_("given by"), on_delete=models.PROTECT, related_name="+"
    )
    given_on = models.DateField(_("given on"), editable=False)
    ends_on = models.DateField(_("ends on"))
    ended_at = models.DateTimeField(_("ended early"), null=True, blank=True)
    fingerprint = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("standing approval")
        verbose_name_plural = _("standing approvals")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__lte=F("given_on") + datetime.timedelta(days=366)),
                name="standing_approval_for_a_year_at_most",
                violation_error_message=_("A standing approval lasts for at most 12 months."),
            ),
            models.UniqueConstraint(
                fields=["feed"],
                condition=Q(ended_at__isnull=True),
                name="standing_approval_one_open_per_feed",
            ),
        ]

    def __str__(self):
        return f"{self.feed}, {self.given_by}"


class Snapshot(models.Model):
    """The bytes as they were fetched, once. The web process cannot read this table."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    stored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "sha256"], name="snapshot_bytes_once_a_feed"),
        ]

    def __str__(self):
        return self.sha256[:12]
