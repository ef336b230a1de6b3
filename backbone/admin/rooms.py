"""Where the backbone team keeps meetings, tasks, money, resources and what we ask for."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from backbone import services
from backbone.models import (
    AdvocacyAsk,
    AgendaItem,
    AskStep,
    Grant,
    GrantAllocation,
    Meeting,
    Resource,
    Task,
)
from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import CarefulForm, PlainForm
from partnership.admin_moves import Move, MovesAdmin


def _is(*states):
    return lambda subject: subject.state in states


class BackboneInline(admin.StackedInline):
    """Rows that belong to the thing above them; none is deleted."""

    extra = 0
    can_delete = False
    form = CarefulForm

    def has_view_permission(self, request, obj=None):
        return request.user.is_backbone

    has_add_permission = has_change_permission = has_view_permission


class AgendaItemInline(BackboneInline):
    model = AgendaItem

    def has_change_permission(self, request, obj=None):
        is_over = obj is not None and obj.state in ("confirmed", "cancelled")
        return request.user.is_backbone and not is_over

    has_add_permission = has_change_permission


@admin.register(Meeting)
class MeetingAdmin(MovesAdmin):
    """Once its minutes are confirmed, a meeting is a record."""

    may = frozenset({"add", "change"})
    list_display = ["group", "starts_at", "place", "state", "is_open"]
    list_filter = ["state", "group"]
    list_select_related = ["group"]
    date_hierarchy = "starts_at"
    exclude = ["state"]
    inlines = [AgendaItemInline]
    moves = (
        Move("papers", _("Papers are out"), services.send_papers, _is("planned")),
        Move("hold", _("It took place"), services.hold, _is("planned", "papers_out")),
        Move("confirm", _("Confirm the minutes"), services.confirm_minutes, _is("held"),
             help=_("Partners can read them then, and nobody can change them.")),
        Move("cancel", _("Cancel it"), services.cancel, _is("planned", "papers_out")),
    )  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        is_over = obj is not None and obj.state in ("confirmed", "cancelled")
        fields = ["group", "starts_at", "place", "is_open", "welcome", "minutes"]
        return fields if is_over else []


class DropForm(PlainForm):
    reason = forms.CharField(
        label=_("Why"),
        max_length=240,
        error_messages={"required": _("Say why it was dropped.")},
    )


@admin.register(Task)
class TaskAdmin(MovesAdmin):
    may = frozenset({"add", "change"})
    list_display = ["what", "organisation", "due_on", "first_due_on", "state"]
    list_filter = ["state", "organisation"]
    list_select_related = ["organisation"]
    search_fields = ["what"]
    exclude = ["state", "reason"]
    moves = (
        Move("done", _("It is done"), services.finish_task, _is("open")),
        Move("to-do", _("It is to do again"), services.reopen_task, _is("done")),
        Move("drop", _("Nobody does it"), services.drop_task, _is("open"), DropForm),
    )

    def get_readonly_fields(self, request, obj=None):
        return ["first_due_on"] if obj else []


class GrantAllocationInline(BackboneInline):
    model = GrantAllocation

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, formset=PartsFormSet, **kwargs)


class PartsFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """The database refuses it too; here it is said in words."""
        super().clean()
        parts = [form.cleaned_data.get("amount") for form in self.forms if form.is_valid()]
        total = self.instance.total
        if total is not None and sum(part for part in parts if part) > total:
            raise forms.ValidationError(
                _("The parts are more than the grant. Make one of them smaller.")
            )


@admin.register(Grant)
class GrantAdmin(WorkplaceAdmin):
    may = frozenset({"add", "change"})
    list_display = ["title", "funder", "total", "starts_on", "ends_on", "then_what"]
    search_fields = ["title", "funder"]
    date_hierarchy = "ends_on"
    inlines = [GrantAllocationInline]


class PutForm(PlainForm):
    what = forms.CharField(
        label=_("What you did"),
        max_length=240,
        help_text=_("Such as: We wrote to the minister, with four stories."),
        error_messages={"required": _("Say what you did.")},
    )


class AnswerForm(PlainForm):
    answer = forms.ChoiceField(
        label=_("The answer"),
        choices=[
            (state.value, state.label)
            for state in (
                AdvocacyAsk.State.AGREED_TO,
                AdvocacyAsk.State.PARTLY,
                AdvocacyAsk.State.REFUSED,
            )
        ],
    )
    reply = forms.CharField(
        label=_("In their words"),
        max_length=400,
        error_messages={"required": _("Write down what they said.")},
    )


class AskStepInline(BackboneInline):
    model = AskStep

    def has_change_permission(self, request, obj=None):
        return False  # what was done and said stays as it was


@admin.register(AdvocacyAsk)
class AdvocacyAskAdmin(MovesAdmin):
    may = frozenset({"add", "change"})
    list_display = ["ask", "to_whom", "state"]
    list_filter = ["state"]
    search_fields = ["ask", "to_whom"]
    exclude = ["state"]
    inlines = [AskStepInline]
    moves = (
        Move("put", _("We asked"), services.put_ask, _is("drafting", "partly", "refused"), PutForm,
             _("From then on everybody can read it.")),
        Move("answer", _("The answer came"), services.answer_ask, _is("put"), AnswerForm),
        Move("done", _("It is so now"), services.see_ask_done, _is("agreed_to", "partly")),
    )  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        is_public = obj is not None and obj.state != AdvocacyAsk.State.DRAFTING
        return ["ask", "why", "to_whom", "decision"] if is_public else []


@admin.register(Resource)
class ResourceAdmin(WorkplaceAdmin):
    may = frozenset({"add", "change"})
    list_display = ["title", "kind", "by", "checked_on", "visibility"]
    list_filter = ["kind", "visibility"]
    search_fields = ["title", "helps_with"]
