"""The desk's tables of learning: questions, what was looked at, and what the partners say of it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurement import services, words
from measurement.models import EvidenceItem, Figure, Finding, LearningQuestion, Target
from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import PlainForm
from partnership.errors import DomainError
from partnership.models import Decision


class SettleForm(PlainForm):
    """What becomes of a question."""

    act = forms.ChoiceField(label=gettext_lazy("What becomes of it"))
    review_on = forms.DateField(
        label=gettext_lazy("Looked at again on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Needed when it is answered."),
    )

    ACTS = {
        LearningQuestion.State.OPEN: [
            ("answer", gettext_lazy("Answered for now")),
            ("park", gettext_lazy("Set aside")),
        ],
        LearningQuestion.State.ANSWERED: [("reopen", gettext_lazy("Look again"))],
        LearningQuestion.State.PARKED: [("reopen", gettext_lazy("Look again"))],
    }

    def __init__(self, *args, subject: LearningQuestion, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = self.ACTS[subject.state]

    def clean(self):
        if self.cleaned_data.get("act") == "answer" and not self.cleaned_data.get("review_on"):
            self.add_error("review_on", _("Say when you look at it again."))

    def act_on(self, question: LearningQuestion, *, by) -> None:
        given = self.cleaned_data
        if given["act"] == "answer":
            services.answer_question(question, by=by, review_on=given["review_on"])
        elif given["act"] == "park":
            services.park_question(question, by=by, review_on=given["review_on"])
        else:
            services.reopen_question(question, by=by)


class RecordForm(PlainForm):
    """What the partners said of a finding when they talked about it."""

    act = forms.ChoiceField(label=gettext_lazy("What was said"))
    on = forms.DateField(
        label=gettext_lazy("On which day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The day on which the partners talked about it."),
    )
    dissent = forms.CharField(
        label=gettext_lazy("Who sees it differently, and why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody reads it. Needed where the partners do not agree."),
    )
    decisions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Decided because of it"), required=False, queryset=None
    )
    now = forms.ModelChoiceField(
        label=gettext_lazy("What we think now"),
        required=False,
        queryset=None,
        help_text=gettext_lazy("Needed where we think otherwise now."),
    )

    ACTS = {
        Finding.State.PROPOSED: [
            ("agree", gettext_lazy("The partners agree")),
            ("dispute", gettext_lazy("The partners do not agree")),
        ],
        Finding.State.AGREED: [
            ("decided", gettext_lazy("Something was decided because of it")),
            ("supersede", gettext_lazy("We think otherwise now")),
        ],
        Finding.State.DISPUTED: [
            ("agree", gettext_lazy("The partners agree")),
            ("decided", gettext_lazy("Something was decided because of it")),
            ("supersede", gettext_lazy("We think otherwise now")),
        ],
        Finding.State.SUPERSEDED: [],
    }

    def __init__(self, *args, subject: Finding, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = self.ACTS[subject.state]
        self.fields["on"].initial = timezone.localdate()
        self.fields["decisions"].queryset = Decision.objects.visible_to(user).order_by("-number")
        others = Finding.objects.visible_to(user).filter(question=subject.question_id)
        self.fields["now"].queryset = others.exclude(pk=subject.pk).filter(
            state__in=[Finding.State.AGREED, Finding.State.DISPUTED]
        )

    def clean(self):
        given = self.cleaned_data
        if given.get("act") == "supersede":
            if not given.get("now"):
                self.add_error("now", _("Choose what we think now."))
        elif given.get("act") == "decided":
            if not given.get("decisions"):
                self.add_error("decisions", _("Choose what was decided because of it."))
        elif "on" not in self.errors and not given.get("on"):
            self.add_error("on", _("Say on which day the partners talked about it."))

    def act_on(self, finding: Finding, *, by) -> None:
        given = self.cleaned_data
        if given["act"] == "agree":
            services.agree_finding(finding, by=by, on=given["on"], decisions=given["decisions"])
        elif given["act"] == "dispute":
            services.dispute_finding(finding, by=by, on=given["on"], dissent=given["dissent"])
        elif given["act"] == "decided":
            services.decide_because(finding, by=by, decisions=given["decisions"])
        else:
            services.supersede_finding(finding, by=by, now=given["now"])


class _WithOneStep(WorkplaceAdmin):
    """A table whose state moves on a page of its own, through a service."""

    step = ""  # its place in the address
    step_name = ""

    def get_urls(self):
        name = f"measurement_{self.opts.model_name}_{self.step}"
        view = self.admin_site.admin_view(self.step_view)
        return [path(f"<path:object_id>/{self.step}/", view, name=name), *super().get_urls()]

    def step_view(self, request, object_id):
        if not self.has_view_permission(request):
            raise PermissionDenied
        subject = self.get_object(request, unquote(object_id))
        if subject is None:
            raise Http404("no such thing for this person")
        form = self.step_form(request, subject)
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                form.act_on(subject, by=request.user)
            except DomainError as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                said = _("“%(title)s” is now: %(state)s.")
                said %= {"title": subject, "state": subject.get_state_display()}
                self.message_user(request, said, messages.SUCCESS)
                there = f"admin:measurement_{self.opts.model_name}_changelist"
                return HttpResponseRedirect(reverse(there))
        elif request.method == "POST":
            status = 422
        context = {
            **self.admin_site.each_context(request),
            "title": subject,
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/measurement/step.html", context, status=status)

    @admin.display(description=gettext_lazy("next step"))
    def next_step(self, subject):
        if not subject.TRANSITIONS[subject.state]:
            return "–"
        name = f"admin:measurement_{self.opts.model_name}_{self.step}"
        return format_html('<a href="{}">{}</a>', reverse(name, args=[subject.pk]), self.step_name)


@admin.register(LearningQuestion)
class LearningQuestionAdmin(_WithOneStep):
    """Its words are written here; what becomes of it is a step of its own."""

    may = frozenset({"add", "change"})
    step, step_name = "settle", gettext_lazy("Answered, or set aside")
    list_display = ["question", "asked_by", "state", "review_on", "visibility", "next_step"]
    list_filter = ["state"]
    list_select_related = ["asked_by"]
    prepopulated_fields = {"slug": ["question"]}
    filter_horizontal = ["outcomes"]
    fields = [
        "question", "slug", "why", "asked_by", "outcomes", "visibility", "state", "review_on",
    ]  # fmt: skip
    readonly_fields = ["state", "review_on"]

    def step_form(self, request, subject):
        return SettleForm(request.POST or None, subject=subject)


@admin.register(EvidenceItem)
class EvidenceItemAdmin(WorkplaceAdmin):
    """What was looked at: what it says, and what it cannot say."""

    may = frozenset({"add", "change"})
    list_display = ["title", "kind", "question"]
    list_filter = ["kind"]
    list_select_related = ["question"]
    fields = ["question", "kind", "title", "says", "limits", "indicator", "citation", "link"]


@admin.register(Finding)
class FindingAdmin(_WithOneStep):
    """Read only: partners propose it on the page of the question; what they say is a step."""

    step, step_name = "record", gettext_lazy("Record what the partners said")
    list_display = ["statement", "question", "state", "confidence", "agreed_on", "next_step"]
    list_filter = ["state"]
    list_select_related = ["question"]

    def get_queryset(self, request):
        return Finding.objects.visible_to(request.user).select_related("question")

    def step_form(self, request, subject):
        return RecordForm(request.POST or None, subject=subject, user=request.user)


class TargetForm(forms.ModelForm):
    """A proposal: from which figure, to which number, by when."""

    start = forms.ModelChoiceField(
        label=gettext_lazy("Starts from"),
        queryset=None,
        help_text=gettext_lazy("A figure of the Area that is public now."),
    )

    class Meta:
        model = Target
        fields = ["start", "value", "due", "reasons"]
        widgets = {"due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        figures = Figure.objects.public().filter(place__kind="area", dims="", withheld="")
        self.fields["start"].queryset = figures.select_related(
            "indicator", "place", "release__method"
        ).order_by("indicator__order", "-period_end")
        self.fields["start"].label_from_instance = lambda figure: (
            f"{figure.indicator}, {figure.period_end:%Y}: {words.value(figure)}"
        )

    def clean(self):
        given = super().clean()
        if {"start", "value", "due"} <= given.keys() and (
            why_not := services.refusal(given["start"], given["value"], given["due"])
        ):
            raise forms.ValidationError(why_not)
        return given


class AgreeForm(PlainForm):
    """By which decision a target is agreed."""

    decision = forms.ModelChoiceField(
        label=gettext_lazy("By which decision"),
        queryset=None,
        help_text=gettext_lazy("A decision of a group that is made. An earlier target gives way."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        made = Decision.objects.visible_to(user).filter(
            state__in=[Decision.State.MADE, Decision.State.CARRIED_OUT]
        )
        self.fields["decision"].queryset = made.order_by("-number")

    def act_on(self, target: Target, *, by) -> None:
        services.agree_target(target, by=by, decision=self.cleaned_data["decision"])


@admin.register(Target)
class TargetAdmin(_WithOneStep):
    """Proposed here, agreed by a decision; never changed: a better one takes its place."""

    may = frozenset({"add"})
    step, step_name = "agree", gettext_lazy("Agreed by a decision")
    list_display = ["indicator", "value", "due", "state", "agreed_on", "next_step"]
    list_filter = ["state"]
    list_select_related = ["indicator"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            return TargetForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["start", "value", "due", "reasons"]
        return [
            "indicator", "place", "start_on", "start_value", "value", "due", "reasons", "state",
            "agreed_on", "decision",
        ]  # fmt: skip

    def save_model(self, request, obj, form, change):
        given = {name: form.cleaned_data[name] for name in ("value", "due", "reasons")}
        saved = services.propose_target(form.cleaned_data["start"], by=request.user, **given)
        obj.__dict__.update(saved.__dict__)

    def next_step(self, target):
        return super().next_step(target) if target.state == Target.State.PROPOSED else "–"

    next_step.short_description = gettext_lazy("next step")

    def step_form(self, request, subject):
        return AgreeForm(request.POST or None, user=request.user)
