from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.querysets import CommentQuerySet, EndorsementQuerySet
from partnership.managers import ScopedManager


class Comment(models.Model):
    """
    What a partner says of a version that is open for comments, and the answer.

    People who are no partners have their say in `engagement`, where they stay unnamed.
    """

    class Stance(models.TextChoices):
        SUPPORT = "support", _("I like this")
        CONCERN = "concern", _("I worry about this")
        SUGGESTION = "suggestion", _("I would change this")
        QUESTION = "question", _("I ask")

    class Result(models.TextChoices):
        CHANGED = "changed", _("We changed it")
        NOT_CHANGED = "not_changed", _("We left it, and say why")
        LATER = "later", _("We come back to it")

    agenda = models.ForeignKey(
        "agenda.Agenda",
        verbose_name=_("version"),
        on_delete=models.PROTECT,
        related_name="comments",
    )
    outcome = models.ForeignKey(
        "agenda.Outcome",
        verbose_name=_("about the outcome"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: about the whole."),
    )
    organisation = models.ForeignKey(
        "partnership.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    by = models.ForeignKey(
        "partnership.User", verbose_name=_("who"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    stance = models.CharField(_("what kind"), max_length=10, choices=Stance)
    text = models.TextField(_("comment"), max_length=2000)
    result = models.CharField(_("what came of it"), max_length=11, choices=Result, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        "partnership.User",
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    all_objects = CommentQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(CommentQuerySet)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stance__in=["support", "concern", "suggestion", "question"]),
                name="comment_stance_is_known",
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", "changed", "not_changed", "later"]),
                name="comment_result_is_known",
            ),
            models.CheckConstraint(
                condition=Q(result="", answer="", answered_at__isnull=True)
                | (~Q(result="") & ~Q(answer="") & Q(answered_at__isnull=False)),
                name="comment_answer_is_whole",
                violation_error_message=_("An answer says what came of it, in words."),
            ),
        ]

    def __str__(self):
        return self.get_stance_display()


class Endorsement(models.Model):
    """An organisation's word on one version of the agenda. Everybody may read it."""

    class State(models.TextChoices):
        ENDORSED = "endorsed", _("Signed")
        WITH_RESERVATION = "with_reservation", _("Signed with a reservation")
        DECLINED = "declined", _("Did not sign")

    agenda = models.ForeignKey(
        "agenda.Agenda",
        verbose_name=_("version"),
        on_delete=models.PROTECT,
        related_name="endorsements",
    )
    organisation = models.ForeignKey(
        "partnership.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(_("word"), max_length=16, choices=State)
    reservation = models.TextField(
        _("reservation"), blank=True, max_length=600, help_text=_("Everybody may read it.")
    )
    by = models.ForeignKey(
        "partnership.User", verbose_name=_("signed by"), on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField(_("on"))
    lapsed_on = models.DateField(
        _("words changed on"),
        null=True,
        blank=True,
        help_text=_("Since then it counts for nothing: it was given to the words before."),
    )

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["agenda", "organisation"], name="endorsement_once_an_organisation"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["endorsed", "with_reservation", "declined"]),
                name="endorsement_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="with_reservation") | ~Q(reservation=""),
                name="endorsement_says_its_reservation",
                violation_error_message=_("Say what your reservation is."),
            ),
        ]

    def __str__(self):
        return self.get_state_display()
