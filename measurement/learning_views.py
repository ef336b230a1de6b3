"""What we are learning: for everybody to read, and for partners to propose what they found."""

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from measurement import services
from measurement.learning_forms import FindingForm
from measurement.presenting import learning as presenting
from partnership.access import BACKBONE, PARTNERS, PUBLIC, open_to
from partnership.errors import TooLate

EVERYBODY = AnonymousUser()  # a public page is the same for every reader


@open_to(PUBLIC)
@require_safe
def learning(request):
    """All questions: the open ones first; and what we used to think."""
    context = {
        "sections": presenting.sections(EVERYBODY),
        "before": presenting.thought_before(EVERYBODY),
    }
    return render(request, "measurement/learning.html", context)


@open_to(PUBLIC)
@require_safe
def question(request, slug):
    """One question: what we looked at, what we found, and what we are not sure of."""
    return render(request, "measurement/question.html", {"page": _page_or_404(slug, EVERYBODY)})


@open_to(PARTNERS, BACKBONE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, slug):
    """What waits to be talked about, and a form to add to it."""
    page = _page_or_404(slug, request.user)
    form = FindingForm(request.POST or None, question=page.question)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.propose_finding(page.question, by=request.user, **form.cleaned_data)
        except TooLate as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            said = _("Thank you. Partners can read it now; the public can once it is agreed.")
            messages.success(request, said)
            return redirect("measurement:propose-finding", slug=slug)
    elif request.method == "POST":
        status = 422
    return render(request, "measurement/propose.html", {"page": page, "form": form}, status=status)


def _page_or_404(slug, user):
    page = presenting.question_page(slug, user)
    if page is None:
        raise Http404("no such question for this person")
    return page
