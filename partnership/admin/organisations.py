"""The admin tables of the partnership itself, its organisations and its places."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership import profiles
from partnership.admin_forms import CarefulForm
from partnership.models import AreaPartnership, HowWeWork, Organisation, Place
from partnership.people.team import backbone_people

from .workplace import WorkplaceAdmin


@admin.register(AreaPartnership)
class AreaPartnershipAdmin(WorkplaceAdmin):
    open_to = frozenset({"backbone", "administrator"})
    may = frozenset({"change"})

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "looks_after_safety":
            kwargs["queryset"] = backbone_people(timezone.localdate())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(HowWeWork)
class HowWeWorkAdmin(WorkplaceAdmin):
    """Everybody reads it on “Who we are” as soon as it is saved."""

    may = frozenset({"add", "change"})
    form = CarefulForm

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not HowWeWork.objects.exists()

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("How we work together")})


@admin.register(Organisation)
class OrganisationAdmin(WorkplaceAdmin):
    """Its profile is its own words, which its lead writes."""

    may = frozenset({"add", "change"})
    list_display = ["name", "kind", "joined_on", "left_on"]
    list_filter = ["kind"]
    search_fields = ["name"]
    readonly_fields = ["public_profile", "website", "contact_email"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data and form.initial["slug"] != obj.slug:
            profiles.keep_old_address(obj, form.initial["slug"], by=request.user)


@admin.register(Place)
class PlaceAdmin(WorkplaceAdmin):
    list_display = ["name", "kind", "code", "part_of"]
    list_filter = ["kind"]
    exclude = ["outline"]
