"""The admin tables of people and organisations, and the base all our admin tables share."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership import services
from partnership.errors import DomainError
from partnership.events import record
from partnership.models import (
    AreaPartnership,
    Delivery,
    Event,
    Invitation,
    Membership,
    Organisation,
    Place,
    User,
)


class WorkplaceAdmin(admin.ModelAdmin):
    """
    Who may what in one admin table, said in two lines of the class.

    ``open_to`` names who may look ("backbone", "administrator"); ``may`` which of "add" and
    "change" they then have. Nothing is deleted in the admin. A plain record that is saved here
    leaves an event.
    """

    open_to: frozenset[str] = frozenset({"backbone"})
    may: frozenset[str] = frozenset()

    def _is_open_to(self, request) -> bool:
        user = request.user
        return ("backbone" in self.open_to and user.is_backbone) or (
            "administrator" in self.open_to and user.is_administrator
        )

    def has_module_permission(self, request):
        return self._is_open_to(request)

    def has_view_permission(self, request, obj=None):
        return self._is_open_to(request)

    def has_add_permission(self, request):
        return self._is_open_to(request) and "add" in self.may

    def has_change_permission(self, request, obj=None):
        return self._is_open_to(request) and "change" in self.may

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        kind = "changed" if change else "added"
        record(f"{obj._meta.label_lower}.{kind}", obj, by=request.user, fields=form.changed_data)


@admin.register(AreaPartnership)
class AreaPartnershipAdmin(WorkplaceAdmin):
    open_to = frozenset({"backbone", "administrator"})
    may = frozenset({"change"})


@admin.register(Organisation)
class OrganisationAdmin(WorkplaceAdmin):
    may = frozenset({"add", "change"})
    list_display = ["name", "kind"]
    list_filter = ["kind"]
    search_fields = ["name"]


@admin.register(Place)
class PlaceAdmin(WorkplaceAdmin):
    list_display = ["name", "kind", "code", "part_of"]
    list_filter = ["kind"]
    exclude = ["outline"]


@admin.register(User)
class UserAdmin(WorkplaceAdmin):
    open_to = frozenset({"backbone", "administrator"})
    may = frozenset({"change"})
    list_display = ["name", "email", "is_active", "is_administrator"]
    list_filter = ["is_active", "is_administrator", "kind"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "is_active", "is_administrator", "last_login"]

    def get_readonly_fields(self, request, obj=None):
        # Who opens doors is the administrators' affair.
        guarded = [] if request.user.is_administrator else ["is_administrator", "email"]
        return [*guarded, "last_login"]


@admin.register(Membership)
class MembershipAdmin(WorkplaceAdmin):
    open_to = frozenset({"backbone", "administrator"})
    may = frozenset({"change"})
    list_display = ["user", "organisation", "role", "starts_on", "ended_on"]
    list_filter = ["role", "organisation"]
    list_select_related = ["user", "organisation"]
    readonly_fields = ["user", "organisation", "starts_on"]


@admin.register(Invitation)
class InvitationAdmin(WorkplaceAdmin):
    """Adding one shows its link once; nothing can show it again."""

    open_to = frozenset({"backbone", "administrator"})
    may = frozenset({"add"})
    list_display = ["email", "organisation", "role", "expires_at", "accepted_at", "revoked_at"]
    list_filter = ["organisation"]
    list_select_related = ["organisation"]
    fields = ["email", "organisation", "role"]
    actions = ["take_back"]

    def save_model(self, request, obj, form, change):
        invitation, token = services.invite(
            obj.email, by=request.user, organisation=obj.organisation, role=obj.role
        )
        obj.pk = invitation.pk
        link = request.build_absolute_uri(reverse("accept-invitation", args=[token]))
        self.message_user(
            request,
            _("Give this link to %(email)s. It is shown only now and works for 7 days: %(link)s")
            % {"email": obj.email, "link": link},
            messages.WARNING,
        )

    def log_addition(self, request, obj, message):
        """The service wrote the event."""

    @admin.action(description=gettext_lazy("Take the selected invitations back"))
    def take_back(self, request, invitations):
        for invitation in invitations:
            try:
                services.revoke_invitation(invitation, by=request.user)
            except DomainError as error:
                self.message_user(request, f"{invitation}: {error}", messages.WARNING)
            else:
                self.message_user(request, _("%(email)s: taken back.") % {"email": invitation})


@admin.register(Event)
class EventAdmin(WorkplaceAdmin):
    """Read only, here and in the database."""

    open_to = frozenset({"backbone", "administrator"})
    list_display = ["at", "by", "kind", "subject_type", "subject_id"]
    list_filter = ["kind"]
    list_select_related = ["by"]
    date_hierarchy = "at"


@admin.register(Delivery)
class DeliveryAdmin(WorkplaceAdmin):
    """What the worker still has to do, and what it gave up on. Read only."""

    open_to = frozenset({"backbone", "administrator"})
    list_display = ["event", "handler", "attempts", "done_at"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "attempts"]
    list_select_related = ["event"]
    readonly_fields = ["event", "handler"]
