import datetime

import pytest
from django.utils import timezone

from strategies.models import Action
from strategies.periods import Period
from tests.strategies.factories import ActionFactory

QUARTER = Period(datetime.date(2026, 7, 1), datetime.date(2026, 9, 30))


@pytest.fixture(autouse=True)
def now(monkeypatch) -> datetime.datetime:
    """It is 5 October 2026, 11 am in Melbourne: July to September is due on 14 October."""
    moment = datetime.datetime(2026, 10, 5, 0, 0, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


@pytest.fixture
def action(org_a) -> Action:
    """An action of Mai's and Lena's organisation that reports every quarter."""
    return ActionFactory(organisation=org_a, title="Tuesday drop-in")
