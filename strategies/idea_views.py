"""What partners propose, what was not chosen and why, and which ratings are open."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnership.access import BACKBONE, PARTNERS, open_to
from partnership.models import Organisation
from strategies import choosing
from strategies.idea_forms import IdeaForm
from strategies.models import LeverageRound, Strategy
from strategies.outcomes import purposes_of

_WORDS = ("title", "summary", "who_for", "why")


@open_to(PARTNERS, BACKBONE)
@require_safe
def ideas(request):
    strategies = Strategy.objects.visible_to(request.user).select_related("lead_organisation")
    strategies = strategies.filter(state__in=(Strategy.State.PROPOSED, Strategy.State.NOT_CHOSEN))
    strategies = list(strategies.prefetch_related("indicators", "choices"))
    purposes = purposes_of(strategies)
    for strategy in strategies:
        strategy.purposes = purposes[strategy.pk]
    is_open = Strategy.State.PROPOSED
    context = {
        "proposed": [one for one in strategies if one.state == is_open],
        "not_chosen": [one for one in strategies if one.state != is_open],
        "rounds": LeverageRound.objects.visible_to(request.user),
    }
    return render(request, "strategies/ideas.html", context)


@open_to(PARTNERS, keeps=_WORDS)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request):
    organisation = _proposes_for(request.user)
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        choosing.propose(
            organisation,
            by=request.user,
            outcomes=said["outcomes"],
            **{name: said[name] for name in _WORDS},
        )
        messages.success(request, _("All partners can read your idea now. Thank you."))
        return redirect("strategies:ideas")
    context = {"form": form, "organisation": organisation}
    status = 422 if form.errors else 200
    return render(request, "strategies/propose.html", context, status=status)


def _proposes_for(user) -> Organisation:
    own = user.organisations()
    return next((one for one in own if one.kind != Organisation.Kind.BACKBONE), own[0])
