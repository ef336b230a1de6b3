"""The backbone’s tables of strategies, rating rounds and what was learnt; all moves are verbs."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurement.models import Finding
from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import CarefulForm, LabelledTable, PlainForm
from partnership.errors import DomainError
from partnership.events import record
from partnership.models import Decision
from strategies import choosing, learning, rating
from strategies.models import (
    Assessment,
    ChoiceRecord,
    LeverageRound,
    Strategy,
    StrategyOutcome,
    StrategyPartner,
    Update,
)
from strategies.outcomes import words_of
from strategies.rating_results import results_of

State = Strategy.State


def _words(label, *, required=True, help_text=""):
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60, "class": "vLargeTextField"}),
        error_messages={"required": gettext_lazy("Write this down first: it stays on record.")},
    )


class _Decided(PlainForm):
    """When it was decided, and by which decision of a group."""

    decided_on = forms.DateField(
        label=gettext_lazy("Decided on"),
        initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    decision = forms.ModelChoiceField(
        label=gettext_lazy("Decision of a group"), queryset=None, required=False
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        decisions = Decision.objects.visible_to(by)
        self.fields["decision"].queryset = decisions.filter(state__in=("made", "carried_out"))


class ChoiceForm(_Decided):
    field_order = ["what", "reasons", "against", "mode_reason", "review_on"]
    what = forms.ChoiceField(
        label=gettext_lazy("What was chosen"),
        choices=[c for c in ChoiceRecord.What.choices if c[0] in ChoiceRecord.OF_A_PROPOSAL],
        widget=forms.RadioSelect,
    )
    reasons = _words(
        gettext_lazy("Why"), help_text=gettext_lazy("Everybody reads it, once chosen.")
    )
    against = _words(gettext_lazy("What spoke against it"), required=False)
    mode_reason = _words(
        gettext_lazy("Why all do the same, or why different ways are tested"),
        required=False,
        help_text=gettext_lazy("Needed if it is chosen."),
    )
    review_on = forms.DateField(
        label=gettext_lazy("Looked at again on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class StopForm(_Decided):
    field_order = ["reason", "learnt", "against"]
    reason = _words(gettext_lazy("Why it is stopped"))
    learnt = _words(
        gettext_lazy("What we learnt"), help_text=gettext_lazy("It stays on the public page.")
    )
    against = _words(gettext_lazy("What spoke against stopping"), required=False)


class _NothingToSay(PlainForm):
    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)


class PauseForm(_NothingToSay):
    reason = _words(
        gettext_lazy("Why it is paused"), help_text=gettext_lazy("It stays on the public page.")
    )
    decided_on = _Decided.base_fields["decided_on"]


class CompleteForm(_NothingToSay):
    learnt = _words(
        gettext_lazy("What we learnt"),
        help_text=gettext_lazy(
            "It stays on the public page. What is completed cannot be begun again."
        ),
    )


class TalkForm(_NothingToSay):
    talk = _words(
        gettext_lazy("What was said when you talked about it"),
        help_text=gettext_lazy("Where partners do not agree, and why. Everybody reads it."),
    )


@dataclass(frozen=True)
class Verb:
    """A button: what it says and asks, the service behind it, and in which states it stands."""

    label: str
    act: callable
    states: tuple[str, ...]
    form: type[forms.Form] = _NothingToSay


class WithVerbs(WorkplaceAdmin):
    """Texts are edited; states move by buttons, each with its own small page."""

    verbs: dict[str, Verb] = {}
    change_form_template = "admin/strategies/with_verbs.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.verb_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        return [path("<path:object_id>/do/<slug:verb>/", view, name=name), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        subject = self.get_object(request, unquote(object_id))
        open_now = [
            (reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_verb",
                     args=[object_id, key]), verb.label)
            for key, verb in self.verbs.items()
            if subject and subject.state in verb.states
        ]  # fmt: skip
        context = {"verbs": open_now, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def verb_view(self, request, object_id, verb):
        if not self.has_view_permission(request):
            raise PermissionDenied
        subject, found = self.get_object(request, unquote(object_id)), self.verbs.get(verb)
        if subject is None or found is None:
            raise Http404("no such thing to do")
        form = found.form(request.POST if request.method == "POST" else None, by=request.user)
        back = reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id]
        )
        if request.method == "POST" and form.is_valid():
            try:
                found.act(subject, by=request.user, **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                said = _("“%(title)s” is now: %(state)s.")
                words = {"title": subject, "state": subject.get_state_display()}
                self.message_user(request, said % words, messages.SUCCESS)
                return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": found.label,
            "opts": self.opts,
            "subject": subject,
            "back": back,
            "form": form,
        }
        return TemplateResponse(
            request, "admin/strategies/verb.html", context, status=422 if form.errors else 200
        )


class _Inline(LabelledTable):
    extra = 0
    form = CarefulForm

    def _may(self, request, obj=None):
        return request.user.is_backbone

    has_view_permission = has_add_permission = has_change_permission = _may
    has_delete_permission = _may


class OutcomeInline(_Inline):
    model = StrategyOutcome

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "outcome":
            words = words_of(field.queryset.values_list("pk", flat=True))
            field.label_from_instance = lambda outcome: words.get(outcome.pk, outcome.code)
        return field


class PartnerInline(_Inline):
    model = StrategyPartner


class ChoiceInline(_Inline):
    """What was chosen stays as it was written down."""

    model = ChoiceRecord
    fields = ["what", "decided_on", "reasons", "against", "decision"]

    def _never(self, request, obj=None):
        return False

    has_add_permission = has_change_permission = has_delete_permission = _never


class StrategyAdmin(WithVerbs):
    """What is thought is edited; what was decided moves by buttons and stays on record."""

    may = frozenset({"add", "change"})
    list_display = ["title", "state", "mode", "lead_organisation", "review_on", "visibility"]
    list_filter = ["state", "mode", "visibility", "lead_organisation"]
    list_select_related = ["lead_organisation"]
    search_fields = ["title", "summary"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["state", "mode", "mode_reason", "stop_reason", "learnt"]
    inlines = [OutcomeInline, PartnerInline, ChoiceInline]
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "who_for", "why"]}),
        (gettext_lazy("How we think change happens"), {"fields": ["we_do", "so_that", "not_sure"]}),
        (
            gettext_lazy("Where it belongs"),
            {"fields": ["lead_organisation", "core_strategy", "indicators", "order", "visibility"]},
        ),
        (
            gettext_lazy("What was decided"),
            {"fields": ["state", "mode", "mode_reason", "review_on", "stop_reason", "learnt"]},
        ),
    ]
    verbs = {
        "choose": Verb(gettext_lazy("Write down the choice"),
                       lambda s, *, by, what, **said: choosing.choose(s, what, by=by, **said),
                       (State.PROPOSED,), ChoiceForm),
        "begin": Verb(gettext_lazy("Begin, or go on"), choosing.begin,
                      (State.CHOSEN, State.PAUSED)),
        "pause": Verb(gettext_lazy("Pause"), choosing.pause, (State.ACTIVE,), PauseForm),
        "complete": Verb(gettext_lazy("Complete"), choosing.complete,
                         (State.ACTIVE, State.PAUSED), CompleteForm),
        "stop": Verb(gettext_lazy("Stop"), choosing.stop, Strategy.RUNNING, StopForm),
    }  # fmt: skip

    def get_inlines(self, request, obj):
        """A new one is saved first: then there is something to hang its parts on."""
        return self.inlines if obj else []

    def view_on_site(self, strategy):
        return strategy.get_absolute_url() if strategy.is_public else None

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if formset.has_changed():
            part = formset.model._meta.model_name
            record("strategies.strategy.parts_changed", form.instance, by=request.user, part=part)


class LeverageRoundAdmin(WithVerbs):
    """Prepared, then opened and closed by buttons. Once it is open nothing in it changes."""

    may = frozenset({"add", "change"})
    list_display = ["__str__", "state", "opens_on", "closes_on"]
    list_filter = ["state"]
    fields = ["strategies", "opens_on", "closes_on", "state", "talk"]
    filter_horizontal = ["strategies"]
    view_on_site = False  # its page is for partners; what they said stands below
    readonly_fields = ["state", "talk"]
    verbs = {
        "open": Verb(gettext_lazy("Open it for the leads"), rating.open_round, ("draft",)),
        "close": Verb(gettext_lazy("Close it"), rating.close_round, ("open",)),
        "talk": Verb(gettext_lazy("Write down what was said"), rating.note_talk, ("closed",),
                     TalkForm),
    }  # fmt: skip

    def has_change_permission(self, request, obj=None):
        is_draft = obj is None or obj.state == LeverageRound.State.DRAFT
        return super().has_change_permission(request, obj) and is_draft

    def change_view(self, request, object_id, form_url="", extra_context=None):
        round = self.get_object(request, unquote(object_id))
        results = results_of(round) if round else []
        return super().change_view(request, object_id, form_url, {"results": results})


class AssessmentAdmin(WorkplaceAdmin):
    """What each organisation said: for the talk about it. It goes no further."""

    list_display = ["organisation", "strategy", "round", *Assessment.QUESTIONS]
    list_filter = ["round", "strategy"]
    list_select_related = ["organisation", "strategy", "round"]


class _LinkForm(CarefulForm):
    """What the service would refuse is said beside the field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "update" in self.fields:  # not where it is only read
            accepted = self.fields["update"].queryset.filter(state=Update.State.ACCEPTED)
            self.fields["update"].queryset = accepted.select_related("action")


class UpdateFindingAdmin(WorkplaceAdmin):
    """Which updates a finding rests on."""

    may = frozenset({"add"})
    form = _LinkForm
    list_display = ["finding", "update"]
    list_select_related = ["finding", "update__action"]
    actions = ["take_away"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "finding":
            kwargs["queryset"] = Finding.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.pk = learning.link_finding(obj.update, obj.finding, by=request.user).pk

    @admin.action(description=gettext_lazy("Take the selected links away"))
    def take_away(self, request, links):
        for link in links:
            learning.unlink_finding(link, by=request.user)
        self.message_user(request, _("Taken away. The updates and the findings stay."))
