"""A worker writes down what somebody said; the tablet keeps nothing of it."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from engagement import checker, promises, receipts, services, words
from engagement.forms import WriteDownForm
from partnership.access import BACKBONE, PARTNERS, open_to


@open_to(PARTNERS, BACKBONE)
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request):
    form = WriteDownForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "engagement/write_down.html", {"form": form}, status=status)
    data = form.cleaned_data
    code = services.write_down_for(
        by=request.user,
        channel=data["channel"],
        language=data["language"],
        form_key=data["form_key"],
        **form.said(),
    )
    today = timezone.localdate()
    context = {
        "code": receipts.in_groups(code),
        "read_by": promises.read_by(today),
        "answer_by": promises.answer_by(today),
        "found": [(words.kind_of(one), one.words) for one in checker.personal(data["text"])],
    }
    return render(request, "engagement/written_down.html", context)
