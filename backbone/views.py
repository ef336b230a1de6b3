from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from backbone import desk as desk_work
from backbone import services
from backbone.forms import NudgeForm
from partnership.access import BACKBONE, open_to
from strategies.models import Action


@open_to(BACKBONE)
@require_GET
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
    form = NudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.note_nudge(
            late.what.action, by=request.user, period=late.what.period, **form.cleaned_data
        )
        messages.success(request, _("Noted."))
        return redirect("backbone:desk")
    link = request.build_absolute_uri(late.what.update_url)
    words = desk_work.suggested_words(late, by=request.user, link=link)
    context = {
        "late": late,
        "form": form,
        "words": words,
        "mail_link": desk_work.mail_link(late, words),
    }
    return render(request, "backbone/nudge.html", context, status=422 if form.errors else 200)
