"""One page for being away: for oneself, and for a lead who looks after her people."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnership.access import PARTNERS, open_to
from partnership.errors import TooLate
from partnership.models import Membership
from partnership.people import away as absences
from partnership.people.forms import AwayForm


@open_to(PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def away(request, pk):
    membership = get_object_or_404(_within_reach(request.user), pk=pk)
    is_own = membership.user_id == request.user.pk
    then = redirect("my-account" if is_own else "our-people")
    today = timezone.localdate()
    now_away = absences.absences(today).filter(pk=membership.pk).first()
    if request.method == "POST" and "back" in request.POST:
        absences.come_back(membership, by=request.user)
        messages.success(request, _("Saved. Reminders go to %(name)s.") % {"name": membership.user})
        return then
    colleagues = absences.colleagues(membership)
    kept = now_away and {"until": now_away.away_until.isoformat(), "cover": now_away.cover_id}
    form = AwayForm(
        request.POST if request.method == "POST" else None, initial=kept, colleagues=colleagues
    )
    if request.method == "POST" and form.is_valid():
        try:
            absences.go(membership, by=request.user, **form.cleaned_data)
        except TooLate as error:
            form.add_error(None, str(error))
        else:
            said = _("Saved. %(cover)s is told and covers.")
            messages.success(request, said % {"cover": form.cleaned_data["cover"].user})
            return then
    context = {
        "membership": membership,
        "is_own": is_own,
        "now_away": now_away,
        "has_colleagues": colleagues.exists(),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "partnership/away.html", context, status=status)


def _within_reach(user):
    """Her own memberships of partners, and those of the organisations that she leads."""
    led = [m.organisation_id for m in user.open_memberships if m.role == Membership.Role.LEAD]
    mine = [m.pk for m in user.open_memberships]
    found = Membership.objects.filter(Q(pk__in=mine) | Q(organisation__in=led), ended_on=None)
    return found.exclude(role=Membership.Role.BACKBONE).select_related("user", "organisation")
