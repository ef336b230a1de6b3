from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from backbone.querysets import AskQuerySet, ResourceQuerySet
from partnership.managers import ScopedManager


class Grant(models.Model):
    """Money that somebody gave for the work, and until when it lasts."""

    title = models.CharField(_("what it is for"), max_length=160)
    funder = models.CharField(_("who gives it"), max_length=160)
    total = models.DecimalField(_("how much (AUD)"), max_digits=14, decimal_places=2)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"))
    then_what = models.CharField(
        _("what happens when it runs out"),
        max_length=240,
        blank=True,
        help_text=_("Empty: the page says that nobody knows yet."),
    )

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["ends_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total__gt=0),
                name="grant_is_more_than_nothing",
                violation_error_message=_("A grant is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")),
                name="grant_starts_before_it_ends",
                violation_error_message=_("It must start before it ends."),
            ),
        ]

    def __str__(self):
        return self.title


class GrantAllocation(models.Model):
    """The part of a grant that goes to one strategy; the rest pays the backbone team."""

    grant = models.ForeignKey(
        Grant, verbose_name=_("grant"), on_delete=models.PROTECT, related_name="allocations"
    )
    strategy = models.ForeignKey(
        "strategies.Strategy",
        verbose_name=_("strategy"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    amount = models.DecimalField(_("how much (AUD)"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("part of a grant")
        verbose_name_plural = _("parts of a grant")
        ordering = ["grant", "-amount"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "strategy"],
                name="allocation_once_a_strategy",
                violation_error_message=_("This strategy has its part already."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="allocation_is_more_than_nothing",
                violation_error_message=_("A part is more than nothing."),
            ),
        ]

    def __str__(self):
        return str(self.strategy)


class AdvocacyAsk(models.Model):
    """What the partners ask of somebody who can change a rule, and what the answer was."""

    class State(models.TextChoices):
        DRAFTING = "drafting", _("Being written")
        PUT = "put", _("Asked, no answer yet")
        AGREED_TO = "agreed_to", _("They said yes")
        PARTLY = "partly", _("They said yes to a part")
        REFUSED = "refused", _("They said no")
        IMPLEMENTED = "implemented", _("It is done")

    TRANSITIONS = {
        State.DRAFTING: (State.PUT,),
        State.PUT: (State.AGREED_TO, State.PARTLY, State.REFUSED),
        State.AGREED_TO: (State.IMPLEMENTED,),
        State.PARTLY: (State.PUT, State.IMPLEMENTED),
        State.REFUSED: (State.PUT,),
        State.IMPLEMENTED: (),
    }

    ask = models.CharField(_("what we ask"), max_length=200)
    why = models.TextField(_("why"), help_text=_("What families live with today."))
    to_whom = models.CharField(_("of whom"), max_length=160)
    decision = models.ForeignKey(
        "partnership.Decision",
        verbose_name=_("decided in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asks",
        help_text=_("Needed before it is put to anybody."),
    )
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.DRAFTING)

    all_objects = AskQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(AskQuerySet)

    class Meta:
        verbose_name = _("ask")
        verbose_name_plural = _("asks")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["drafting", "put", "agreed_to", "partly", "refused", "implemented"]
                ),
                name="ask_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="drafting") | Q(decision__isnull=False),
                name="ask_is_decided_before_it_is_put",
                violation_error_message=_("Name the decision first: nobody asks on her own."),
            ),
        ]

    def __str__(self):
        return self.ask


class AskStep(models.Model):
    """What was done about an ask on one day, and what came back."""

    ask = models.ForeignKey(
        AdvocacyAsk, verbose_name=_("ask"), on_delete=models.PROTECT, related_name="steps"
    )
    on = models.DateField(_("on"))
    what = models.CharField(_("what we did"), max_length=240)
    reply = models.CharField(_("what they said"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("step of an ask")
        verbose_name_plural = _("steps of an ask")
        ordering = ["on", "pk"]

    def __str__(self):
        return self.what


class Resource(models.Model):
    """Something that helps partners to do the work: a guide, a form, a recording."""

    class Kind(models.TextChoices):
        GUIDE = "guide", _("Guide")
        FORM = "form", _("Form")
        TRAINING = "training", _("Training")
        RESEARCH = "research", _("Research")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Everybody")
        PARTNERS = "partners", _("Partners only")

    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    helps_with = models.CharField(_("what it helps with"), max_length=240)
    by = models.CharField(_("who made it"), max_length=160)
    link = models.URLField(_("where it is"))
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility, default=Visibility.PUBLIC
    )
    checked_on = models.DateField(
        _("looked at on"),
        null=True,
        blank=True,
        help_text=_("When somebody last saw that it is there and still true."),
    )

    all_objects = ResourceQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(ResourceQuerySet)

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["kind", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["guide", "form", "training", "research"]),
                name="resource_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "partners"]),
                name="resource_visibility_is_known",
            ),
        ]

    def __str__(self):
        return self.title
