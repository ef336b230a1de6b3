from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import reswap

from partnership import kept_words
from partnership.access import PARTNERS, PUBLIC, open_to
from partnership.errors import TooLate
from partnership.pages import render_page
from partnership.versions import Stale
from strategies import services, words
from strategies.compare import differences
from strategies.forms import RestoreForm, UpdateForm
from strategies.models import Action, Strategy, Update, UpdateVersion
from strategies.outcomes import purposes_of
from strategies.periods import Period, period_ending
from strategies.querysets import EVERYBODY
from strategies.work import actions_of, next_task, work_of

# --- for everybody ------------------------------------------------------------------


@open_to(PUBLIC)
@require_safe
def doing(request):
    strategies = Strategy.objects.visible_to(EVERYBODY).select_related("lead_organisation")
    strategies = list(strategies.prefetch_related("indicators").with_actions(EVERYBODY))
    purposes = purposes_of(strategies)
    for strategy in strategies:
        strategy.purposes = purposes[strategy.pk]
    running = [strategy for strategy in strategies if strategy.is_running]
    ended = [strategy for strategy in strategies if not strategy.is_running]
    context = {"running": running, "ended": ended, "standing": words.standing(running)}
    return render(request, "strategies/doing.html", context)


@open_to(PUBLIC)
@require_safe
def action(request, strategy, slug):
    actions = Action.objects.visible_to(EVERYBODY).select_related("strategy", "organisation")
    action = get_object_or_404(actions, strategy__slug=strategy, slug=slug)
    updates = Update.objects.visible_to(EVERYBODY).filter(action=action).newest_first()
    updates = updates.with_evidence(EVERYBODY)
    updates = updates.with_findings(EVERYBODY)
    context = {
        "action": action,
        "updates": list(updates),
        "measures": action.strategy.indicators.all(),
    }
    return render(request, "strategies/action.html", context)


# --- for partners --------------------------------------------------------------------

_FORM = (*Update.WORDS, "version", "form_id")


@open_to(PARTNERS)
@require_safe
def my_updates(request):
    work = work_of(request.user, timezone.localdate())
    return render(request, "strategies/my_updates.html", {"work": work})


@open_to(PARTNERS)
@require_safe
def update(request, pk, period_end):
    """One update: to read, or with the question to answer if it was sent back."""
    subject = _subject(request, pk, period_end)
    if subject.state == Update.State.RETURNED:
        return _editing(request, subject)
    return _reading(request, subject)


@open_to(PARTNERS)
@require_safe
def edit_update(request, pk, period_end):
    subject = _subject(request, pk, period_end)
    if subject.update and not subject.update.is_open:
        kept = kept_words.of(request)
        if not kept:
            return redirect(subject.update)
        mine = {name: kept.get(name, "") for name in Update.WORDS}
        return _conflict(request, subject, Stale(theirs=subject.update, mine=mine))
    return _editing(request, subject)


@open_to(PARTNERS, keeps=_FORM)
@require_http_methods(["GET", "HEAD", "POST"])
def keep_update(request, pk, period_end):
    if request.method == "POST" and "quiet" in request.POST:
        return _keep_quietly(request, _to_write(request, pk, period_end))
    return _write(request, pk, period_end, services.keep_draft, sends=False)


@open_to(PARTNERS, keeps=_FORM)
@require_http_methods(["GET", "HEAD", "POST"])
def send_update(request, pk, period_end):
    return _write(request, pk, period_end, services.submit_update, may_be_unfinished=False)


@open_to(PARTNERS, keeps=_FORM)
@require_http_methods(["GET", "HEAD", "POST"])
def nothing_changed(request, pk, period_end):
    return _write(request, pk, period_end, services.say_nothing_changed)


@open_to(PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def undo_update(request, pk, period_end):
    subject = _subject(request, pk, period_end)
    if request.method == "POST" and subject.update and not subject.update.is_open:
        update = services.undo_submit(subject.update, by=request.user)
        return _written(request, subject.with_update(update), _undone())
    return redirect("strategies:edit-update", pk, period_end)


@open_to(PARTNERS)
@require_safe
def update_history(request, pk, period_end):
    subject = _subject(request, pk, period_end)
    return _block(request, subject, "history", versions=_versions(request, subject))


@open_to(PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def restore_update(request, pk, period_end, version):
    if request.method != "POST":
        return redirect("strategies:update-history", pk, period_end)
    subject = _subject(request, pk, period_end)
    version = get_object_or_404(_versions(request, subject), pk=version)
    form = RestoreForm(request.POST)
    if not form.is_valid():
        return redirect("strategies:update-history", pk, period_end)
    seen_version = form.cleaned_data["version"]
    update = services.restore_version(version, by=request.user, seen_version=seen_version)
    said = _("These are the earlier words again. They are not sent yet.")
    return _written(request, subject.with_update(update), said)


@dataclass(frozen=True)
class _Subject:
    """What the pages of one update are about; the update is None until somebody wrote something."""

    action: Action
    period: Period
    update: Update | None
    mine: list[Action]  # all that she may write for, where what is next is told

    @property
    def state(self) -> str:
        return self.update.state if self.update else ""

    def with_update(self, update: Update) -> "_Subject":
        return replace(self, period=update.period, update=update)


def _subject(request, pk, period_end) -> _Subject:
    """The update of one of the person's own actions, in a period that may be reported on."""
    action, mine = _with_all_of_hers(request.user, pk)
    updates = Update.objects.visible_to(request.user).filter(action=action, period_end=period_end)
    update = updates.select_related("saved_by", "reviewed_by").first()
    if update:
        update.action = action
        return _Subject(action, update.period, update, mine)
    period = _asked(action, period_end)
    if period is None:
        raise Http404("no update is asked for this period")
    return _Subject(action, period, None, mine)


def _to_write(request, pk, period_end, *, sends=False) -> _Subject:
    """The same, to write: the update is read where it is locked, and not once before that."""
    action, mine = (_with_all_of_hers if sends else _alone)(request.user, pk)
    period = _asked(action, period_end)
    if period is None:  # unless one was begun when the action reported in other periods
        return _subject(request, pk, period_end)
    return _Subject(action, period, None, mine)


def _with_all_of_hers(user, pk) -> tuple[Action, list[Action]]:
    mine = actions_of(user)
    action = next((action for action in mine if action.pk == pk), None)
    if action is None:
        raise Http404("no action of hers")
    return action, mine


def _alone(user, pk) -> tuple[Action, list[Action]]:
    """Where nothing is told of the others: a draft is kept every ten seconds."""
    action = get_object_or_404(Action.objects.editable_by(user), pk=pk)
    own = {organisation.pk: organisation for organisation in user.organisations()}
    action.organisation = own[action.organisation_id]
    return action, []


def _asked(action: Action, period_end) -> Period | None:
    """The period of this action that ends then, if an update may be written for it by now."""
    period = period_ending(period_end, action.rhythm)
    if period is None or period.end < action.starts_on or timezone.localdate() < period.opens_on:
        return None
    return period


def _versions(request, subject: _Subject):
    versions = UpdateVersion.objects.visible_to(request.user).filter(update=subject.update)
    return versions.select_related("by", "update__action__organisation")


def _write(request, pk, period_end, act, *, sends=True, may_be_unfinished=True):
    if request.method != "POST":  # back from signing in, or a reloaded mistake
        return redirect("strategies:edit-update", pk, period_end)
    subject = _to_write(request, pk, period_end, sends=sends)
    form = UpdateForm(request.POST, period=subject.period, may_be_unfinished=may_be_unfinished)
    if not form.is_valid():
        return _editing(request, _subject(request, pk, period_end), form=form, status=422)
    try:  # the one refusal that needs its own page: both texts are on it
        update = act(subject.action, by=request.user, period=subject.period, **form.content)
    except Stale as conflict:
        update = conflict.theirs
        if not _is_pressed_twice(conflict, by=request.user, sends=sends):
            services.keep_beside(conflict.theirs, by=request.user, mine=conflict.mine)
            return _conflict(request, subject, conflict)
    except TooLate as refusal:
        form.add_error(None, str(refusal))
        refused = _subject(request, pk, period_end)
        return _editing(request, refused, form=form, status=refusal.status)
    said = _kept() if update.is_open else _sent(subject.action)
    return _written(request, subject.with_update(update), said)


def _keep_quietly(request, subject: _Subject):
    """While she types. The answer renews the bar and the version, and touches nothing else."""
    form = UpdateForm(request.POST, period=subject.period, may_be_unfinished=True)
    context, status = {"action": subject.action, "form": form}, 422
    if form.is_valid():
        try:
            context["kept"] = services.keep_draft(
                subject.action, by=request.user, period=subject.period, **form.content
            )
            status = 200
        except Stale as conflict:
            context["theirs"], status = conflict.theirs, 409
    return _bar(request, context, status=status)


def _bar(request, context: dict, *, status: int = 200):
    """The bar, the version and, after a button, the history of a form that stays as it is."""
    response = render(request, "strategies/_update_kept.html", context, status=status)
    if status == 200:
        kept_words.forget(request, response)
    return reswap(response, "none")


def _is_pressed_twice(conflict: Stale, *, by, sends: bool) -> bool:
    """The same person, the same words, and what she wanted has happened: there is no conflict."""
    theirs = conflict.theirs
    same_words = all(getattr(theirs, name) == conflict.mine[name] for name in Update.WORDS)
    return theirs.saved_by_id == by.pk and same_words and not (sends and theirs.is_open)


def _kept() -> str:
    return _("Kept. It is not sent yet.")


def _undone() -> str:
    return _("Taken back. Nobody has read it. Change it, and send it again.")


def _sent(action: Action) -> str:
    if action.is_public:
        return _("Update sent. The backbone team will read it before it goes on the public page.")
    return _("Update sent. The backbone team will read it before other partners can.")


def _written(request, subject: _Subject, said: str):
    """What was written, to go on with or to read, with the sentence that says what was done."""
    if request.htmx and subject.update.is_open and "bar" in request.POST:
        kept = {"action": subject.action, "period": subject.period, "kept": subject.update}
        history = {"versions_count": _versions(request, subject).count()}
        return _bar(request, {**kept, **history, "said": said})
    if request.htmx:
        show = _editing if subject.update.is_open else _reading
        response = show(request, subject, said=said)
    else:
        messages.success(request, said)
        address = "strategies:edit-update" if subject.update.is_open else "strategies:update"
        response = redirect(address, subject.action.pk, subject.period.end)
    kept_words.forget(request, response)
    return response


# --- the block and its states -----------------------------------------------------------


def _reading(request, subject: _Subject, **more):
    today, sent = timezone.localdate(), subject.update
    if subject.state == Update.State.SUBMITTED:
        more["next"] = next_task(subject.mine, request.user, today, after=sent)
    if subject.update is None:
        more["last_word"] = _last_word(request, subject)
    return _block(request, subject, "reading", **more)


def _editing(request, subject: _Subject, *, form=None, **more):
    kept = kept_words.of(request) if request.method == "GET" else {}
    if subject.state != Update.State.RETURNED:  # then the question stands there
        more["last_word"] = _last_word(request, subject)
    form = form or _form(subject, **kept)
    return _block(request, subject, "editing", form=form, is_back=bool(kept), **more)


def _conflict(request, subject: _Subject, conflict: Stale):
    theirs, mine = conflict.theirs, conflict.mine
    mine_parts, their_parts = differences(mine["what_happened"], theirs.what_happened)
    # Her words stay in the form; with the new version they may be saved in spite of the others.
    words = {name: mine[name] for name in Update.WORDS}
    subject = subject.with_update(theirs)
    form = _form(subject, **words)
    return _block(
        request,
        subject,
        "conflict",
        form=form,
        is_mine=theirs.saved_by_id == request.user.pk,
        mine_parts=mine_parts,
        their_parts=their_parts,
        mine_help=mine["help_needed"],
        mine_delivery=dict(form.fields["delivery"].choices).get(mine["delivery"], ""),
        status=409,
    )


def _form(subject: _Subject, **words) -> UpdateForm:
    update = subject.update
    kept = {name: getattr(update, name) if update else "" for name in Update.WORDS} | words
    initial = {"version": update.version if update else 0, **kept}
    return UpdateForm(initial=initial, period=subject.period)


def _last_word(request, subject: _Subject) -> Update | None:
    said = Update.objects.visible_to(request.user).said_before(subject.action, subject.period.end)
    return said.with_words().select_related("sent_by", "saved_by").first()


def _block(request, subject: _Subject, mode: str, *, status: int = 200, **more):
    context = {
        "action": subject.action,
        "period": subject.period,
        "update": subject.update,
        "mode": mode,
        "versions_count": _versions(request, subject).count() if subject.update else 0,
        "days_late": (timezone.localdate() - subject.period.due_on).days,
        **more,
    }
    return render_page(request, "strategies/update.html", context, fragment="update", status=status)
