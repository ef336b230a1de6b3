"""The page behind the two-minute link of a reminder: one form, for whoever holds the link."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnership.access import BY_LINK, open_to
from partnership.versions import Stale
from strategies import links, services
from strategies.forms import UpdateForm
from strategies.models import Update


@open_to(BY_LINK, keeps=Update.WORDS)
@require_http_methods(["GET", "HEAD", "POST"])
def two_minutes(request, token):
    """GET shows the form and changes nothing: mail scanners follow links. POST saves or sends."""
    opened = links.open_link(token, timezone.localdate())
    if opened is None or (opened.is_sent and request.method != "POST"):
        raise Http404("this link opens nothing, or nothing any more")
    if request.method == "POST":
        return _write(request, opened)
    return _page(request, opened, _form(opened))


def _write(request, opened: links.Opened):
    wish = request.POST.get("do", "send")
    if wish == "nothing_changed" and links.last_word(opened) and not opened.update:
        act = services.say_nothing_changed
        content = {"seen_version": 0}
    else:
        form = UpdateForm(request.POST, period=opened.period, may_be_unfinished=wish == "keep")
        if opened.is_sent:
            return _answer_after_sending(request, opened)
        if not form.is_valid():
            return _page(request, opened, form, status=422)
        act = services.keep_draft if wish == "keep" else services.submit_update
        content = form.content
    try:
        update = links.use(opened, act, **content)
    except Stale as conflict:
        return _conflict(request, opened, conflict)
    if update.state == Update.State.DRAFT:
        return _page(request, _with(opened, update), _form(_with(opened, update)), kept=True)
    return _sent(request, opened)


def _answer_after_sending(request, opened: links.Opened):
    """The link is dead. Pressing twice is no mistake; words that came too late are given back."""
    update = opened.update
    mine = {name: request.POST.get(name, "") for name in Update.WORDS}
    same_words = all(getattr(update, name) == mine[name].strip() for name in Update.WORDS)
    is_one_tap = request.POST.get("do") == "nothing_changed"
    if update.sent_by_id == opened.user.pk and (same_words or is_one_tap):
        return _sent(request, opened)
    if not mine["what_happened"].strip():
        raise Http404("this link opens nothing any more")
    context = {"words": mine["what_happened"]}
    return render(request, "strategies/link_too_late.html", context, status=409)


def _conflict(request, opened: links.Opened, conflict: Stale):
    """Somebody of the organisation wrote in between. Her words stay; the others stand beside."""
    theirs = _with(opened, conflict.theirs)
    mine = {name: conflict.mine[name] for name in Update.WORDS}
    if theirs.is_sent:
        return _answer_after_sending(request, theirs)
    form = UpdateForm(initial={**mine, "version": conflict.theirs.version}, period=opened.period)
    return _page(request, theirs, form, theirs=conflict.theirs, status=409)


def _sent(request, opened: links.Opened):
    return render(request, "strategies/link_sent.html", {"action": opened.action})


def _with(opened: links.Opened, update: Update) -> links.Opened:
    return links.Opened(opened.user, opened.action, opened.period, update)


def _form(opened: links.Opened) -> UpdateForm:
    update = opened.update
    kept = {name: getattr(update, name) if update else "" for name in Update.WORDS}
    initial = {**kept, "version": update.version if update else 0}
    return UpdateForm(initial=initial, period=opened.period)


def _page(request, opened: links.Opened, form: UpdateForm, *, status: int = 200, **more):
    context = {
        "action": opened.action,
        "period": opened.period,
        "person": opened.user,
        "update": opened.update,
        "last_word": links.last_word(opened),
        "form": form,
        **more,
    }
    return render(request, "strategies/link.html", context, status=status)
