"""
Files and photos of an update: the page where they are added, and the two ways to their bytes.

The page has plain forms and no parts for htmx: a browser shows best how far a large file has come.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from partnership import kept_words, limits
from partnership.access import BACKBONE, PARTNERS, PUBLIC, open_to
from partnership.errors import DomainError
from partnership.intake.kinds import BY_ENDING
from partnership.intake.take import Refused, take, uploaded
from strategies import views
from strategies.evidence import services
from strategies.evidence.forms import FORMS
from strategies.models import Evidence, Update
from strategies.querysets import EVERYBODY

# --- for partners --------------------------------------------------------------------


@open_to(PARTNERS)
@require_safe
def update_files(request, pk, period_end):
    return _page(request, views._subject(request, pk, period_end))


@open_to(PARTNERS, keeps=(*Update.WORDS, "version", "form_id"))
@require_http_methods(["GET", "HEAD", "POST"])
def keep_and_add(request, pk, period_end):
    """Keep the typed words as “Save for later” does, then on to the files."""
    answer = views.keep_update(request, pk, period_end)
    if request.method != "POST" or answer.status_code not in (200, 302):
        return answer
    if request.htmx:
        messages.success(request, _("Your words are kept. They are not sent yet."))
    answer = redirect("strategies:update-files", pk, period_end)
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


@open_to(PARTNERS, keeps=("title", "alt"))
@require_http_methods(["GET", "HEAD", "POST"])
def add_evidence(request, pk, period_end, what):
    if what not in FORMS:
        raise Http404("neither a photo nor a file")
    subject = views._subject(request, pk, period_end)
    if subject.update and not subject.update.is_open:
        return redirect("strategies:update-files", pk, period_end)
    if request.method != "POST":
        kept = kept_words.of(request)
        return _page(
            request, subject, what=what, form=FORMS[what](initial=kept), is_back=bool(kept)
        )
    form = FORMS[what](request.POST, request.FILES)
    try:
        _add(request, subject, form)
    except DomainError as refusal:
        field = "file" if isinstance(refusal, Refused) else None
        form.add_error(field, str(refusal))
        return _page(request, subject, what=what, form=form, status=refusal.status)
    if form.errors:
        return _page(request, subject, what=what, form=form, status=422)
    messages.success(request, _("Added: %(title)s.") % {"title": form.cleaned_data["title"]})
    answer = redirect("strategies:update-files", pk, period_end)
    kept_words.forget(request, answer)
    return answer


@open_to(PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_evidence(request, pk, period_end, evidence):
    """Asks first: what is taken out is gone."""
    subject = views._subject(request, pk, period_end)
    evidence = get_object_or_404(_of(request, subject), pk=evidence)
    if request.method != "POST":
        return _page(request, subject, removing=evidence)
    services.remove_evidence(evidence, by=request.user)
    messages.success(request, _("Taken out: %(title)s.") % {"title": evidence.title})
    return redirect("strategies:update-files", pk, period_end)


@open_to(PARTNERS, BACKBONE)
@require_safe
def evidence(request, pk):
    """The bytes, for who may see the update."""
    return _served(get_object_or_404(Evidence.objects.visible_to(request.user).with_bytes(), pk=pk))


# --- for everybody ------------------------------------------------------------------


@open_to(PUBLIC)
@require_safe
def public_evidence(request, pk):
    """The bytes, once the update is accepted and its action public."""
    return _served(get_object_or_404(Evidence.objects.visible_to(EVERYBODY).with_bytes(), pk=pk))


def _served(evidence: Evidence) -> HttpResponse:
    """A photo to look at, a file to download; named after its title, never after what came."""
    answer = HttpResponse(
        bytes(evidence.content), content_type=BY_ENDING[evidence.format].media_type
    )
    how = "inline" if evidence.is_photo else "attachment"
    name = slugify(evidence.title)[:60] or "file"
    answer["Content-Disposition"] = f'{how}; filename="{name}.{evidence.format}"'
    answer.is_a_persons_file = True
    return answer


# --- the page and its states ---------------------------------------------------------


def _add(request, subject, form) -> None:
    """Everything that is wrong with the form at once; then the file; then it is stored."""
    form.full_clean()
    try:
        file = uploaded(request, "file")
    except Refused as refusal:
        form.add_error("file", str(refusal))
        raise
    if file is None:
        form.add_error("file", str(form.fields["file"].label))
    if form.errors:
        return
    limits.spend(request, "add_file")
    taken = take(file, form.kinds)
    services.add_evidence(
        subject.action, by=request.user, period=subject.period, taken=taken, **form.said
    )


def _of(request, subject):
    if subject.update is None:
        raise Http404("nothing was added yet")
    return Evidence.objects.visible_to(request.user).filter(update=subject.update)


def _page(request, subject, *, status: int = 200, **more):
    files = _of(request, subject) if subject.update else []
    context = {
        "action": subject.action,
        "period": subject.period,
        "update": subject.update,
        "files": files,
        "is_open": subject.update is None or subject.update.is_open,
        "most": Evidence.MOST,
        **more,
    }
    return render(request, "strategies/files.html", context, status=status)
