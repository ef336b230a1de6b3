"""A portal with something behind every address: the demonstration, refreshed by a real run."""

import json
from dataclasses import dataclass, field

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from backbone.demo import seed
from measurement import services as measurement
from measurement.models import Run
from measurement.sources import connectors
from measurement.sources.read import read
from measurement.values import Reading
from partnership import services as people
from strategies import links
from strategies.models import Action
from strategies.periods import period_to_report
from tests.factories import MailFactory
from tests.strategies.factories import ActionFactory

# A share and a rate. The other feeds of the demonstration wait here, so that tests stay quick; the
# journeys have all of them.
LOADED = ["vcams-school-entry", "csa-family-incidents"]
_readings: dict[str, Reading] = {}


def _read_once(content: bytes, recipe: dict) -> Reading:
    """Each workbook of the demonstration is read once in a whole run of the tests."""
    key = json.dumps(recipe)
    if key not in _readings:
        _readings[key] = read(content, recipe)
    return _readings[key]


@dataclass
class Everything:
    """The arguments with which each named address leads to something that exists."""

    arguments: dict[str, dict] = field(default_factory=dict)


@pytest.fixture
def everything(worker, mai, lena, omar, bea, ada) -> Everything:
    """The demonstration with its figures, and an action of Mai's organisation."""
    seed.seed(timezone.localdate())
    for run in Run.objects.filter(feed__slug__in=LOADED).select_related("feed"):
        measurement.refresh(
            run.pk,
            by=measurement.worker_user(),
            fetch=connectors.of(run.feed).fetch,
            read=_read_once,
            explore=lambda ours, compare: {"data": [], "layout": {}},
        )
    run = Run.objects.get(feed__slug="vcams-school-entry")
    public = Action.all_objects.filter(visibility="public").select_related("strategy").first()
    own = ActionFactory(organisation=mai.organisations()[0])
    period = period_to_report(timezone.localdate(), own.rhythm, since=own.starts_on)
    invitation, token = people.invite(
        "new@example.org", by=bea, organisation=mai.organisations()[0], role="member"
    )
    letter = MailFactory(to=mai)
    monthly = ActionFactory(organisation=mai.organisations()[0], rhythm="month")
    month = period_to_report(timezone.localdate(), "month", since=monthly.starts_on)
    link = links.link_path(mai, monthly, month.end)
    question = {"slug": "why-do-families-stop-coming"}
    measure = {"slug": run.feed.method.indicator.slug}
    update = {"pk": own.pk, "period_end": period.end}
    elsewhere = UserSession.objects.create(
        user=mai, session_key="elsewhere", ip="127.0.0.1", user_agent="Firefox on Windows"
    )
    return Everything(
        {
            "send-invitation-again": {"pk": invitation.pk},
            "cancel-invitation": {"pk": invitation.pk},
            "change-role": {"pk": mai.open_memberships[0].pk},
            "end-membership": {"pk": mai.open_memberships[0].pk},
            "end-session": {"pk": elsewhere.pk},
            "mfa_remove_webauthn": {"pk": 1},  # tests/journeys has a real one: it needs a browser
            "accept-invitation": {"token": token},
            "outbox-mail": {"pk": letter.pk},
            "outbox-html": {"pk": letter.pk},
            "measurement:indicator": measure,
            "measurement:indicator-csv": measure,
            "measurement:indicator-chart": measure,
            "measurement:question": question,
            "measurement:propose-finding": question,
            "backbone:nudge": {"pk": own.pk},
            "partner": {"slug": mai.organisations()[0].slug},
            "strategies:action": {"strategy": public.strategy.slug, "slug": public.slug},
            "strategies:two-minutes": {"token": link.split("/")[-2]},
            "strategies:update": update,
            "strategies:edit-update": update,
            "strategies:keep-update": update,
            "strategies:send-update": update,
            "strategies:nothing-changed": update,
            "strategies:undo-update": update,
            "strategies:update-history": update,
            "strategies:restore-update": {**update, "version": 1},
        }
    )
