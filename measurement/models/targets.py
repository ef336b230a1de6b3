from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Target(models.Model):
    """
    What the partners want a measure to be by a day, from where it started.

    Where it started is a figure that was public when they agreed; it is kept here as it was then,
    so that no later figure moves the goal posts.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        SUPERSEDED = "superseded", _("Replaced by a newer one")

    TRANSITIONS = {
        State.PROPOSED: (State.AGREED,),
        State.AGREED: (State.SUPERSEDED,),
        State.SUPERSEDED: (),
    }

    indicator = models.ForeignKey(
        "measurement.Indicator",
        verbose_name=_("measure"),
        on_delete=models.PROTECT,
        related_name="targets",
    )
    place = models.ForeignKey(
        "partnership.Place", verbose_name=_("place"), on_delete=models.PROTECT, related_name="+"
    )
    start_on = models.DateField(_("starts from the period that ended on"))
    start_value = models.DecimalField(_("which was"), max_digits=30, decimal_places=18)
    value = models.DecimalField(_("target"), max_digits=12, decimal_places=2)
    due = models.DateField(_("to be reached by"))
    reasons = models.TextField(_("why this, and why by then"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    decision = models.ForeignKey(
        "partnership.Decision",
        verbose_name=_("decision"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator", "-agreed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "agreed", "superseded"]),
                name="target_state_is_known",
            ),
            models.UniqueConstraint(
                fields=["indicator", "place"],
                condition=Q(state="agreed"),
                name="target_one_agreed_a_series",
                violation_error_message=_("Another target is agreed for this measure."),
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(agreed_on__isnull=False, decision__isnull=False),
                name="target_agreed_when_and_by_which_decision",
            ),
            models.CheckConstraint(
                condition=Q(due__gt=F("start_on")), name="target_is_due_after_its_start"
            ),
        ]

    def __str__(self):
        return f"{self.indicator}, {self.due:%Y}"
