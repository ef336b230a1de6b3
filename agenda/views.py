from django.http import Http404
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agenda.models import Agenda, Outcome, OutcomeText
from agenda.querysets import EVERYBODY
from agenda.reading import (
    Heard,
    all_told,
    before,
    heard_in,
    signatures_of,
    taken_back_on,
    version_page,
)
from agenda.reading import changes as changes_between
from partnership.access import PUBLIC, open_to
from partnership.models import Decision

# --- for everybody ------------------------------------------------------------------


@open_to(PUBLIC)
@require_safe
def current(request):
    """The version in force; without one, what there is so far."""
    versions = Agenda.objects.visible_to(EVERYBODY)
    agenda = versions.in_force().first()
    if agenda is None:
        context = {"open": versions.filter(state=Agenda.State.CONSULTATION).first()}
        return render(request, "agenda/nothing_yet.html", context)
    page = version_page(agenda, EVERYBODY)
    return render(request, "agenda/version.html", {"page": page, "is_current": True})


@open_to(PUBLIC)
@require_safe
def version(request, number):
    agenda = _version(number)
    if agenda is None:
        return _being_rewritten(request, number)
    page = version_page(agenda, EVERYBODY)
    return render(request, "agenda/version.html", {"page": page})


@open_to(PUBLIC)
@require_safe
def changes(request, number):
    """What is new in a version, word by word, and whose words led to it."""
    agenda = _version(number)
    if agenda is None:
        return _to_its_note(number=number)
    new = version_page(agenda, EVERYBODY)
    if new.before is None:
        raise Http404("the first version has nothing before it")
    old = version_page(new.before, EVERYBODY)
    context = {"page": new, "old": old.agenda, "changes": changes_between(old, new)}
    return render(request, "agenda/changes.html", context)


@open_to(PUBLIC)
@require_safe
def outcome(request, slug):
    """An outcome in the words that are in force, or in the newest ones that anybody may read."""
    wanted = get_object_or_404(Outcome, slug=slug)
    agendas = Agenda.objects.visible_to(EVERYBODY).filter(outcomes__outcome=wanted)
    agenda = agendas.in_force().first() or agendas.first()
    if agenda is None:
        return _to_its_note(outcomes__outcome=wanted)
    return _outcome(request, agenda, wanted)


@open_to(PUBLIC)
@require_safe
def outcome_in(request, number, code):
    """An outcome in the words of one version."""
    agenda = _version(number)
    if agenda is None:
        return _to_its_note(number=number)
    return _outcome(request, agenda, get_object_or_404(Outcome, code=code), is_of_version=True)


@open_to(PUBLIC)
@require_safe
def voices(request):
    """Every word that everybody may read, and what became of it."""
    return render(request, "agenda/voices.html", {"told": all_told(EVERYBODY)})


def _outcome(request, agenda: Agenda, outcome: Outcome, *, is_of_version: bool = False):
    texts = list(OutcomeText.objects.filter(agenda=agenda).order_by("order"))
    found = [(place, t) for place, t in enumerate(texts, start=1) if t.outcome_id == outcome.pk]
    if not found:
        raise Http404("this version does not have it")
    place, text = found[0]
    heard: Heard = heard_in(agenda, EVERYBODY, outcome)[outcome.pk]
    context = {
        "agenda": agenda,
        "outcome": outcome,
        "text": text,
        "place": place,
        "total": len(texts),
        "heard": heard,
        "signatures": signatures_of(agenda, timezone.localdate()),
        "decision": Decision.objects.visible_to(EVERYBODY).filter(pk=agenda.decision_id).first(),
        "is_of_version": is_of_version,
        "before": before(agenda, Agenda.objects.visible_to(EVERYBODY)),
    }
    return render(request, "agenda/outcome.html", context)


def _version(number: int) -> Agenda | None:
    return Agenda.objects.visible_to(EVERYBODY).filter(number=number).first()


def _being_rewritten(request, number: int):
    """What goes on with a version that was taken back; a draft that nobody was shown is a 404."""
    agenda = get_object_or_404(Agenda.objects.being_rewritten(), number=number)
    versions = Agenda.objects.visible_to(EVERYBODY)
    context = {
        "agenda": agenda,
        "taken_back_on": taken_back_on(agenda),
        "in_force": versions.in_force().first(),
    }
    return render(request, "agenda/being_rewritten.html", context)


def _to_its_note(**wanted):
    """From a page of a version that was taken back to the page that says so."""
    return redirect(get_list_or_404(Agenda.objects.being_rewritten(), **wanted)[0])
