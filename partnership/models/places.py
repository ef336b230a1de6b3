from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """A piece of the map: the state, the partnership's Area, or a local government area."""

    class Kind(models.TextChoices):
        STATE = "state", _("State")
        AREA = "area", _("Area")
        LGA = "lga", _("Local government area")

    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    code = models.CharField(
        _("code"), max_length=20, help_text=_("The code the publishers use, such as 22830.")
    )
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("Only where the whole place lies inside it."),
    )
    outline = models.JSONField(
        _("outline"),
        default=dict,
        blank=True,
        help_text=_("How it is drawn on the map: an SVG path and where its name stands."),
    )

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="place_code_once_a_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=["state", "area", "lga"]), name="place_kind_is_known"
            ),
        ]

    def __str__(self):
        return self.name
