"""What stands on no public page and partners may read, collected from all apps. Reads only."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch

from agenda.models import Aspiration
from backbone.models import AdvocacyAsk, Resource
from engagement.models import Contribution
from partnership.models import Decision, GovernanceGroup, Seat, User
from strategies.models import Action, Strategy, Update, Visibility
from strategies.querysets import SHOWN_STATES

EVERYBODY = AnonymousUser()


@dataclass(frozen=True)
class ForPartners:
    """Each list is empty where nothing is kept among partners."""

    voices: list[Contribution]  # the newest first
    hopes: list[Aspiration]  # the newest first
    decisions: list[Decision]  # the newest first
    strategies: list[Strategy]
    actions: list[Action]  # each with ``said``, its accepted updates, the newest first
    asks: list[AdvocacyAsk]  # not put to anybody yet
    guides: list[Resource]
    groups: list[GovernanceGroup]  # each with ``seats_now``


def for_partners(user: User, today: datetime.date) -> ForPartners:
    """All of the page for a partner or the backbone team, in a constant number of queries."""
    told = Contribution.objects.visible_to(user).filter(state=Contribution.State.PARTNERS_ONLY)
    hopes = Aspiration.objects.visible_to(user).quotable()
    made = Decision.objects.visible_to(user).exclude(state=Decision.State.PROPOSED)
    chosen = Strategy.objects.visible_to(user).filter(state__in=SHOWN_STATES)
    said = Update.objects.visible_to(user).filter(state=Update.State.ACCEPTED).newest_first()
    actions = Action.objects.visible_to(user).exclude(pk__in=Action.objects.visible_to(EVERYBODY))
    seats = Seat.objects.held_on(today).select_related("user", "organisation")
    groups = GovernanceGroup.objects.visible_to(user).filter(is_public=False)
    return ForPartners(
        voices=list(told.select_related("place", "question")),
        hopes=list(hopes.filter(consent=Aspiration.Consent.QUOTE_PARTNERS).order_by("-heard_on")),
        decisions=list(
            made.filter(visibility=Decision.Visibility.PARTNERS)
            .select_related("group")
            .newest_first()
        ),
        strategies=list(
            chosen.filter(visibility=Visibility.PARTNERS).select_related("lead_organisation")
        ),
        actions=list(
            actions.select_related("organisation", "strategy").prefetch_related(
                Prefetch("updates", said, to_attr="said")
            )
        ),
        asks=list(AdvocacyAsk.objects.visible_to(user).filter(state=AdvocacyAsk.State.DRAFTING)),
        guides=list(
            Resource.objects.visible_to(user).filter(visibility=Resource.Visibility.PARTNERS)
        ),
        groups=list(groups.prefetch_related(Prefetch("seats", seats, to_attr="seats_now"))),
    )
