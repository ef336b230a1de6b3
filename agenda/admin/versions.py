"""A version of the agenda is written and moved here, and the codes that all versions share."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from agenda import services
from agenda.models import Agenda, CoreStrategy, Outcome
from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import PlainForm
from partnership.admin_moves import Move, MovesAdmin, page_of
from partnership.errors import DomainError
from partnership.events import record
from partnership.models import Decision
from partnership.versions import save_version

from .changes import SHORT_TEXTS, changed_words
from .parts import AspirationLinkInline, CoreStrategyTextInline, OutcomeTextInline, PrincipleInline


def _is(state: str):
    return lambda agenda: agenda.state == state


def _in_force() -> Agenda | None:
    return Agenda.all_objects.filter(state=Agenda.State.ADOPTED).first()


class OpenForm(PlainForm):
    until = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class AgreeForm(PlainForm):
    decision = forms.ModelChoiceField(
        label=gettext_lazy("The decision"), queryset=Decision.all_objects.all(), required=False
    )
    adopted_by_few = forms.CharField(
        label=gettext_lazy("If fewer than half have signed: why now"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # The one that stood on the screen: if another is in force by now, nobody has agreed to that.
    replaces = forms.ModelChoiceField(
        queryset=Agenda.all_objects.all(),
        required=False,
        widget=forms.HiddenInput,
        initial=_in_force,
    )


@admin.register(Agenda)
class AgendaAdmin(MovesAdmin):
    """A version is written here and moved by buttons. Once agreed, it can only be read."""

    may = frozenset({"add", "change"})
    list_display = ["__str__", "state", "comments_until", "adopted_on", "waiting", "signed"]
    fields = ["number", "vision", "about_whom", "change_summary"]
    inlines = [OutcomeTextInline, CoreStrategyTextInline, PrincipleInline, AspirationLinkInline]
    formfield_overrides = SHORT_TEXTS
    view_on_site = False  # a draft is on no site; a button leads to the page that shows it
    change_form_template = "admin/agenda/agenda/change_form.html"
    change_list_template = "admin/agenda/agenda/change_list.html"
    moves = (
        Move("open", gettext_lazy("Let everybody read it"), services.open_for_comments,
             _is("draft"), OpenForm, said=gettext_lazy("Everybody can read it now.")),
        Move("agree", gettext_lazy("It is agreed"), services.adopt, _is("consultation"), AgreeForm,
             said=gettext_lazy("It is in force. Its words stand now.")),
        Move("take-back", gettext_lazy("Take it back to rewrite it"), services.take_back_to_draft,
             _is("consultation"), said=gettext_lazy("It is a draft again. Its address says that.")),
    )  # fmt: skip

    def get_queryset(self, request):
        standing = ~Q(endorsements__state="declined") & Q(endorsements__lapsed_on=None)
        signed = Count("endorsements", filter=standing, distinct=True)
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
        elif words := changed_words(form):
            seen = Agenda.all_objects.select_for_update().get(pk=obj.pk).version
            save_version(obj, by=request.user, seen=seen, where={"state__in": Agenda.OPEN}, **words)
            if words.keys() != {"change_summary"}:  # it tells of the words, and is none of them
                self._words_changed(request, obj)

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
            self._words_changed(request, form.instance)

    def _words_changed(self, request, agenda: Agenda) -> None:
        lapsed = services.words_changed(agenda, by=request.user)
        if lapsed:
            said = ngettext(
                "%(n)s partner had signed the words before. Its lead is asked to sign again.",
                "%(n)s partners had signed the words before. Their leads are asked to sign again.",
                lapsed,
            )
            self.message_user(request, said % {"n": lapsed}, messages.WARNING)

    def _save_part(self, request, part, *, is_new: bool) -> None:
        if is_new or not hasattr(part.instance, "version"):
            part.save()
            return
        seen = type(part.instance)._base_manager.get(pk=part.instance.pk).version
        open_only = {"agenda__state__in": Agenda.OPEN}
        words = changed_words(part)
        save_version(part.instance, by=request.user, seen=seen, where=open_only, **words)
        part._save_m2m()

    def get_urls(self):
        draft = self.admin_site.admin_view(self.draft_view)
        return [path("draft/", draft, name="agenda_agenda_draft"), *super().get_urls()]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        agenda = object_id and self.get_object(request, unquote(object_id))
        more = _what_is_missing(agenda) if agenda else {}
        return super().changeform_view(request, object_id, form_url, more | (extra_context or {}))

    @method_decorator(require_POST)
    def draft_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            agenda = services.draft_version(by=request.user)
        except DomainError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:agenda_agenda_changelist"))
        said = _("This is the draft of the next version.")
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(page_of(agenda))


def _what_is_missing(agenda: Agenda) -> dict:
    """Before its next step; and which version it would replace."""
    if agenda.state == Agenda.State.DRAFT:
        return {"missing": services.missing_before_comments(agenda)}
    if agenda.state == Agenda.State.CONSULTATION:
        missing = services.missing_before_it_is_agreed(agenda, None)
        return {"missing": missing, "in_force": _in_force()}
    return {}


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
