"""Who decides, and what was decided and why, for everybody."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnership.access import PUBLIC, open_to
from partnership.models import Decision, GovernanceGroup, Seat

# A public page is the same for every reader, so it is read as nobody.
EVERYBODY = AnonymousUser()


@open_to(PUBLIC)
@require_safe
def decisions(request):
    found = Decision.objects.visible_to(EVERYBODY).select_related("group", "reversed_by")
    return render(request, "partnership/decisions.html", {"decisions": found.newest_first()})


@open_to(PUBLIC)
@require_safe
def decision(request, number):
    found = Decision.objects.visible_to(EVERYBODY).select_related("group", "reversed_by")
    one = get_object_or_404(found, number=number)
    context = {"decision": one, "reverses": found.filter(reversed_by=one)}
    return render(request, "partnership/decision.html", context)


@open_to(PUBLIC)
@require_safe
def groups(request):
    found = GovernanceGroup.objects.visible_to(EVERYBODY)
    return render(request, "partnership/groups.html", {"groups": found})


@open_to(PUBLIC)
@require_safe
def group(request, slug):
    today = timezone.localdate()
    seats = Seat.objects.held_on(today).select_related("user", "organisation")
    found = GovernanceGroup.objects.visible_to(EVERYBODY)
    found = found.prefetch_related(Prefetch("seats", seats, to_attr="seats_now"))
    one = get_object_or_404(found, slug=slug)
    decided = Decision.objects.visible_to(EVERYBODY).filter(group=one)
    return render(
        request, "partnership/group.html", {"group": one, "decisions": decided.newest_first()}
    )
