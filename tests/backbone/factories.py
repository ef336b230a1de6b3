import factory

from backbone.models import Nudge, PlanImport
from tests.factories import Factory, UserFactory
from tests.strategies.factories import ActionFactory


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
