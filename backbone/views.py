from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backbone import desk as desk_work
from backbone import services
from backbone.forms import MailForm, NudgeForm
from partnership.access import BACKBONE, open_to
from strategies.models import Action


@open_to(BACKBONE)
@require_safe
def desk(request):
    everything = request.GET.get("late") == "all"
    context = {
        "desk": desk_work.desk(request.user, timezone.now(), everything=everything),
        "today": timezone.localdate(),
    }
    return render(request, "backbone/desk.html", context)


@open_to(BACKBONE)
@require_http_methods(["GET", "HEAD", "POST"])
def nudge(request, pk):
    """Whom to ask and in which words; and, once she did, a note that she asked."""
    action = get_object_or_404(Action.objects.visible_to(request.user), pk=pk)
    late = desk_work.late_action(request.user, action.pk, timezone.now())
    if late is None:
        said = _("“%(title)s” is not late: there is nothing to ask.") % {"title": action.title}
        messages.info(request, said)
        return redirect("backbone:desk")
    people = [membership.user for membership in late.people]
    words = {"words": desk_work.suggested_words(late)}
    mail_form, note_form = MailForm(people=people, initial=words), NudgeForm()
    asked = {"by": request.user, "period": late.what.period}
    if request.method == "POST" and "mail" in request.POST:
        mail_form = MailForm(request.POST, people=people)
        if mail_form.is_valid():
            words = mail_form.cleaned_data["words"]
            services.mail_nudge(late.what.action, to=mail_form.chosen, words=words, **asked)
            messages.success(request, _("On its way."))
            return redirect("backbone:desk")
    elif request.method == "POST":
        note_form = NudgeForm(request.POST)
        if note_form.is_valid():
            services.note_nudge(late.what.action, **asked, **note_form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect("backbone:desk")
    context = {"late": late, "mail_form": mail_form, "note_form": note_form}
    refused = mail_form.errors or note_form.errors
    return render(request, "backbone/nudge.html", context, status=422 if refused else 200)
