"""The admin tables of people, what they may do for whom, and invitations."""

from allauth.account.internal.flows import reauthentication
from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership import services
from partnership.accounts import second_step, sessions
from partnership.admin_forms import CarefulForm
from partnership.errors import DomainError
from partnership.models import Invitation, Membership, User

from .workplace import WorkplaceAdmin


class SecondStepFilter(admin.SimpleListFilter):
    """Who has a second step, and who has none although the role needs one."""

    title = gettext_lazy("second step")
    parameter_name = "second_step"

    def lookups(self, request, model_admin):
        return [("yes", _("Has one")), ("no", _("Has none"))]

    def queryset(self, request, people):
        wanted = {"yes": True, "no": False}.get(self.value())
        return people if wanted is None else people.filter(second_step=wanted)


@admin.register(User)
class UserAdmin(WorkplaceAdmin):
    open_to = frozenset({"backbone", "administrator"})
    may = frozenset({"change"})
    list_display = ["name", "email", "is_active", "is_administrator", "has_second_step"]
    list_filter = [SecondStepFilter, "is_active", "is_administrator"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "is_active", "is_administrator", "last_login"]

    def get_queryset(self, request):
        """People only: without its services the portal stands still."""
        people = super().get_queryset(request).filter(kind=User.Kind.PERSON)
        return second_step.with_second_step(people)

    def get_readonly_fields(self, request, obj=None):
        # Who opens doors is the administrators' affair, and so are their own.
        guarded = [] if request.user.is_administrator else ["is_administrator", "email"]
        if obj and obj.is_administrator and not request.user.is_administrator:
            guarded.append("is_active")
        return [*guarded, "last_login"]

    actions = ["end_sessions", "reset_second_step"]

    @admin.display(boolean=True, description=gettext_lazy("second step"))
    def has_second_step(self, person):
        return person.second_step

    def has_administrator_permission(self, request):
        return request.user.is_administrator

    @admin.action(description=gettext_lazy("End all sessions of the selected people"))
    def end_sessions(self, request, people):
        for person in people:
            number = sessions.end_all(person, by=request.user)
            said = _("%(name)s: %(number)d sessions ended.") % {"name": person, "number": number}
            self.message_user(request, said)

    @admin.action(
        description=gettext_lazy("Take the second step away (lost phone)"),
        permissions=["administrator"],
    )
    def reset_second_step(self, request, people):
        """Dangerous, so the administrator shows first that it is she (SECURITY R10)."""
        if not sessions.confirmed_lately(request):
            return reauthentication.suspend_request(request, reverse("account_reauthenticate"))
        for person in people:
            try:
                second_step.reset(person, by=request.user)
            except DomainError as error:
                self.message_user(request, f"{person}: {error}", messages.WARNING)
            else:
                said = _("%(name)s: second step taken away. Tell them by phone.")
                self.message_user(request, said % {"name": person})
        return None


def _roles_to_give(user) -> list[tuple[str, str]]:
    """Only an administrator makes somebody backbone staff: two people publish, not one twice."""
    return [
        (role, label)
        for role, label in Membership.Role.choices
        if role != Membership.Role.BACKBONE or user.is_administrator
    ]


class MembershipForm(CarefulForm):
    """Keeps a lead for every organisation, like the leads' own page."""

    def clean(self):
        cleaned = super().clean()
        before = Membership.objects.get(pk=self.instance.pk)
        leaves = cleaned.get("ended_on") or cleaned.get("role") != Membership.Role.LEAD
        if before.role == Membership.Role.LEAD and not before.ended_on and leaves:
            try:
                services.refuse_without_lead(before)
            except DomainError as error:
                raise forms.ValidationError(str(error)) from error
        return cleaned


@admin.register(Membership)
class MembershipAdmin(WorkplaceAdmin):
    open_to = frozenset({"backbone", "administrator"})
    may = frozenset({"change"})
    list_display = ["user", "organisation", "role", "starts_on", "ended_on"]
    list_filter = ["role", "organisation"]
    list_select_related = ["user", "organisation"]
    readonly_fields = ["user", "organisation", "starts_on", "away_until", "cover"]
    form = MembershipForm

    def has_change_permission(self, request, obj=None):
        """Nobody gives herself a role (DOMAIN 10)."""
        return super().has_change_permission(request, obj) and (
            obj is None or obj.user != request.user
        )

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if obj.ended_on and obj.ended_on <= timezone.localdate():
            services.clear_up_after(obj, by=request.user)

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
    actions = ["send_again", "take_back"]
    change_list_template = "admin/partnership/invitation/change_list.html"

    @admin.action(description=gettext_lazy("Make new links for the selected invitations"))
    def send_again(self, request, invitations):
        for invitation in invitations:
            try:
                token = services.resend_invitation(invitation, by=request.user)
            except DomainError as error:
                self.message_user(request, f"{invitation}: {error}", messages.WARNING)
            else:
                self._show_link(request, invitation.email, token)

    def _show_link(self, request, email, token):
        link = request.build_absolute_uri(reverse("accept-invitation", args=[token]))
        said = _(
            "%(email)s gets this link by email. It is shown only now, works for 7 days: %(link)s"
        )
        self.message_user(request, said % {"email": email, "link": link}, messages.WARNING)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role":
            kwargs["choices"] = _roles_to_give(request.user)
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        invitation, token = services.invite(
            obj.email, by=request.user, organisation=obj.organisation, role=obj.role
        )
        obj.pk = invitation.pk
        self._show_link(request, obj.email, token)

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
