"""One factory for each model of strategies: valid as it is, nothing random."""

import datetime
import hashlib

import factory

from strategies.models import (
    Action,
    Assessment,
    ChoiceRecord,
    Evidence,
    LeverageRound,
    Strategy,
    StrategyOutcome,
    StrategyPartner,
    Update,
    UpdateFinding,
    UpdateVersion,
)
from tests.factories import Factory, OrganisationFactory, UserFactory

A_DAY = datetime.datetime(2026, 10, 2, 1, 30, tzinfo=datetime.UTC)


class StrategyFactory(Factory):
    class Meta:
        model = Strategy

    slug = factory.Sequence("strategy-{}".format)
    title = factory.Sequence("Strategy {}".format)
    summary = "Families meet somebody who can help at the kinder gate."
    why = "Parents talk to a person they see every week."
    lead_organisation = factory.SubFactory(OrganisationFactory)
    state = Strategy.State.ACTIVE
    mode = Strategy.Mode.ALIGN
    mode_reason = "Families move between towns."


class ProposalFactory(StrategyFactory):
    state = Strategy.State.PROPOSED
    mode = mode_reason = ""


class StoppedStrategyFactory(StrategyFactory):
    state = Strategy.State.STOPPED
    stop_reason = "Only 6 families came in 10 weeks."
    learnt = "Week nights work better."


class StrategyOutcomeFactory(Factory):
    class Meta:
        model = StrategyOutcome

    strategy = factory.SubFactory(StrategyFactory)
    outcome = factory.SubFactory("tests.agenda.factories.OutcomeFactory")


class StrategyPartnerFactory(Factory):
    class Meta:
        model = StrategyPartner

    strategy = factory.SubFactory(StrategyFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    part = StrategyPartner.Part.DELIVERS
    brings = "4 family workers"
    since = datetime.date(2026, 2, 1)


class ChoiceRecordFactory(Factory):
    class Meta:
        model = ChoiceRecord

    strategy = factory.SubFactory(StrategyFactory)
    what = ChoiceRecord.What.CHOOSE
    reasons = "The evidence is strong."
    decided_on = datetime.date(2026, 1, 15)


class LeverageRoundFactory(Factory):
    """Open until the middle of October 2026; ``over`` closes one in which all have rated."""

    class Meta:
        model = LeverageRound
        skip_postgeneration_save = True

    opens_on = datetime.date(2026, 9, 14)
    closes_on = datetime.date(2026, 10, 16)
    state = LeverageRound.State.OPEN

    @factory.post_generation
    def strategies(self, create, extracted, **kwargs):
        self.strategies.set(extracted or [])


def over(round: LeverageRound) -> LeverageRound:
    LeverageRound.all_objects.filter(pk=round.pk).update(state=LeverageRound.State.CLOSED)
    round.refresh_from_db()
    return round


class AssessmentFactory(Factory):
    class Meta:
        model = Assessment

    round = factory.SubFactory(LeverageRoundFactory)
    strategy = factory.SubFactory(StrategyFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    impact = influence = networks = knowledge = resources = feasibility = 4


class ActionFactory(Factory):
    class Meta:
        model = Action

    strategy = factory.SubFactory(StrategyFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    slug = factory.Sequence("action-{}".format)
    title = factory.Sequence("Action {}".format)
    purpose = "A parent can talk to a family worker at pick-up time."
    where = "Mooroopna"
    starts_on = datetime.date(2026, 1, 1)
    due_on = datetime.date(2027, 6, 30)


class UpdateFactory(Factory):
    """A draft of July to September 2026; ``state`` makes it any other, with what belongs to it."""

    class Meta:
        model = Update

    action = factory.SubFactory(ActionFactory)
    period_start = datetime.date(2026, 7, 1)
    period_end = datetime.date(2026, 9, 30)
    delivery = Update.Delivery.ON_TRACK
    what_happened = "Four playgroups opened."
    version = 1
    saved_by = factory.SubFactory(UserFactory)
    saved_at = A_DAY

    class Params:
        is_sent = factory.LazyAttribute(lambda o: o.state != Update.State.DRAFT)
        is_read = factory.LazyAttribute(
            lambda o: o.state not in (Update.State.DRAFT, Update.State.SUBMITTED)
        )

    state = Update.State.DRAFT
    sent_by = factory.Maybe("is_sent", factory.SelfAttribute("saved_by"))
    sent_at = factory.Maybe("is_sent", A_DAY)
    reviewed_by = factory.Maybe("is_read", factory.SubFactory(UserFactory, name="Priya Nair"))
    reviewed_at = factory.Maybe("is_read", A_DAY + datetime.timedelta(days=1))
    return_note = factory.LazyAttribute(
        lambda o: "How many families came?" if o.state == Update.State.RETURNED else ""
    )


class UpdateVersionFactory(Factory):
    class Meta:
        model = UpdateVersion

    update = factory.SubFactory(UpdateFactory)
    by = factory.SelfAttribute("update.saved_by")
    at = A_DAY
    why = UpdateVersion.Why.SENT
    delivery = Update.Delivery.ON_TRACK
    what_happened = "Three playgroups opened."


class EvidenceFactory(Factory):
    """A small table; its bytes are not looked at."""

    class Meta:
        model = Evidence

    update = factory.SubFactory(UpdateFactory)
    format = Evidence.Format.CSV
    title = "Families each month"
    original_name = "families.csv"
    content = b"Month,Families\nJuly,14\n"
    size = factory.LazyAttribute(lambda o: len(o.content))
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.content).hexdigest())
    form_id = factory.Sequence("form-{}".format)
    added_by = factory.SelfAttribute("update.saved_by")
    added_at = A_DAY


class UpdateFindingFactory(Factory):
    class Meta:
        model = UpdateFinding

    update = factory.SubFactory(UpdateFactory, state=Update.State.ACCEPTED)
    finding = factory.SubFactory("tests.factories.FindingFactory")
