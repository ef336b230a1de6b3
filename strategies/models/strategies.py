from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from measurement.models import Indicator
from partnership.managers import ScopedManager
from partnership.models import Organisation
from strategies.querysets import StrategyQuerySet


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Everybody")
    PARTNERS = "partners", _("Partners only")


class Strategy(models.Model):
    """A way of working together that partners believe moves a measure, and why they believe it."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(
        _("in one sentence"), max_length=240, help_text=_("What changes for families.")
    )
    why = models.TextField(
        _("why we think it works"), help_text=_("One or two plain sentences, doubts included.")
    )
    lead_organisation = models.ForeignKey(
        Organisation, verbose_name=_("led by"), on_delete=models.PROTECT, related_name="+"
    )
    indicators = models.ManyToManyField(
        Indicator, verbose_name=_("measures it works on"), related_name="+", blank=True
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility, default=Visibility.PUBLIC
    )

    all_objects = StrategyQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(StrategyQuerySet)

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ["order", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "partners"]),
                name="strategy_visibility_is_known",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('strategies:doing')}#{self.slug}"
