"""“You said, we did”: what people told us, what we did, and whom we have not heard."""

from itertools import groupby

import segno
from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from engagement import promises, words
from engagement.listening import heard, published_answers, themes_heard
from engagement.models import Contribution, Theme
from engagement.querysets import EVERYBODY
from partnership.access import PUBLIC, open_to

ON_ONE_SHEET = 5  # answers, the newest


@open_to(PUBLIC)
@require_safe
def you_said(request):
    context = {
        "answers": published_answers(),
        "counts": heard(timezone.localdate()),
        "themes": themes_heard(),
        "names": words.outcome_names(),
        "answer_within": promises.ANSWER_WITHIN,
    }
    return render(request, "engagement/you_said.html", context)


@open_to(PUBLIC)
@require_safe
def theme(request, slug):
    found = get_object_or_404(Theme, slug=slug)
    voices = Contribution.objects.visible_to(EVERYBODY).filter(themes=found)
    all_of_it = Contribution.counted().filter(themes=found)
    first = all_of_it.order_by("received_on").first()
    context = {
        "theme": found,
        "answers": published_answers().filter(themes=found),
        "voices": voices.select_related("place"),
        "count": all_of_it.count(),
        "answer_by": first and promises.answer_by(first.received_on),
        "today": timezone.localdate(),
        "names": words.outcome_names(),
    }
    return render(request, "engagement/theme.html", context)


@open_to(PUBLIC)
@require_safe
def sheet(request):
    """“You said, we did” on paper, for people who spoke on paper."""
    return render(
        request,
        "engagement/sheet.html",
        {"answers": published_answers()[:ON_ONE_SHEET], "counts": heard(timezone.localdate())},
    )


@open_to(PUBLIC)
@require_safe
def poster(request):
    """A sheet for a wall: the address, to read and as a code for phones."""
    address = settings.SITE_URL + reverse("engagement:have-your-say")
    code = segno.make(address, error="m", micro=False)
    context = {
        "address": address.split("://")[-1].rstrip("/"),
        "size": code.symbol_size(border=4)[0],
        "path": _path(code),
        "read_within": promises.READ_WITHIN,
    }
    return render(request, "engagement/poster.html", context)


def _path(code: segno.QRCode) -> str:
    """The dark squares as one SVG path, each run of them a bar; four squares of quiet around."""
    bars = []
    for y, row in enumerate(code.matrix_iter(border=4)):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                bars.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return "".join(bars)
