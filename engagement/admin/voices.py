"""What people told us: read on a page of its own, with every decision about it beside it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Case, OuterRef, Subquery, When
from django.http import Http404, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from agenda.models import OutcomeText
from engagement import checker, safety, services, words
from engagement.forms import LANGUAGES
from engagement.models import Contribution, SafetyFlag, Theme
from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import PlainForm
from partnership.admin_moves import page_of
from partnership.errors import DomainError
from partnership.models import User


def _to_look_at(voice: Contribution) -> list[checker.Found]:
    """In its words, and in their English: what is taken out of one still stands in the other."""
    return list(dict.fromkeys([*checker.personal(voice.text), *checker.personal(voice.english)]))


def _drawn(kind: str, word: str) -> str:
    return render_to_string("components/status.html", {"kind": kind, "word": word})


class Waits(admin.SimpleListFilter):
    title = gettext_lazy("to read")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("yes", _("Waits to be read")), ("late", _("For longer than promised"))]

    def queryset(self, request, voices):
        if self.value() == "yes":
            return voices.filter(state__in=Contribution.TO_READ)
        if self.value() == "late":
            today = timezone.localdate()
            return voices.filter(state__in=Contribution.TO_READ, read_by__lt=today)
        return voices


class _ReviewForm(PlainForm):
    """Which words were read, and what is done with them."""

    version = forms.IntegerField(min_value=0)
    no_child = forms.BooleanField(required=False)
    text = forms.CharField(required=False, max_length=Contribution.LONGEST)
    reason = forms.CharField(required=False, max_length=16)
    language = forms.CharField(required=False, max_length=8)
    english = forms.CharField(required=False, max_length=2 * Contribution.LONGEST)
    kind = forms.CharField(required=False, max_length=15)
    action_taken = forms.CharField(required=False, max_length=4000)
    themes = forms.ModelMultipleChoiceField(Theme.objects.all(), required=False)


def _publish(voice, by, data):
    if not data["no_child"]:
        raise services.Incomplete(
            _("Say first that no child can be recognised, also by putting details together.")
        )
    services.publish(voice, by=by, seen=data["version"])


_VOICE_ACTS = {
    "publish": _publish,
    "share": lambda v, by, d: services.share_with_partners(v, by=by, seen=d["version"]),
    "count": lambda v, by, d: services.count_only(v, by=by, seen=d["version"]),
    "decline": lambda v, by, d: services.decline(v, by=by, seen=d["version"], reason=d["reason"]),
    "read_again": lambda v, by, d: services.read_again(v, by=by, seen=d["version"]),
    "redact": lambda v, by, d: services.redact(
        v, by=by, seen=d["version"], text=d["text"], reason=d["reason"]
    ),
    "translate": lambda v, by, d: services.translate(
        v, by=by, seen=d["version"], language=d["language"], english=d["english"]
    ),
    "themes": lambda v, by, d: services.set_themes(v, by=by, themes=d["themes"]),
    "take_up": lambda v, by, d: services.take_up(v, by=by),
    "flag": lambda v, by, d: services.flag(v, by=by, kind=d["kind"]),
    "close_flag": lambda v, by, d: services.close_flag(v, by=by, action_taken=d["action_taken"]),
}


_HAPPENED = {
    "publish": gettext_lazy("Everybody can read it now."),
    "share": gettext_lazy("Partners can read it now, and nobody else."),
    "count": gettext_lazy("It is counted, and its words are deleted."),
    "decline": gettext_lazy("It is not used. Its author can read why."),
    "read_again": gettext_lazy("It is off the pages. Read it again and decide."),
    "redact": gettext_lazy(
        "It is taken out. If it has an English version, take it out there too. Decide then who may "
        "read the rest."
    ),
    "translate": gettext_lazy("The language is saved."),
    "themes": gettext_lazy("The themes are saved."),
    "take_up": gettext_lazy("It stands among the aspirations now."),
    "close_flag": gettext_lazy("The flag is closed. Read the voice as any other now."),
}


def _happened(act: str, by: User) -> str:
    if act != "flag":
        return _HAPPENED[act]
    who = safety.who_looks(timezone.localdate())
    if who == by:
        return _("Everything else stops now, until you close the flag.")
    told = who.name if who else _("Everybody else of the team")
    return _("Everything else stops now. %(name)s gets an email at once.") % {"name": told}


_waits_first = Case(
    When(state=Contribution.State.FLAGGED, then=0),
    When(state__in=Contribution.TO_READ, then=1),
    default=2,
)


@admin.register(Contribution)
class ContributionAdmin(WorkplaceAdmin):
    """For reading. The list shows no words: a screen at a desk is seen by many."""

    list_display = ["what", "state_drawn", "consent", "received_on", "promise", "language"]
    list_filter = [Waits, "state", "is_held", "channel", "themes", "question", "place"]
    list_select_related = ["question", "strategy"]
    ordering = [_waits_first, "received_on", "pk"]
    actions = ["not_real"]

    @admin.action(description=gettext_lazy("A flood, not voices: do not use the selected"))
    def not_real(self, request, voices):
        """Only of what came in a flood: everything else is read one by one."""
        declined = 0
        for voice in voices.filter(is_held=True, state__in=Contribution.TO_READ):
            try:
                services.open_voice(voice, by=request.user)
                services.decline(
                    voice, by=request.user, seen=voice.version, reason=Contribution.Reason.OFF_TOPIC
                )
            except DomainError as error:
                self.message_user(request, f"{voice}: {error}", messages.WARNING)
            else:
                declined += 1
        self.message_user(request, _("Not used: %(number)s") % {"number": declined})

    def get_queryset(self, request):
        in_force = OutcomeText.objects.filter(agenda__state="adopted", outcome=OuterRef("outcome"))
        voices = Contribution.objects.visible_to(request.user)
        return voices.annotate(outcome_says=Subquery(in_force.values("statement")[:1]))

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Voices to read")})

    @admin.display(description=gettext_lazy("about"))
    def what(self, voice):
        return voice.question or voice.outcome_says or voice.strategy or _("Anything")

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_drawn(self, voice):
        return _drawn(words.STATE_SHAPES[voice.state], voice.get_state_display())

    @admin.display(description=gettext_lazy("promise"), ordering="read_by")
    def promise(self, voice):
        return _("Promise has passed") if voice.waits_too_long else ""

    def get_urls(self):
        act = path(
            "<path:object_id>/act/",
            self.admin_site.admin_view(self.act_view),
            name="engagement_contribution_act",
        )
        return [act, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        voice = self._voice(request, object_id)
        if request.method == "GET":
            services.open_voice(voice, by=request.user)
        return self._page(request, voice)

    @method_decorator(require_POST)
    def act_view(self, request, object_id):
        """Done: the page again, with what it is now. Refused: the page with what was typed."""
        voice = self._voice(request, object_id)
        form = _ReviewForm(request.POST)
        act = _VOICE_ACTS.get(request.POST.get("act"))
        if act is None:
            raise Http404("no such act")
        if not form.is_valid():
            problem = " ".join(message for errors in form.errors.values() for message in errors)
            return self._page(request, voice, problem=problem, status=422)
        try:
            act(voice, request.user, form.cleaned_data)
        except DomainError as error:
            now = self._voice(request, object_id)
            return self._page(request, now, problem=str(error), status=error.status)
        said = _happened(request.POST["act"], request.user)
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(page_of(voice))

    def _voice(self, request, object_id) -> Contribution:
        if not self.has_view_permission(request):
            raise PermissionDenied
        voice = self.get_object(request, unquote(object_id))
        if voice is None:
            raise Http404("no such voice for this person")
        return voice

    def _page(self, request, voice: Contribution, *, problem: str = "", status: int = 200):
        State, today = Contribution.State, timezone.localdate()
        context = {
            **self.admin_site.each_context(request),
            "title": str(voice),
            "opts": self.opts,
            "voice": voice,
            "about": words.subject_of(voice, words.outcome_names()),
            "state_drawn": self.state_drawn(voice),
            "problem": problem,
            "typed": request.POST if problem else {},
            "found": [(words.kind_of(one), one.words) for one in _to_look_at(voice)],
            "risks": [one.words for one in checker.risks(voice.text)],
            "themes": Theme.objects.all(),
            "chosen": set(voice.themes.values_list("pk", flat=True)),
            "reasons": Contribution.Reason.choices,
            "kinds": SafetyFlag.Kind.choices,
            "languages": LANGUAGES,
            "redactions": voice.redactions.select_related("by"),
            "held": next(iter(SafetyFlag.objects.held(contribution=voice)), None),
            "who_looks": safety.who_looks(today),
            "flags": SafetyFlag.objects.visible_to(request.user)
            .filter(contribution=voice)
            .select_related("raised_by", "closed_by"),
            "why_not_to_close": safety.why_not_to_close(request.user, today),
            "is_being_read": voice.state == State.IN_REVIEW,
            "is_in_use": voice.state in (State.PUBLISHED, State.PARTNERS_ONLY),
            "may_be_read_again": State.IN_REVIEW in Contribution.TRANSITIONS[voice.state]
            and voice.state not in (State.RECEIVED, State.FLAGGED),
            "may_be_flagged": State.FLAGGED in Contribution.TRANSITIONS[voice.state],
            "may_publish": voice.consent == "quote_public",
            "may_share": voice.consent != "count_only",
        }
        return TemplateResponse(
            request, "admin/engagement/contribution/change_form.html", context, status=status
        )


@admin.register(Theme)
class ThemeAdmin(WorkplaceAdmin):
    may = frozenset({"add", "change"})
    list_display = ["name", "description"]
    search_fields = ["name", "description"]
    prepopulated_fields = {"slug": ["name"]}
