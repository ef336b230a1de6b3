"""The backbone's tables of strategies and actions, and where it reads and answers updates."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Value, When
from django.http import Http404, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import PlainForm
from partnership.errors import DomainError
from strategies import choosing_admin, services, words
from strategies.forms import ByPhoneForm
from strategies.models import (
    Action,
    Assessment,
    Evidence,
    LeverageRound,
    Strategy,
    Update,
    UpdateFinding,
    UpdateVersion,
)

admin.site.register(Strategy, choosing_admin.StrategyAdmin)
admin.site.register(LeverageRound, choosing_admin.LeverageRoundAdmin)
admin.site.register(Assessment, choosing_admin.AssessmentAdmin)
admin.site.register(UpdateFinding, choosing_admin.UpdateFindingAdmin)

_STATE_SHAPES = {
    Update.State.DRAFT: "unknown",
    Update.State.SUBMITTED: "late",
    Update.State.RETURNED: "same",
    Update.State.ACCEPTED: "met",
}


def _drawn(kind: str, word: str) -> str:
    """A status with the shape it has on the pages."""
    return render_to_string("components/status.html", {"kind": kind, "word": word})


@admin.register(Action)
class ActionAdmin(WorkplaceAdmin):
    may = frozenset({"add", "change"})
    list_display = ["title", "organisation", "strategy", "rhythm", "due_on", "visibility"]
    list_filter = ["strategy", "organisation", "rhythm", "visibility"]
    list_select_related = ["organisation", "strategy"]
    search_fields = ["title", "purpose", "organisation__name", "where"]
    date_hierarchy = "due_on"
    prepopulated_fields = {"slug": ["title"]}


class _AnswerForm(PlainForm):
    """Which text the reviewer read, and what she asks."""

    version = forms.IntegerField(min_value=0)
    note = forms.CharField(required=False, max_length=2000)


class ByState(admin.SimpleListFilter):
    """What waits to be read, until somebody asks for others, searches or filters."""

    title = gettext_lazy("state")
    parameter_name = "state__exact"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        # The page and the order ask for nothing; what is done to rows names them itself.
        asked = request.method == "POST" or set(request.GET) - {"p", "o"}
        self.default = "all" if asked else Update.State.SUBMITTED.value

    def lookups(self, request, model_admin):
        return [("all", _("All")), *((s.value, s.label) for s in Update.State)]

    def value(self):
        return super().value() or self.default

    def choices(self, changelist):
        for state, label in self.lookup_choices:
            address = changelist.get_query_string({self.parameter_name: state})
            yield {
                "selected": self.value() == state,
                "query_string": address,
                "display": label,
            }

    def queryset(self, request, updates):
        return updates if self.value() == "all" else updates.filter(state=self.value())


class WorthACall(admin.SimpleListFilter):
    """Updates that a telephone answers better than a form."""

    title = gettext_lazy("worth a call")
    parameter_name = "call"

    def lookups(self, request, model_admin):
        return [
            ("help", _("They ask for help")),
            ("unchanged", _("Three times nothing changed")),
        ]

    def queryset(self, request, updates):
        if self.value() == "help":
            return updates.asking_for_help()
        return updates.filter(unchanged_again=True) if self.value() == "unchanged" else updates


@admin.register(Update)
class UpdateAdmin(WorkplaceAdmin):
    """For reading and answering. A state is never typed into a field."""

    list_display = [
        "action", "organisation", "period_words", "state_drawn", "going", "worth_a_call", "sent_on",
    ]  # fmt: skip
    list_filter = [ByState, WorthACall, "channel", "action__organisation"]
    list_select_related = ["action__organisation"]
    search_fields = ["action__title", "action__organisation__name", "what_happened", "help_needed"]
    date_hierarchy = "period_end"
    # What waits to be read comes first.
    ordering = [
        Case(When(state=Update.State.SUBMITTED, then=Value(0)), default=Value(1)),
        "-sent_at",
    ]
    actions = ["accept"]

    def get_queryset(self, request):
        return Update.objects.visible_to(request.user).with_unchanged()

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Updates to read")})

    @admin.display(description=gettext_lazy("who"), ordering="action__organisation")
    def organisation(self, update):
        return update.action.organisation

    @admin.display(description=gettext_lazy("period"), ordering="period_end")
    def period_words(self, update):
        return words.period_words(update.period)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_drawn(self, update):
        return _drawn(_STATE_SHAPES[update.state], update.get_state_display())

    @admin.display(description=gettext_lazy("how it is going"), ordering="delivery")
    def going(self, update):
        is_rewritten = update.state == Update.State.RETURNED
        return "" if is_rewritten else _drawn(**words.status(update))

    @admin.display(description=gettext_lazy("worth a call"))
    def worth_a_call(self, update):
        if update.unchanged_again:
            return _("Three times nothing changed: ring them")
        return _("They ask for help") if update.help_needed else ""

    @admin.display(description=gettext_lazy("sent"), ordering="sent_at")
    def sent_on(self, update):
        return update.sent_at and date_format(timezone.localdate(update.sent_at), "j M Y")

    @admin.action(description=gettext_lazy("Accept the selected updates"))
    def accept(self, request, updates):
        accepted = 0
        for update in updates:
            try:
                services.accept_update(update, by=request.user)
            except DomainError as error:
                self.message_user(request, f"{update}: {error}", messages.WARNING)
            else:
                accepted += 1
        self.message_user(request, _("Accepted: %(number)s") % {"number": accepted})

    # --- one update: its words, the words before, and two answers --------------------------

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("by-phone/", wrap(self.by_phone_view), name="strategies_update_by_phone"),
            path(
                "<path:object_id>/accept/",
                wrap(self.accept_view),
                name="strategies_update_accept",
            ),
            path(
                "<path:object_id>/send-back/",
                wrap(self.send_back_view),
                name="strategies_update_send_back",
            ),
            *super().get_urls(),
        ]

    def by_phone_view(self, request):
        """What was told by phone; another officer reads and accepts it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        actions = Action.objects.visible_to(request.user).select_related("organisation")
        actions = actions.exclude(organisation__in=request.user.organisations())
        actions = actions.order_by("organisation__name", "title")
        form = ByPhoneForm(request.POST or None, actions=actions, today=timezone.localdate())
        if request.method == "POST" and form.is_valid():
            try:
                update = services.enter_by_phone(
                    form.cleaned_data["action"], by=request.user, **form.content
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                said = _("“%(title)s” is written down. Somebody else of the team accepts it.")
                self.message_user(request, said % {"title": update.action.title}, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:strategies_update_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("An update told by phone"),
            "opts": self.opts,
            "form": form,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(
            request, "admin/strategies/update/by_phone.html", context, status=status
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        update = self._update(request, object_id)
        if request.method == "GET" and self._may_answer(request, update):
            services.open_update(update, by=request.user)
        return self._page(request, update)

    @method_decorator(require_POST)
    def accept_view(self, request, object_id):
        return self._answer(
            request, object_id, lambda update, note: services.accept_update(update, by=request.user)
        )

    @method_decorator(require_POST)
    def send_back_view(self, request, object_id):
        return self._answer(
            request,
            object_id,
            lambda update, note: services.return_update(update, by=request.user, note=note),
        )

    def _update(self, request, object_id) -> Update:
        if not self.has_view_permission(request):
            raise PermissionDenied
        update = self.get_object(request, unquote(object_id))
        if update is None:
            raise Http404("no such update for this person")
        return update

    def _may_answer(self, request, update) -> bool:
        is_waiting = update.state == Update.State.SUBMITTED
        is_of_another = update.sent_by_id != request.user.pk
        return (
            is_waiting
            and is_of_another
            and request.user.has_perm("strategies.review_update", update.action)
        )

    def _answer(self, request, object_id, act):
        try:
            return self._try_to_answer(request, object_id, act)
        except Http404:
            sent = UpdateVersion.objects.visible_to(request.user)
            if not object_id.isdecimal() or not sent.filter(update=object_id).exists():
                raise
            return self._taken_back(request)

    def _taken_back(self, request):
        """It is a draft again, which the team may not read; what she typed is hers."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("They took this update back before you answered"),
            "opts": self.opts,
            "note": request.POST.get("note", ""),
        }
        page = "admin/strategies/update/taken_back.html"
        return TemplateResponse(request, page, context, status=409)

    def _try_to_answer(self, request, object_id, act):
        """Done: back to the list. Refused: the page again, with the reason and the typed note."""
        update = self._update(request, object_id)
        form = _AnswerForm(request.POST)
        if not form.is_valid():
            problem = " ".join(message for errors in form.errors.values() for message in errors)
            return self._page(request, update, problem=problem, status=422)
        update.version = form.cleaned_data["version"]  # the text that was read is the one answered
        try:
            answered = act(update, form.cleaned_data["note"])
        except DomainError as error:
            now = self._update(request, object_id)
            return self._page(request, now, problem=str(error), status=error.status)
        self.message_user(
            request,
            _("“%(title)s” is now: %(state)s.")
            % {"title": answered.action.title, "state": answered.get_state_display()},
            messages.SUCCESS,
        )
        return HttpResponseRedirect(reverse("admin:strategies_update_changelist"))

    def _as_sent(self, update, versions):
        """What was sent back is rewritten in private: here it stays as it was sent."""
        is_rewritten = update.state == Update.State.RETURNED
        sent = [v for v in versions if v.why == UpdateVersion.Why.SENT]
        return sent[0] if is_rewritten and sent else update

    def _page(self, request, update: Update, *, problem: str = "", status: int = 200):
        said = Update.objects.visible_to(request.user)
        said = said.said_before(update.action, update.period_end)
        versions = list(
            UpdateVersion.objects.visible_to(request.user)
            .filter(update=update)
            .select_related("by")
        )
        context = {
            **self.admin_site.each_context(request),
            "title": update.action.title,
            "opts": self.opts,
            "update": update,
            "last_word": said.with_words().first(),
            "shown": self._as_sent(update, versions),
            "evidence": Evidence.objects.visible_to(request.user).filter(update=update),
            "versions": versions,
            "may_answer": self._may_answer(request, update),
            "problem": problem,
            "note": request.POST.get("note", ""),
        }
        return TemplateResponse(
            request, "admin/strategies/update/change_form.html", context, status=status
        )
