"""The admin tables of people and organisations, and the base all our admin tables share."""

from allauth.account.internal.flows import reauthentication
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from partnership import history, mail, profiles, services
from partnership.accounts import second_step, sessions
from partnership.admin_forms import CarefulForm, LabelledDateTime, only_met
from partnership.errors import DomainError
from partnership.events import record
from partnership.models import (
    AreaPartnership,
    Delivery,
    Event,
    EventSeal,
    HowWeWork,
    Invitation,
    Mail,
    Membership,
    Organisation,
    Place,
    User,
)
from partnership.people.team import backbone_people


class WorkplaceAdmin(admin.ModelAdmin):
    """
    Who may what in one admin table, said in two lines of the class.

    ``open_to`` names who may look ("backbone", "administrator"); ``may`` which of "add" and
    "change" they then have. Nothing is deleted in the admin. A plain record that is saved here
    leaves an event. Two people at one form lose no word (``CarefulForm``).
    """

    form = CarefulForm
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.DateTimeField: {"widget": LabelledDateTime},
    }
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
        if change:  # only what the form changed: the rest may have been saved meanwhile
            columns = {field.name for field in obj._meta.concrete_fields}
            obj.save(update_fields=columns & set(form.changed_data))
        else:
            super().save_model(request, obj, form, change)
        kind = "changed" if change else "added"
        record(f"{obj._meta.label_lower}.{kind}", obj, by=request.user, fields=form.changed_data)

    def render_change_form(self, request, context, *args, **kwargs):
        """Who meets somebody else at the page made no error."""
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        parts = [context["adminform"].form, *(form for one in formsets for form in one.forms)]
        is_met = all(map(only_met, parts)) and not any(one.non_form_errors() for one in formsets)
        if is_met and context["errors"]:
            context["errors"] = []
            messages.warning(
                request, _("Somebody else changed this too. Look at what is marked below.")
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        """Events tell more than Django's own log: also what was done on the pages of partners."""
        subject = self.get_object(request, unquote(object_id))
        if subject is None or not self.has_view_permission(request, subject):
            raise Http404("nothing that this person may see")
        events = history.history_of(subject)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of “%(subject)s”") % {"subject": subject},
            "opts": self.opts,
            "object": subject,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "events": events[: history.MOST],
            "more": len(events) > history.MOST,
            "shown": history.MOST,
        }
        return TemplateResponse(request, "admin/object_history.html", context)


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


@admin.register(Event)
class EventAdmin(WorkplaceAdmin):
    """Read only, here and in the database."""

    open_to = frozenset({"backbone", "administrator"})
    list_display = ["at", "by", "what", "thing"]
    list_filter = ["kind"]
    list_select_related = ["by"]
    date_hierarchy = "at"

    @admin.display(description=gettext_lazy("what happened"), ordering="kind")
    def what(self, event):
        return history.event_words(event)

    @admin.display(description=gettext_lazy("to what"), ordering="subject_type")
    def thing(self, event):
        return history.thing_words(event)


@admin.register(Delivery)
class DeliveryAdmin(WorkplaceAdmin):
    """What the worker still has to do, and what it gave up on. Read only."""

    open_to = frozenset({"backbone", "administrator"})
    list_display = ["event", "handler", "attempts", "done_at"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "attempts"]
    list_select_related = ["event"]
    readonly_fields = ["event", "handler"]


class _SentFilter(admin.SimpleListFilter):
    title = gettext_lazy("what became of it")
    parameter_name = "became"

    def lookups(self, request, model_admin):
        return [("failed", _("Not sent")), ("waits", _("Waits")), ("sent", _("Sent"))]

    def queryset(self, request, mails):
        kept = {
            "failed": mails.exclude(failed=""),
            "waits": mails.filter(sent_at__isnull=True, failed=""),
            "sent": mails.filter(sent_at__isnull=False),
        }
        return kept.get(self.value(), mails)


@admin.register(Mail)
class MailAdmin(WorkplaceAdmin):
    """What was mailed to whom, and what could not be. A failed one can be tried again."""

    open_to = frozenset({"backbone", "administrator"})
    list_display = ["queued_at", "address", "subject", "sent_at", "attempts", "failed"]
    list_filter = [_SentFilter]
    search_fields = ["address"]
    fields = ["to", "address", "subject", "queued_at", "sent_at", "attempts", "failed"]
    actions = ["send_again"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Emails")})

    @admin.action(description=gettext_lazy("Send the selected emails again"))
    def send_again(self, request, mails):
        for one in mails:
            try:
                mail.send_again(one, by=request.user)
            except DomainError as error:
                self.message_user(request, f"{one.address}: {error}", messages.WARNING)
            else:
                self.message_user(request, _("%(email)s: on its way.") % {"email": one.address})

    def get_urls(self):
        test = self.admin_site.admin_view(self.test_view)
        return [path("test/", test, name="partnership_mail_test"), *super().get_urls()]

    @method_decorator(require_POST)
    def test_view(self, request):
        mail.send_test(by=request.user)
        self.message_user(
            request, _("A test email to %(email)s is on its way.") % {"email": request.user.email}
        )
        return HttpResponseRedirect(reverse("admin:partnership_mail_changelist"))


@admin.register(EventSeal)
class EventSealAdmin(WorkplaceAdmin):
    """The nights on which the record of events was sealed. Read only, also in the database."""

    open_to = frozenset({"backbone", "administrator"})
    list_display = ["day", "rows", "digest", "sealed_at"]
