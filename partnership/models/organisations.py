import itertools

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A partner. Everything that somebody owns is owned by one."""

    class Kind(models.TextChoices):
        STATE_GOVERNMENT = "state_gov", _("State government")
        COUNCIL = "council", _("Council")
        COMMUNITY_SERVICE = "community_service", _("Community service")
        ABORIGINAL_ORGANISATION = "acco", _("Aboriginal community-controlled organisation")
        SCHOOL = "school", _("School")
        EARLY_YEARS = "early_years", _("Early years service")
        HEALTH = "health", _("Health service")
        COMMUNITY_GROUP = "community_group", _("Community group")
        BACKBONE = "backbone", _("Backbone team")
        OTHER = "other", _("Other")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("Made from the name if left empty. An older address leads to the new one."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    mails_links = models.BooleanField(
        _("reminders carry a two-minute link"),
        default=True,
        help_text=_("It opens one update without signing in. Without it people sign in first."),
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(
        _("left on"), null=True, blank=True, help_text=_("What it did here stays readable.")
    )
    # What it says of itself in public: its own words.
    public_profile = models.TextField(_("about us"), blank=True, max_length=1500)
    website = models.URLField(_("website"), blank=True)
    contact_email = models.EmailField(_("contact"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = [Lower("name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(left_on__gte=F("joined_on")),
                name="organisation_leaves_after_it_joined",
                violation_error_message=_("It cannot leave before it joined."),
            ),
            models.UniqueConstraint(
                Lower("name"),
                name="organisation_name_once",
                violation_error_message=_("There is already an organisation with this name."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("partner", args=[self.slug])

    def clean(self):
        taken = FormerAddress.objects.filter(slug=self.slug).exclude(organisation=self.pk)
        if self.slug and taken.exists():
            message = _("Another organisation had this address, and its old links still work.")
            raise ValidationError({"slug": message})

    def _free_slug(self) -> str:
        wanted = slugify(self.name)[:110] or "partner"
        for number in itertools.count(1):
            slug = wanted if number == 1 else f"{wanted}-{number}"
            in_use = Organisation.objects.exclude(pk=self.pk).filter(slug=slug).exists()
            if not in_use and not FormerAddress.objects.filter(slug=slug).exists():
                return slug


class FormerAddress(models.Model):
    """Where an organisation's page was before: links from then still lead to it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="former_addresses"
    )
    slug = models.SlugField(max_length=120, unique=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self):
        return self.slug


class Membership(models.Model):
    """A person works for an organisation, with a role. It ends; it is never deleted."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        LEAD = "lead", _("Lead")
        BACKBONE = "backbone", _("Backbone staff")

    user = models.ForeignKey(
        "partnership.User",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.MEMBER)
    starts_on = models.DateField(_("from"))
    ended_on = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The first day without it. From then on the person cannot act for them."),
    )

    # On leave: who is told in the meantime (partnership/people/away.py). Both or neither.
    away_until = models.DateField(_("away until"), null=True, blank=True)  # the last day
    cover = models.ForeignKey(
        "self",
        verbose_name=_("covered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            # A key over both columns refers to this one: a cover is of the same organisation.
            models.UniqueConstraint(
                fields=["id", "organisation"], name="membership_with_its_organisation"
            ),
            models.CheckConstraint(
                condition=Q(away_until__isnull=True, cover__isnull=True)
                | Q(away_until__isnull=False, cover__isnull=False),
                name="membership_away_with_a_cover",
            ),
            models.CheckConstraint(
                condition=Q(cover__isnull=True) | ~Q(cover=F("id")),
                name="membership_covered_by_somebody_else",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(ended_on__isnull=True),
                name="membership_one_open_per_person_and_organisation",
                violation_error_message=_("This person already works for this organisation."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
                violation_error_message=_("It cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["member", "lead", "backbone"]),
                name="membership_role_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.organisation}"
