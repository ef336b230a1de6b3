"""Where partners rate strategies, and see together what they think once the round is over."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnership.access import PARTNERS, open_to
from partnership.models import Membership, Organisation
from partnership.pages import render_page
from partnership.versions import Stale
from strategies import rating
from strategies.models import Assessment, LeverageRound
from strategies.rating_forms import RatingForm
from strategies.rating_results import results_of


@open_to(PARTNERS)
@require_safe
def round(request, pk):
    """While it is open what her organisation has rated; afterwards what all think."""
    found = get_object_or_404(LeverageRound.objects.visible_to(request.user), pk=pk)
    organisation = _rates_for(request.user)
    own = {one.strategy_id: one for one in _own(request.user, found, organisation)}
    strategies = list(found.strategies.all())
    for strategy in strategies:
        strategy.own_rating = own.get(strategy.pk)
    context = {
        "round": found,
        "organisation": organisation,
        "may_rate": request.user.has_perm("strategies.rate", organisation),
        "strategies": strategies,
        "rated": len(own),
        "results": results_of(found),
    }
    return render(request, "strategies/rating_round.html", context)


@open_to(PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request, pk, slug):
    found = get_object_or_404(LeverageRound.objects.visible_to(request.user), pk=pk)
    strategy = get_object_or_404(found.strategies, slug=slug)
    organisation = _rates_for(request.user)
    if not found.takes_ratings or not request.user.has_perm("strategies.rate", organisation):
        return redirect(found)
    own = _own(request.user, found, organisation).filter(strategy=strategy).first()
    subject = {"round": found, "strategy": strategy, "organisation": organisation}
    if request.method != "POST":
        return _page(request, subject, form=RatingForm.of(own), own=own)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _page(request, subject, form=form, own=own, status=422)
    try:
        own = rating.rate(
            found,
            strategy,
            by=request.user,
            organisation=organisation,
            seen_version=form.cleaned_data["version"],
            scores=form.scores,
            reason=form.cleaned_data["reason"],
        )
    except Stale as conflict:  # hers stay in the form, with the version that stands there now
        mine = {**request.POST.dict(), "version": conflict.theirs.version}
        return _page(request, subject, form=RatingForm(mine), theirs=conflict.theirs, status=409)
    said = _("Kept. You can change it until the round is over.")
    if request.htmx:
        return _page(request, subject, own=own, said=said, next=_next(request, found, organisation))
    messages.success(request, said)
    return redirect(found)


def _rates_for(user) -> Organisation:
    """Of the organisations she acts for the one that she leads, or the first: she may look."""
    own = user.organisations()
    of_partners = [one for one in own if one.kind != Organisation.Kind.BACKBONE] or own
    led = {m.organisation for m in user.open_memberships if m.role == Membership.Role.LEAD}
    return next((one for one in of_partners if one in led), of_partners[0])


def _own(user, found: LeverageRound, organisation: Organisation):
    ratings = Assessment.objects.editable_by(user).filter(round=found, organisation=organisation)
    return ratings.filter(version__gt=0)


def _next(request, found: LeverageRound, organisation: Organisation):
    """A strategy that her organisation has not rated yet."""
    done = _own(request.user, found, organisation).values("strategy")
    return found.strategies.exclude(pk__in=done).first()


def _page(request, subject: dict, *, status: int = 200, **more):
    context = {**subject, **more}
    return render_page(request, "strategies/rate.html", context, fragment="rating", status=status)
