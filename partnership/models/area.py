from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AreaPartnership(models.Model):
    """The one partnership that this portal belongs to: what every page says of it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40, help_text=_("Such as Goulburn."))
    second_line = models.CharField(
        _("second line"),
        max_length=60,
        help_text=_("Stands under the short name at the top of each page."),
    )
    area = models.ForeignKey(
        "partnership.Place", verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    acknowledgement = models.TextField(
        _("acknowledgement of Country"),
        help_text=_("Whose Country this is. It stands at the foot of every page."),
    )
    contact_email = models.EmailField(_("contact email"))
    contact_phone = models.CharField(_("contact phone"), max_length=30, blank=True)

    looks_after_safety = models.ForeignKey(
        "partnership.User",
        verbose_name=_("who looks when somebody may be at risk"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "One of the backbone team. She gets an email at once when a voice speaks of danger, "
            "and looks at it by the end of the next working day. While she is away, her cover does."
        ),
    )

    class Meta:
        verbose_name = _("the partnership")
        verbose_name_plural = _("the partnership")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="area_partnership_is_one"),
        ]

    def __str__(self):
        return self.name
