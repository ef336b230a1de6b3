from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class HowWeWork(models.Model):
    """What collective impact means here, and why we work that way: in the partnership's words."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    why = models.TextField(
        _("why we work together"),
        help_text=_(
            "What collective impact is, and why one organisation alone is not enough. Everybody "
            "reads it on “Who we are” as soon as you save. Leave a line empty between paragraphs."
        ),
    )
    agenda = models.TextField(
        _("common agenda"),
        blank=True,
        help_text=_("How we agree on what we want. Leave a part empty and it is not shown."),
    )
    learning = models.TextField(
        _("learning and measuring together"),
        blank=True,
        help_text=_("How we find out if children are better off, and hold each other to account."),
    )
    strategies = models.TextField(
        _("strategies that count"),
        blank=True,
        help_text=_("How we choose where our effort helps most."),
    )
    engagement = models.TextField(
        _("community voice"),
        blank=True,
        help_text=_("How the people it is about take part, and hear what came of it."),
    )
    backbone = models.TextField(
        _("backbone support"),
        blank=True,
        help_text=_("Who looks after the work we share."),
    )

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("how we work together")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="how_we_work_is_one")]

    def __str__(self):
        return str(_("How we work together"))
