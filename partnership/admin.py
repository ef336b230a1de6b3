"""The admin tables of people and organisations, and the base all our admin tables share."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership import services
from partnership.errors import DomainError
from partnership.events import record
from partnership.models import (
    AreaPartnership,
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

    def lookup_allowed(self, lookup, value, request):
        """A filter in the address must not spell out a secret letter by letter."""
        secret = {"password", "token_hash"}
        if secret & set(lookup.split("__")):
            return False
        return super().lookup_allowed(lookup, value, request)

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


def _roles_to_give(user) -> list[tuple[str, str]]:
    """Only an administrator makes somebody backbone staff: two people publish, not one twice."""
    return [
        (role, label)
        for role, label in Membership.Role.choices
        if role != Membership.Role.BACKBONE or user.is_administrator
    ]


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
    list_filter = ["is_active", "is_administrator"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "is_active", "is_administrator", "last_login"]

    def get_queryset(self, request):
        """People only: without its services the portal stands still."""
        return super().get_queryset(request).filter(kind=User.Kind.PERSON)

    def get_readonly_fields(self, request, obj=None):
        # Who opens doors is the administrators' affair, and so are their own.
        guarded = [] if request.user.is_administrator else ["is_administrator", "email"]
        if obj and obj.is_administrator and not request.user.is_administrator:
            guarded.append("is_active")
        return [*guarded, "last_login"]


@admin.register(Membership)
class MembershipAdmin(WorkplaceAdmin):
    open_to = frozenset({"backbone", "administrator"})
    may = frozenset({"change"})
    list_display = ["user", "organisation", "role", "starts_on", "ended_on"]
    list_filter = ["role", "organisation"]
    list_select_related = ["user", "organisation"]
    readonly_fields = ["user", "organisation", "starts_on"]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role":
            kwargs["choices"] = _roles_to_give(request.user)
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        is_guarded = obj and obj.role == "backbone" and not request.user.is_administrator
        return [*self.readonly_fields, *(["role"] if is_guarded else [])]


class InvitationForm(forms.ModelForm):
    """What the service would refuse is said beside the field."""

    class Meta:
        model = Invitation
        fields = ["email", "organisation", "role"]

    def clean(self):
        given = super().clean()
        who = {"organisation": given.get("organisation")}
        email = given.get("email", "")
        is_member = Membership.objects.filter(user__email__iexact=email, ended_on=None, **who)
        if is_member.exists():
            self.add_error("email", _("This person already works for this organisation."))
        is_invited = Invitation.objects.filter(
            email__iexact=email, accepted_at=None, revoked_at=None, **who
        )
        if is_invited.exists():
            self.add_error(
                "email", _("There is an open invitation for this address. Take it back first.")
            )
        return given


@admin.register(Invitation)
class InvitationAdmin(WorkplaceAdmin):
    """Adding one shows its link once; nothing can show it again."""

    open_to = frozenset({"backbone", "administrator"})
    may = frozenset({"add"})
    list_display = ["email", "organisation", "role", "expires_at", "accepted_at", "revoked_at"]
    list_filter = ["organisation"]
    list_select_related = ["organisation"]
    form = InvitationForm
    actions = ["take_back"]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role":
            kwargs["choices"] = _roles_to_give(request.user)
        return super().formfield_for_choice_field(db_field, request, **kwargs)

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
