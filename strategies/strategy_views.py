"""The page of one strategy."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnership.access import PUBLIC, open_to
from strategies.models import Strategy
from strategies.querysets import EVERYBODY
from strategies.strategy_page import strategy_page


@open_to(PUBLIC)
@require_safe
def strategy(request, slug):
    strategies = Strategy.objects.visible_to(EVERYBODY).select_related("lead_organisation")
    strategies = strategies.prefetch_related("indicators").with_partners().with_actions(EVERYBODY)
    found = get_object_or_404(strategies, slug=slug)
    page = strategy_page(found, timezone.localdate())
    return render(request, "strategies/strategy.html", {"page": page, "strategy": found})
