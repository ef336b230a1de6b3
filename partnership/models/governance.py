from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.managers import ScopedManager
from partnership.querysets import DecisionQuerySet, GovernanceGroupQuerySet, SeatQuerySet


class GovernanceGroup(models.Model):
    """People who decide or work together on behalf of the partnership."""

    class Kind(models.TextChoices):
        GOVERNING = "governing", _("Decides for the partnership")
        WORKING = "working", _("Works on one thing")
        ADVISORY = "advisory", _("Advises")
        COMMUNITY = "community", _("People whom it is about")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("what it does"), max_length=9, choices=Kind)
    purpose = models.TextField(_("what it is for"), help_text=_("One or two plain sentences."))
    is_public = models.BooleanField(
        _("everybody may see it"), default=True, help_text=_("Its name, purpose and seats.")
    )

    all_objects = GovernanceGroupQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(GovernanceGroupQuerySet)

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["governing", "working", "advisory", "community"]),
                name="group_kind_is_known",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("group", args=[self.slug])


class Seat(models.Model):
    """A place at a group's table, held by a person or by an organisation."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        DEPUTY = "deputy", _("Deputy chair")
        MEMBER = "member", _("Member")
        OBSERVER = "observer", _("Observer")

    group = models.ForeignKey(
        GovernanceGroup, verbose_name=_("group"), on_delete=models.PROTECT, related_name="seats"
    )
    user = models.ForeignKey(
        "partnership.User",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    organisation = models.ForeignKey(
        "partnership.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    role = models.CharField(_("as"), max_length=8, choices=Role, default=Role.MEMBER)
    name_is_public = models.BooleanField(
        _("everybody may read the person’s name"),
        default=False,
        help_text=_("Ask first. Until then the page says only that a person holds the seat."),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["group", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, organisation__isnull=False)
                | Q(user__isnull=False, organisation__isnull=True),
                name="seat_is_held_by_one",
                violation_error_message=_("A seat is held by a person or by an organisation."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["chair", "deputy", "member", "observer"]),
                name="seat_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="seat_ends_after_it_starts",
                violation_error_message=_("It must end after it starts."),
            ),
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=Q(ends_on__isnull=True),
                name="seat_one_open_a_person",
                violation_error_message=_("She has a seat in this group already."),
            ),
            models.UniqueConstraint(
                fields=["group", "organisation"],
                condition=Q(ends_on__isnull=True),
                name="seat_one_open_an_organisation",
                violation_error_message=_("It has a seat in this group already."),
            ),
        ]

    def __str__(self):
        return str(self.user or self.organisation)


class Decision(models.Model):
    """
    What a group decided, and why. Its words stand as they were decided: the database keeps them.

    What a decision is about points to it, never the reverse.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("To be decided")
        MADE = "made", _("Decided")
        CARRIED_OUT = "carried_out", _("Carried out")
        REVERSED = "reversed", _("Reversed")

    class AgreedHow(models.TextChoices):
        CONSENSUS = "consensus", _("All agreed")
        VOTE = "vote", _("By vote")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Everybody")
        PARTNERS = "partners", _("Partners only")

    TRANSITIONS = {
        State.PROPOSED: (State.MADE,),
        State.MADE: (State.CARRIED_OUT, State.REVERSED),
        State.CARRIED_OUT: (State.REVERSED,),
        State.REVERSED: (),
    }

    number = models.PositiveIntegerField(_("number"), unique=True)
    group = models.ForeignKey(
        GovernanceGroup, verbose_name=_("group"), on_delete=models.PROTECT, related_name="decisions"
    )
    title = models.CharField(_("what is decided"), max_length=160)
    text = models.TextField(_("in full"), blank=True)
    reasons = models.TextField(_("reasons"), help_text=_("What it rests on, in plain words."))
    options_considered = models.TextField(_("what else was considered"), blank=True)
    dissent = models.TextField(_("who saw it differently, and why"), blank=True)
    agreed_how = models.CharField(_("how it was agreed"), max_length=9, choices=AgreedHow)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.PROPOSED)
    made_on = models.DateField(_("decided on"), null=True, blank=True)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    reversed_by = models.ForeignKey(
        "self",
        verbose_name=_("reversed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reverses",
    )
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility, default=Visibility.PUBLIC
    )

    all_objects = DecisionQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(DecisionQuerySet)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "made", "carried_out", "reversed"]),
                name="decision_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(agreed_how__in=["consensus", "vote"]),
                name="decision_agreed_how_is_known",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "partners"]),
                name="decision_visibility_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(agreed_how="vote")
                | Q(votes_for__isnull=False, votes_against__isnull=False),
                name="decision_by_vote_says_the_votes",
                violation_error_message=_("Say how many voted for it, and how many against."),
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", made_on__isnull=True)
                | (~Q(state="proposed") & Q(made_on__isnull=False)),
                name="decision_has_its_day_once_made",
                violation_error_message=_("Say on which day it was decided."),
            ),
            models.CheckConstraint(
                condition=Q(state="reversed", reversed_by__isnull=False)
                | (~Q(state="reversed") & Q(reversed_by__isnull=True)),
                name="decision_is_reversed_by_a_decision",
                violation_error_message=_("Only another decision can reverse a decision."),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("decision", args=[self.number])
