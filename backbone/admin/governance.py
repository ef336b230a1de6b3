"""Where the backbone team keeps groups, seats and decisions."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership import decisions
from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import CarefulForm, LabelledTable, PlainForm
from partnership.admin_moves import Move, MovesAdmin
from partnership.models import Decision, GovernanceGroup, Seat


class SeatInline(LabelledTable):
    model = Seat
    extra = 0
    form = CarefulForm
    can_delete = False
    fields = ["user", "organisation", "role", "name_is_public", "starts_on", "ends_on"]

    def has_view_permission(self, request, obj=None):
        return request.user.is_backbone

    has_add_permission = has_change_permission = has_view_permission


@admin.register(GovernanceGroup)
class GovernanceGroupAdmin(WorkplaceAdmin):
    may = frozenset({"add", "change"})
    list_display = ["name", "kind", "is_public"]
    list_filter = ["kind"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [SeatInline]


class MakeForm(PlainForm):
    on = forms.DateField(
        label=_("Decided on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Say on which day it was decided."),
            "invalid": _("Write the day as 2026-03-02: year, month, day."),
        },
    )

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come. Record it when it is over."))
        return on


class ReverseForm(PlainForm):
    reversed_by = forms.ModelChoiceField(
        label=_("The later decision"),
        queryset=Decision.all_objects.filter(state__in=["made", "carried_out"]),
        error_messages={"required": _("Choose the decision that undoes this one.")},
    )


def _is(*states):
    return lambda decision: decision.state in states


@admin.register(Decision)
class DecisionAdmin(MovesAdmin):
    """Written while it is to be decided; once it is made its words stand."""

    may = frozenset({"add", "change"})
    list_display = ["number", "title", "group", "state", "made_on", "visibility"]
    list_display_links = ["number", "title"]
    list_filter = ["state", "group", "visibility"]
    list_select_related = ["group"]
    search_fields = ["title", "reasons"]
    date_hierarchy = "made_on"
    exclude = ["state", "made_on", "reversed_by"]
    moves = (
        Move("make", _("Record as decided"), decisions.make, _is("proposed"), MakeForm,
             _("From then on nobody can change its words.")),
        Move("carry-out", _("Record as carried out"), decisions.carry_out, _is("made")),
        Move("reverse", _("Record that a later decision undid it"), decisions.reverse,
             _is("made", "carried_out"), ReverseForm),
    )  # fmt: skip

    def view_on_site(self, decision):
        """Only what everybody may read has a page."""
        is_public = decision.visibility == "public" and decision.state != "proposed"
        return decision.get_absolute_url() if is_public else None

    def get_readonly_fields(self, request, obj=None):
        if obj is None or obj.state == Decision.State.PROPOSED:
            return []
        keeps = [field.name for field in Decision._meta.fields]
        return [name for name in keeps if name not in ("id", "review_on")]

    def get_exclude(self, request, obj=None):
        is_open = obj is None or obj.state == Decision.State.PROPOSED
        return self.exclude if is_open else []

    def get_changeform_initial_data(self, request):
        return {
            "number": Decision.all_objects.next_number(),
            **super().get_changeform_initial_data(request),
        }
