"""Meetings for partners; resources, money and what we ask for, for everybody."""

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backbone import services
from backbone.for_partners import for_partners as collected_for_partners
from backbone.models import AdvocacyAsk, Grant, GrantAllocation, Meeting, Resource, Task
from partnership.access import BACKBONE, PARTNERS, PUBLIC, open_to
from partnership.models import Decision
from strategies.models import Strategy

# A public page is the same for every reader, so it is read as nobody.
EVERYBODY = AnonymousUser()


@open_to(PARTNERS, BACKBONE)
@require_safe
def meetings(request):
    found = Meeting.objects.visible_to(request.user).select_related("group")
    now = timezone.now()
    coming = list(found.to_come(now))
    past = found.exclude(pk__in=[meeting.pk for meeting in coming])
    tasks = Task.objects.editable_by(request.user).to_do()
    context = {
        "coming": coming,
        "past": past,
        "tasks": tasks.select_related("organisation", "meeting__group", "decision"),
        "today": timezone.localdate(),
    }
    return render(request, "backbone/meetings.html", context)


@open_to(PARTNERS, BACKBONE)
@require_safe
def meeting(request, pk):
    found = Meeting.objects.visible_to(request.user).select_related("group")
    one = get_object_or_404(found, pk=pk)
    seen = Decision.objects.visible_to(request.user)
    context = {
        "meeting": one,
        "items": one.items.prefetch_related(Prefetch("decision", seen)),
        "tasks": Task.objects.visible_to(request.user)
        .filter(meeting=one)
        .select_related("organisation"),
        "today": timezone.localdate(),
    }
    return render(request, "backbone/meeting.html", context)


@open_to(PARTNERS, BACKBONE)
@require_POST
def finish_task(request, pk):
    task = get_object_or_404(Task.objects.editable_by(request.user), pk=pk)
    services.finish_task(task, by=request.user)
    messages.success(request, _("“%(what)s” is done. Thank you.") % {"what": task.what})
    return redirect("backbone:meetings")


@open_to(PARTNERS, BACKBONE)
@require_POST
def reopen_task(request, pk):
    task = get_object_or_404(Task.objects.editable_by(request.user), pk=pk)
    services.reopen_task(task, by=request.user)
    messages.success(request, _("“%(what)s” is to do again.") % {"what": task.what})
    return redirect("backbone:meetings")


@open_to(PARTNERS, BACKBONE)
@require_safe
def for_partners(request):
    found = collected_for_partners(request.user, timezone.localdate())
    return render(request, "backbone/for_partners.html", {"found": found})


@open_to(PUBLIC)
@require_safe
def resources(request):
    found = Resource.objects.visible_to(EVERYBODY)
    return render(request, "backbone/resources.html", {"resources": found})


@open_to(PUBLIC)
@require_safe
def funding(request):
    """What runs out when, the next first."""
    public = Strategy.objects.visible_to(EVERYBODY)
    parts = GrantAllocation.objects.filter(strategy__in=public).select_related("strategy")
    grants = Grant.objects.prefetch_related(Prefetch("allocations", parts, to_attr="parts"))
    today = timezone.localdate()
    context = {
        "running": [grant for grant in grants if grant.ends_on >= today],
        "ended": [grant for grant in grants if grant.ends_on < today],
        "today": today,
    }
    return render(request, "backbone/funding.html", context)


@open_to(PUBLIC)
@require_safe
def asks(request):
    found = AdvocacyAsk.objects.visible_to(EVERYBODY).prefetch_related("steps")
    public = Decision.objects.visible_to(EVERYBODY)
    found = found.prefetch_related(Prefetch("decision", public))
    return render(request, "backbone/asks.html", {"asks": found})
