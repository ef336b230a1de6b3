"""Where the backbone team drafts a version, looks after people's words and answers comments."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Count, Q
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from agenda import services
from agenda.models import (
    Agenda,
    Aspiration,
    AspirationLink,
    Comment,
    CoreStrategy,
    CoreStrategyText,
    Outcome,
    OutcomeText,
    Principle,
)
from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import CarefulForm
from partnership.errors import DomainError
from partnership.events import record
from partnership.models import Decision
from partnership.versions import save_version


def _changed_words(form) -> dict:
    """What was changed, without many-to-many fields."""
    columns = {field.name for field in form.instance._meta.concrete_fields}
    return {name: form.cleaned_data[name] for name in form.changed_data if name in columns}


SHORT_TEXTS = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})},
    models.CharField: {"widget": forms.TextInput(attrs={"class": "vLargeTextField"})},
}

# --- a version and its parts --------------------------------------------------------------------


class _Part(admin.options.InlineModelAdmin):
    """A part of a version: it may be changed as long as the version may."""

    extra = 0
    form = CarefulForm
    formfield_overrides = SHORT_TEXTS

    def _is_open(self, request, version) -> bool:
        return request.user.is_backbone and (version is None or not version.is_sealed)

    def has_view_permission(self, request, obj=None):
        return request.user.is_backbone

    def has_add_permission(self, request, obj=None):
        return self._is_open(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._is_open(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._is_open(request, obj)


class OutcomeTextInline(_Part, admin.StackedInline):
    model = OutcomeText


class CoreStrategyTextInline(_Part, admin.StackedInline):
    model = CoreStrategyText

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class PrincipleInline(_Part, admin.TabularInline):
    model = Principle


class AspirationLinkInline(_Part, admin.TabularInline):
    model = AspirationLink

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "aspiration":
            kwargs["queryset"] = Aspiration.objects.visible_to(request.user).exclude(
                state=Aspiration.State.WITHDRAWN
            )
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "aspiration":
            field.label_from_instance = _beginning
        return field


def _beginning(aspiration: Aspiration) -> str:
    words = aspiration.english or aspiration.words
    return f"{aspiration.pk}: {words[:70]}"


class _OpenForm(forms.Form):
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))


class _AgreeForm(forms.Form):
    decision = forms.ModelChoiceField(queryset=None, required=False)
    adopted_by_few = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    replaces = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = Decision.objects.visible_to(user)
        self.fields["replaces"].queryset = Agenda.objects.visible_to(user)


@admin.register(Agenda)
class AgendaAdmin(WorkplaceAdmin):
    """A version is written here and moved by buttons. Once agreed, it can only be read."""

    may = frozenset({"add", "change"})
    list_display = ["__str__", "state", "comments_until", "adopted_on", "waiting", "signed"]
    fields = ["number", "vision", "about_whom", "change_summary"]
    inlines = [OutcomeTextInline, CoreStrategyTextInline, PrincipleInline, AspirationLinkInline]
    formfield_overrides = SHORT_TEXTS
    view_on_site = False  # a draft is on no site; a button leads to the page that shows it
    change_form_template = "admin/agenda/agenda/change_form.html"
    change_list_template = "admin/agenda/agenda/change_list.html"

    def get_queryset(self, request):
        signed = Count("endorsements", filter=~Q(endorsements__state="declined"), distinct=True)
        waiting = Count("comments", filter=Q(comments__result=""), distinct=True)
        versions = Agenda.objects.visible_to(request.user)
        return versions.annotate(signed_count=signed, waiting_count=waiting)

    @admin.display(description=gettext_lazy("comments to answer"))
    def waiting(self, agenda):
        return agenda.waiting_count or ""

    @admin.display(description=gettext_lazy("signed"))
    def signed(self, agenda):
        return agenda.signed_count

    def has_add_permission(self, request):
        """The first one. Each later one begins as a copy of the one in force."""
        is_first = not Agenda.all_objects.exists()
        return super().has_add_permission(request) and is_first

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or not obj.is_sealed)

    def get_readonly_fields(self, request, obj=None):
        return ["number"] if obj else []

    def save_model(self, request, obj, form, change):
        if not change:
            super().save_model(request, obj, form, change)
        elif words := _changed_words(form):
            seen = Agenda.all_objects.select_for_update().get(pk=obj.pk).version
            save_version(obj, by=request.user, seen=seen, where={"state__in": Agenda.OPEN}, **words)

    def save_formset(self, request, form, formset, change):
        # The version first, so that nobody agrees on it meanwhile and no two editors wait in a
        # ring for each other.
        Agenda.all_objects.select_for_update().get(pk=form.instance.pk)
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        for gone in formset.deleted_forms:
            if gone.instance.pk:
                gone.instance.delete()
                formset.deleted_objects.append(gone.instance)
        for part in formset.forms:
            if part in formset.deleted_forms or not part.has_changed():
                continue
            is_new = not part.instance.pk
            self._save_part(request, part, is_new=is_new)
            if is_new:
                formset.new_objects.append(part.instance)
            else:
                formset.changed_objects.append((part.instance, part.changed_data))
        if formset.new_objects or formset.changed_objects or formset.deleted_objects:
            record(
                "agenda.agenda.changed",
                form.instance,
                by=request.user,
                fields=[str(formset.model._meta.verbose_name_plural)],
            )

    def _save_part(self, request, part, *, is_new: bool) -> None:
        if is_new or not hasattr(part.instance, "version"):
            part.save()
            return
        seen = type(part.instance)._base_manager.get(pk=part.instance.pk).version
        open_only = {"agenda__state__in": Agenda.OPEN}
        words = _changed_words(part)
        save_version(part.instance, by=request.user, seen=seen, where=open_only, **words)
        part._save_m2m()

    # --- what is done with a version -----------------------------------------------------------

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("draft/", wrap(self.draft_view), name="agenda_agenda_draft"),
            *(
                path(f"<path:object_id>/{act}/", wrap(view), name=f"agenda_agenda_{act}")
                for act, view in (
                    ("open", self.open_view),
                    ("take-back", self.take_back_view),
                    ("agree", self.agree_view),
                )
            ),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        agenda = object_id and self.get_object(request, unquote(object_id))
        more = {"acts": self._acts(request, agenda)} if agenda else {}
        return super().changeform_view(request, object_id, form_url, more | (extra_context or {}))

    def _acts(self, request, agenda: Agenda) -> dict:
        """What may be done with it now, and what is missing for that."""
        if agenda.state == Agenda.State.DRAFT:
            missing = services.missing_before_comments(agenda)
            return {"open": _OpenForm(), "missing": missing}
        if agenda.state == Agenda.State.CONSULTATION:
            form = _AgreeForm(user=request.user)
            missing = services.missing_before_it_is_agreed(agenda, None)
            in_force = Agenda.objects.visible_to(request.user).in_force().first()
            return {"agree": form, "missing": missing, "in_force": in_force}
        return {}

    @method_decorator(require_POST)
    def draft_view(self, request):
        def act(_nothing):
            return services.draft_version(by=request.user)

        return self._do(request, None, act, _("This is the draft of the next version."))

    @method_decorator(require_POST)
    def open_view(self, request, object_id):
        form = _OpenForm(request.POST)
        until = form.cleaned_data.get("until") if form.is_valid() else None

        def act(agenda):
            return services.open_for_comments(agenda, by=request.user, until=until)

        return self._do(request, object_id, act, _("Everybody can read it now."))

    @method_decorator(require_POST)
    def take_back_view(self, request, object_id):
        def act(agenda):
            return services.take_back_to_draft(agenda, by=request.user)

        return self._do(request, object_id, act, _("It is a draft again."))

    @method_decorator(require_POST)
    def agree_view(self, request, object_id):
        form = _AgreeForm(request.POST, user=request.user)
        given = form.cleaned_data if form.is_valid() else {}

        def act(agenda):
            return services.adopt(
                agenda,
                by=request.user,
                decision=given.get("decision"),
                replaces=given.get("replaces"),
                adopted_by_few=given.get("adopted_by_few", ""),
            )

        return self._do(request, object_id, act, _("It is in force. Its words stand now."))

    def _do(self, request, object_id, act, said: str):
        """Do it and say so, or say why not; either way the page of the version comes."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        agenda = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and agenda is None:
            raise Http404("no such version")
        try:
            agenda = act(agenda)
        except DomainError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, said, messages.SUCCESS)
        there = (
            reverse("admin:agenda_agenda_change", args=[agenda.pk])
            if agenda
            else reverse("admin:agenda_agenda_changelist")
        )
        return HttpResponseRedirect(there)


@admin.register(Outcome)
class OutcomeAdmin(WorkplaceAdmin):
    """Its code and its address; they never change. Its words belong to each version."""

    may = frozenset({"add"})
    list_display = ["code", "slug"]


@admin.register(CoreStrategy)
class CoreStrategyAdmin(WorkplaceAdmin):
    """Its code, which never changes. Its words belong to each version."""

    may = frozenset({"add"})
    list_display = ["code"]


# --- people's words ---------------------------------------------------------------------------


@admin.register(Aspiration)
class AspirationAdmin(WorkplaceAdmin):
    """Words are written down, checked by a person, and withdrawn when their speaker says so."""

    may = frozenset({"add", "change"})
    list_display = ["beginning", "who", "consent", "state", "heard_on"]
    list_filter = ["state", "consent", "heard_at"]
    list_select_related = ["place"]
    date_hierarchy = "heard_on"
    exclude = ["state"]
    actions = ["publish"]
    change_form_template = "admin/agenda/aspiration/change_form.html"

    def get_queryset(self, request):
        return Aspiration.objects.visible_to(request.user)

    @admin.display(description=gettext_lazy("words"))
    def beginning(self, aspiration):
        words = aspiration.english or aspiration.words
        return words[:90] or _("Withdrawn at the speaker’s request")

    def has_change_permission(self, request, obj=None):
        """Once checked, words stand as they were said, or go."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.state == Aspiration.State.RECORDED)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/publish/", wrap(self.publish_view), name="agenda_voice_publish"),
            path(
                "<path:object_id>/withdraw/", wrap(self.withdraw_view), name="agenda_voice_withdraw"
            ),
            *super().get_urls(),
        ]

    @admin.action(description=gettext_lazy("Checked: use the selected words"))
    def publish(self, request, aspirations):
        for aspiration in aspirations:
            self._do(request, aspiration, services.publish)

    @method_decorator(require_POST)
    def publish_view(self, request, object_id):
        return self._at(request, object_id, services.publish)

    @method_decorator(require_POST)
    def withdraw_view(self, request, object_id):
        return self._at(request, object_id, services.withdraw)

    def _at(self, request, object_id, act):
        if not self.has_view_permission(request):
            raise PermissionDenied
        aspiration = self.get_object(request, unquote(object_id))
        if aspiration is None:
            raise Http404("no such words")
        self._do(request, aspiration, act)
        return HttpResponseRedirect(reverse("admin:agenda_aspiration_change", args=[object_id]))

    def _do(self, request, aspiration, act) -> None:
        try:
            done = act(aspiration, by=request.user)
        except DomainError as refusal:
            self.message_user(request, f"{aspiration.pk}: {refusal}", messages.WARNING)
        else:
            said = _("%(number)s: %(state)s.")
            about = {"number": done.pk, "state": done.get_state_display()}
            self.message_user(request, said % about, messages.SUCCESS)


# --- comments -----------------------------------------------------------------------------------


class AnsweredFilter(admin.SimpleListFilter):
    title = gettext_lazy("answered")
    parameter_name = "answered"

    def lookups(self, request, model_admin):
        return [("no", _("Waits for an answer")), ("yes", _("Answered"))]

    def queryset(self, request, comments):
        if self.value() == "no":
            return comments.unanswered()
        return comments.exclude(result="") if self.value() == "yes" else comments


class _AnswerForm(forms.Form):
    result = forms.ChoiceField(choices=Comment.Result.choices)
    answer = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))


@admin.register(Comment)
class CommentAdmin(WorkplaceAdmin):
    """What partners say of a version. The words are theirs; here they get an answer."""

    list_display = ["beginning", "organisation", "agenda", "outcome", "stance", "result"]
    list_filter = [AnsweredFilter, "agenda", "stance"]
    list_select_related = ["organisation", "agenda", "outcome"]
    change_form_template = "admin/agenda/comment/change_form.html"

    def get_queryset(self, request):
        return Comment.objects.visible_to(request.user)

    @admin.display(description=gettext_lazy("comment"))
    def beginning(self, comment):
        return comment.text[:90]

    def get_urls(self):
        answer = self.admin_site.admin_view(self.answer_view)
        there = path("<path:object_id>/answer/", answer, name="agenda_comment_answer")
        return [there, *super().get_urls()]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        comment = object_id and self.get_object(request, unquote(object_id))
        waits = comment and not comment.result
        more = {"answer_form": _AnswerForm()} if waits else {}
        return super().changeform_view(request, object_id, form_url, more | (extra_context or {}))

    @method_decorator(require_POST)
    def answer_view(self, request, object_id):
        if not self.has_view_permission(request):
            raise PermissionDenied
        comment = self.get_object(request, unquote(object_id))
        if comment is None:
            raise Http404("no such comment")
        given = {name: request.POST.get(name, "") for name in ("result", "answer")}
        try:
            services.answer_comment(comment, by=request.user, **given)
        except DomainError as refusal:  # her words stay in the form
            self.message_user(request, str(refusal), messages.ERROR)
            return self._again(request, object_id, given)
        self.message_user(request, _("Answered. They read it beside their comment."))
        return HttpResponseRedirect(reverse("admin:agenda_comment_changelist") + "?answered=no")

    def _again(self, request, object_id, given):
        comment = self.get_object(request, unquote(object_id))
        more = {"answer_form": _AnswerForm(initial=given)} if not comment.result else {}
        request.method = "GET"  # the page that shows it, not the one that saves
        return self.changeform_view(request, object_id, extra_context=more)
