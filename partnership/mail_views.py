"""The demonstration's outbox: what would have been mailed. A real portal does not have it."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from partnership import mail
from partnership.access import BACKBONE, open_to
from partnership.models import Mail

SHOWN = 100  # newest first


@open_to(BACKBONE)
@require_GET
def outbox(request):
    _only_in_the_demonstration()
    mails = Mail.objects.select_related("to")[:SHOWN]
    return render(request, "partnership/outbox.html", {"mails": mails})


@open_to(BACKBONE)
@require_GET
def outbox_mail(request, pk):
    """One mail as its text, links included."""
    _only_in_the_demonstration()
    letter = get_object_or_404(Mail.objects.select_related("to"), pk=pk)
    text, _html = mail.complete(letter)
    return render(request, "partnership/outbox_mail.html", {"letter": letter, "text": text})


@open_to(BACKBONE)
@require_GET
def outbox_html(request, pk):
    """The same mail as a mail program shows it."""
    _only_in_the_demonstration()
    _text, html = mail.complete(get_object_or_404(Mail, pk=pk))
    return HttpResponse(html)


def _only_in_the_demonstration():
    if not settings.IS_DEMO:
        raise Http404("mails are private; only made-up ones can be read")
