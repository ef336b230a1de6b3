"""One factory for each model of agenda: valid as it is, nothing random."""

import datetime

import factory

from agenda.models import (
    Agenda,
    Aspiration,
    AspirationLink,
    Comment,
    CoreStrategy,
    CoreStrategyText,
    Endorsement,
    Outcome,
    OutcomeText,
    Principle,
)
from tests.factories import Factory, OrganisationFactory, UserFactory

ON = datetime.date(2026, 2, 3)


class AgendaFactory(Factory):
    class Meta:
        model = Agenda

    number = factory.Sequence(lambda n: n + 1)
    vision = "Every child here grows up safe, well and curious."
    about_whom = "Children and young people to 25, and their families"
    change_summary = "We say more plainly what we want."


class OutcomeFactory(Factory):
    class Meta:
        model = Outcome

    code = factory.Sequence(lambda n: f"O{n}")
    slug = factory.Sequence(lambda n: f"outcome-{n}")


class OutcomeTextFactory(Factory):
    class Meta:
        model = OutcomeText

    agenda = factory.SubFactory(AgendaFactory)
    outcome = factory.SubFactory(OutcomeFactory)
    statement = "Children start school ready to learn"
    by_when = "By 2030, every child has the best chance to be on track when school starts."
    why_it_matters = "Who starts well, stays curious."
    order = factory.Sequence(lambda n: n)


class CoreStrategyFactory(Factory):
    class Meta:
        model = CoreStrategy

    code = factory.Sequence(lambda n: f"S{n}")


class CoreStrategyTextFactory(Factory):
    class Meta:
        model = CoreStrategyText

    agenda = factory.SubFactory(AgendaFactory)
    core_strategy = factory.SubFactory(CoreStrategyFactory)
    title = "Help comes to where children are"
    rationale = "Families talk to people they see every week."
    order = factory.Sequence(lambda n: n)


class PrincipleFactory(Factory):
    class Meta:
        model = Principle

    agenda = factory.SubFactory(AgendaFactory)
    text = "Ask before you plan."
    order = factory.Sequence(lambda n: n)


class AspirationFactory(Factory):
    class Meta:
        model = Aspiration

    words = "Every kid walks in on the first day feeling like school is for them."
    who = "Mum of three"
    heard_at = Aspiration.HeardAt.TALK
    heard_on = ON
    consent = Aspiration.Consent.QUOTE_PUBLIC
    state = Aspiration.State.PUBLISHED


class AspirationLinkFactory(Factory):
    class Meta:
        model = AspirationLink

    aspiration = factory.SubFactory(AspirationFactory)
    agenda = factory.SubFactory(AgendaFactory)
    outcome = factory.SubFactory(OutcomeFactory)


class CommentFactory(Factory):
    class Meta:
        model = Comment

    agenda = factory.SubFactory(AgendaFactory, state=Agenda.State.CONSULTATION)
    organisation = factory.SubFactory(OrganisationFactory)
    by = factory.SubFactory(UserFactory)
    stance = Comment.Stance.CONCERN
    text = "By 2030 is very soon for the small towns."


class EndorsementFactory(Factory):
    class Meta:
        model = Endorsement

    agenda = factory.SubFactory(AgendaFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    state = Endorsement.State.ENDORSED
    by = factory.SubFactory(UserFactory)
    on = ON
