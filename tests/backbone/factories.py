import datetime

import factory
from django.utils import timezone

from backbone.models import (
    AdvocacyAsk,
    AgendaItem,
    AskStep,
    Grant,
    GrantAllocation,
    Meeting,
    Nudge,
    PlanImport,
    Resource,
    Task,
)
from tests.factories import (
    DecisionFactory,
    Factory,
    GovernanceGroupFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.strategies.factories import ActionFactory, StrategyFactory

NEXT_YEAR = datetime.timedelta(days=365)


class NudgeFactory(Factory):
    class Meta:
        model = Nudge

    action = factory.SubFactory(ActionFactory)
    period_end = "2026-06-30"
    how = Nudge.How.CALLED
    by = factory.SubFactory(UserFactory)


class PlanImportFactory(Factory):
    class Meta:
        model = PlanImport

    file_name = "Plan.xlsx"
    sha256 = "0" * 64
    uploaded_by = factory.SubFactory(UserFactory)


class MeetingFactory(Factory):
    class Meta:
        model = Meeting

    group = factory.SubFactory(GovernanceGroupFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7))
    place = "The library"


class AgendaItemFactory(Factory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n)
    title = "One more family worker"
    purpose = AgendaItem.Purpose.DECIDE


class TaskFactory(Factory):
    class Meta:
        model = Task

    what = "Ask two schools"
    decision = factory.SubFactory(DecisionFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    due_on = datetime.date(2026, 9, 1)


class GrantFactory(Factory):
    class Meta:
        model = Grant

    title = "Family workers in kinders"
    funder = "A foundation (made up)"
    total = 100_000
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - NEXT_YEAR)
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + NEXT_YEAR)


class GrantAllocationFactory(Factory):
    class Meta:
        model = GrantAllocation

    grant = factory.SubFactory(GrantFactory)
    strategy = factory.SubFactory(StrategyFactory)
    amount = 60_000


class AdvocacyAskFactory(Factory):
    class Meta:
        model = AdvocacyAsk

    ask = "Let one form count for all services"
    why = "Families tell their hardest day five times."
    to_whom = "The department (made up)"
    decision = factory.SubFactory(DecisionFactory)


class AskStepFactory(Factory):
    class Meta:
        model = AskStep

    ask = factory.SubFactory(AdvocacyAskFactory)
    on = datetime.date(2026, 8, 3)
    what = "We wrote a letter."


class ResourceFactory(Factory):
    class Meta:
        model = Resource

    title = "How to talk with a family about help"
    kind = Resource.Kind.GUIDE
    helps_with = "The first talk."
    by = "Red Gum (made up)"
    link = "https://example.org/guide"
    checked_on = datetime.date(2026, 8, 3)
