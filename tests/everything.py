"""
A portal with something behind every address: the demonstration, refreshed by a real run.

It is built once, in a transaction around all tests that ask for ``everything``; what such a test
changes is rolled back to there. Before a test that does not ask, the transaction is rolled back
too. So each test finds what it would find alone, in any order; conftest.py puts those that ask
first, and then nothing is built twice. In the same way a test that is parametrised with
``seeded_on`` finds the demonstration of that day.
"""

import datetime
import functools
import json
from dataclasses import dataclass
from unittest import mock

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from backbone.demo import seed
from engagement.links import confirm_path, unsubscribe_path
from engagement.models import NewsItem, Question, Theme
from measurement import services as measurement
from measurement.charts.outlines import project
from measurement.models import Run
from measurement.sources import connectors
from measurement.sources.read import read
from measurement.values import Reading
from partnership import services
from partnership.accounts import forgotten
from strategies import links
from strategies.models import Action, Evidence
from strategies.periods import period_to_report
from tests import people as known
from tests.backbone.factories import MeetingFactory, TaskFactory
from tests.engagement.factories import SubscriberFactory
from tests.factories import DecisionFactory, MailFactory
from tests.strategies.factories import (
    ActionFactory,
    EvidenceFactory,
    LeverageRoundFactory,
    UpdateFactory,
)

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


@dataclass(frozen=True)
class Everything:
    """The arguments with which each named address leads to something that exists."""

    arguments: dict[str, dict]


@pytest.fixture
def everything(db, demonstration) -> Everything:
    """The demonstration with its figures, and an action of Mai's organisation."""
    return Everything(demonstration.arguments)


@pytest.fixture(scope="session")
def demonstration(django_db_setup, django_db_blocker):
    """The transaction; ``pytest_fixture_setup`` of conftest.py opens and closes it."""
    demonstration = Demonstration()
    yield demonstration
    with django_db_blocker.unblock():
        demonstration.clear()


class Demonstration:
    """What stands in the database before a test begins: nothing, or one of those below."""

    def __init__(self):
        self.standing: str | datetime.date | None = None
        self.around: transaction.Atomic | None = None
        self.arguments: dict[str, dict] = {}

    def build(self, wanted: str | datetime.date | None) -> None:
        """``"everything"``, or the demonstration as it is seeded on a day at noon."""
        if wanted == self.standing:
            return
        self.clear()
        if wanted is None:
            return
        self.around, self.standing = transaction.atomic(), wanted
        self.around.__enter__()
        try:
            with (
                override_settings(PASSWORD_HASHERS=known.QUICK_HASHERS),
                mock.patch.object(seed, "project", lambda shapes: _outlines(json.dumps(shapes))),
            ):
                self.arguments = _build() if wanted == "everything" else _seed(wanted)
            connection.check_constraints()
        except BaseException:
            self.clear()
            raise

    def clear(self) -> None:
        """The database is empty again."""
        if self.around:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)
            self.around = self.standing = None


@functools.cache
def _outlines(shapes: str):
    """Drawn once in a whole run too."""
    return project(json.loads(shapes))


def noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def _seed(day: datetime.date) -> dict[str, dict]:
    with mock.patch.object(timezone, "now", return_value=noon(day)):
        assert seed.seed(day)
    return {}


def _build() -> dict[str, dict]:
    known.worker(), known.lena(), known.omar(), known.ada()
    mai, bea = known.mai(), known.bea()
    assert seed.seed(timezone.localdate())
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
    round = LeverageRoundFactory(
        strategies=[public.strategy],
        opens_on=timezone.localdate() - datetime.timedelta(days=300),
        closes_on=timezone.localdate(),
    )
    own = ActionFactory(organisation=mai.organisations()[0])
    period = period_to_report(timezone.localdate(), own.rhythm, since=own.starts_on)
    invitation, token = services.invite(
        "new@example.org", by=bea, organisation=mai.organisations()[0], role="member"
    )
    letter = MailFactory(to=mai)
    monthly = ActionFactory(organisation=mai.organisations()[0], rhythm="month")
    month = period_to_report(timezone.localdate(), "month", since=monthly.starts_on)
    link = links.link_path(mai, monthly, month.end)
    decision = DecisionFactory(number=9001, title="Meet in the evening")
    task = {"pk": TaskFactory(organisation=mai.organisations()[0]).pk}
    question = {"slug": "why-do-families-stop-coming"}
    measure = {"slug": run.feed.method.indicator.slug}
    update = {"pk": own.pk, "period_end": period.end}
    file = EvidenceFactory(
        update=UpdateFactory(
            action=own, period_start=period.start, period_end=period.end, saved_by=mai
        )
    )
    public_file = Evidence.objects.visible_to(AnonymousUser()).first()
    elsewhere = UserSession.objects.create(
        user=mai, session_key="elsewhere", ip="127.0.0.1", user_agent="Firefox on Windows"
    )
    follower = SubscriberFactory()
    return {
        "send-invitation-again": {"pk": invitation.pk},
        "cancel-invitation": {"pk": invitation.pk},
        "change-role": {"pk": mai.open_memberships[0].pk},
        "away": {"pk": mai.open_memberships[0].pk},
        "end-membership": {"pk": mai.open_memberships[0].pk},
        "end-session": {"pk": elsewhere.pk},
        "mfa_remove_webauthn": {"pk": 1},  # tests/journeys has a real one: it needs a browser
        "account_reset_password_from_key": {"token": forgotten.path(mai.pk).split("/")[-2]},
        "accept-invitation": {"token": token},
        "outbox-mail": {"pk": letter.pk},
        "outbox-html": {"pk": letter.pk},
        "measurement:indicator": measure,
        "measurement:indicator-csv": measure,
        "measurement:indicator-chart": measure,
        "measurement:question": question,
        "measurement:propose-finding": question,
        "backbone:nudge": {"pk": own.pk},
        "agenda:version": {"number": 2},
        "agenda:changes": {"number": 3},
        "agenda:outcome": {"slug": "ready-to-learn"},
        "agenda:outcome-in": {"number": 3, "code": "O1"},
        "agenda:our-word": {"number": 3},
        "agenda:comment": {"number": 3},
        "agenda:sign": {"number": 3},
        "backbone:meeting": {"pk": MeetingFactory(state="confirmed", minutes="-").pk},
        "backbone:finish-task": task,
        "backbone:reopen-task": task,
        "group": {"slug": decision.group.slug},
        "decision": {"number": decision.number},
        "partner": {"slug": mai.organisations()[0].slug},
        "strategies:strategy": {"slug": public.strategy.slug},
        "strategies:rating": {"pk": round.pk},
        "strategies:rate": {"pk": round.pk, "slug": public.strategy.slug},
        "engagement:question": {"slug": Question.all_objects.exclude(state="draft")[0].slug},
        "engagement:theme": {
            "slug": Theme.objects.filter(contributions__state="published")[0].slug
        },
        "engagement:news-item": {"slug": NewsItem.all_objects.filter(state="published")[0].slug},
        "engagement:confirm": {"token": confirm_path(follower.pk).split("/")[-2]},
        "engagement:unsubscribe": {"token": unsubscribe_path(follower.pk).split("/")[-2]},
        "strategies:action": {"strategy": public.strategy.slug, "slug": public.slug},
        "strategies:two-minutes": {"token": link.split("/")[-2]},
        "strategies:update": update,
        "strategies:edit-update": update,
        "strategies:keep-update": update,
        "strategies:send-update": update,
        "strategies:nothing-changed": update,
        "strategies:undo-update": update,
        "strategies:update-history": update,
        "strategies:update-files": update,
        "strategies:keep-and-add": update,
        "strategies:add-evidence": {**update, "what": "photo"},
        "strategies:remove-evidence": {**update, "evidence": file.pk},
        "strategies:evidence": {"pk": file.pk},
        "strategies:public-evidence": {"pk": public_file.pk},
        "strategies:restore-update": {**update, "version": 1},
    }
