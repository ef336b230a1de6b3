"""A person's choice of mails; and the demonstration's outbox, which a real portal does not have."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnership import digest, mail
from partnership.access import BACKBONE, PARTNERS, open_to
from partnership.mail_forms import MailChoiceForm
from partnership.models import Mail

SHOWN = 100  # newest first


@open_to(PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def my_mail(request):
    declined = digest.kinds_declined(request.user)
    form = MailChoiceForm(request.POST if request.method == "POST" else None, declined=declined)
    if request.method == "POST" and form.is_valid():
        digest.choose(request.user, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("my-mail")
    status = 422 if form.errors else 200
    return render(request, "partnership/my_mail.html", {"form": form}, status=status)


@open_to(BACKBONE)
@require_safe
def outbox(request):
    _only_in_the_demonstration()
    mails = Mail.objects.select_related("to")[:SHOWN]
    return render(request, "partnership/outbox.html", {"mails": mails})


@open_to(BACKBONE)
@require_safe
def outbox_mail(request, pk):
    """One mail as its text, links included."""
    _only_in_the_demonstration()
    letter = get_object_or_404(Mail.objects.select_related("to"), pk=pk)
    text, _html = mail.complete(letter)
    return render(request, "partnership/outbox_mail.html", {"letter": letter, "text": text})


@open_to(BACKBONE)
@require_safe
def outbox_html(request, pk):
    """The same mail as a mail program shows it."""
    _only_in_the_demonstration()
    _text, html = mail.complete(get_object_or_404(Mail, pk=pk))
    return HttpResponse(html)


def _only_in_the_demonstration():
    if not settings.IS_DEMO:
        raise Http404("mails are private; only made-up ones can be read")
