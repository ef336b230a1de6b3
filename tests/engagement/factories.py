"""One factory for each model of engagement: valid as it is, nothing random."""

import datetime

import factory

from engagement.models import (
    Answer,
    AspirationContribution,
    Contribution,
    ContributionTheme,
    NewsItem,
    Question,
    Redaction,
    SafetyFlag,
    Subscriber,
    Theme,
    Withdrawal,
)
from tests.agenda.factories import AspirationFactory
from tests.factories import Factory, UserFactory

A_DAY = datetime.date(2026, 3, 2)


class QuestionFactory(Factory):
    class Meta:
        model = Question

    slug = factory.Sequence("question-{}".format)
    title = "What would make mornings easier?"
    about = "Many families tell us that mornings are hard."
    can_change = "When the bus goes, and who meets you at the gate."
    cannot_change = "School hours: the state sets them."
    who_reads = "The backbone team, and two parents of the advisory group."
    opens_on = A_DAY
    closes_on = datetime.date(2036, 1, 1)
    answer_by = datetime.date(2036, 3, 1)
    state = Question.State.OPEN


class ThemeFactory(Factory):
    class Meta:
        model = Theme

    slug = factory.Sequence("theme-{}".format)
    name = factory.Sequence("Getting there, {}".format)
    description = "Buses that do not come, and places one cannot walk to."


class ContributionFactory(Factory):
    """As it came; ``state`` makes it any other, with what belongs to it."""

    class Meta:
        model = Contribution

    receipt_hash = factory.Sequence("{:064x}".format)
    channel = Contribution.Channel.WEB
    state = Contribution.State.RECEIVED
    text = "A bus that goes to the kinder."
    consent = Contribution.Consent.QUOTE_PUBLIC
    consent_wording = "1"
    consent_language = "en-au"
    consent_on = A_DAY
    received_on = A_DAY
    read_by = A_DAY + datetime.timedelta(days=5)
    decided_on = factory.LazyAttribute(
        lambda o: None if o.state in ("received", "in_review", "flagged") else A_DAY
    )
    withdrawn_on = factory.LazyAttribute(lambda o: A_DAY if o.state == "withdrawn" else None)


class ContributionThemeFactory(Factory):
    class Meta:
        model = ContributionTheme

    contribution = factory.SubFactory(ContributionFactory)
    theme = factory.SubFactory(ThemeFactory)
    by = factory.SubFactory(UserFactory)


class AspirationContributionFactory(Factory):
    class Meta:
        model = AspirationContribution

    aspiration = factory.SubFactory(AspirationFactory)
    contribution = factory.SubFactory(ContributionFactory)


class RedactionFactory(Factory):
    class Meta:
        model = Redaction

    contribution = factory.SubFactory(ContributionFactory)
    original = "A bus for Jayden."
    reason = Contribution.Reason.IDENTIFIES_CHILD
    by = factory.SubFactory(UserFactory)
    on = A_DAY


class SafetyFlagFactory(Factory):
    class Meta:
        model = SafetyFlag

    contribution = factory.SubFactory(ContributionFactory, state="flagged")
    kind = SafetyFlag.Kind.CHILD_AT_RISK
    raised_by = factory.SubFactory(UserFactory)
    raised_on = A_DAY


class WithdrawalFactory(Factory):
    class Meta:
        model = Withdrawal

    contribution_id = factory.Sequence(lambda n: n + 1)
    receipt_hash = factory.Sequence("{:064x}".format)
    on = A_DAY


class AnswerFactory(Factory):
    class Meta:
        model = Answer

    you_said = "The bus does not come when the kinder begins."
    result = Answer.Result.DOING
    we_did = "Two partners lend a bus until the council decides."
    published_on = factory.LazyAttribute(lambda o: A_DAY if o.state == "published" else None)
    state = Answer.State.PUBLISHED


class NewsItemFactory(Factory):
    class Meta:
        model = NewsItem

    slug = factory.Sequence("news-{}".format)
    title = "A bus on Tuesdays"
    body = "It leaves at 8."
    state = NewsItem.State.PUBLISHED
    publish_at = datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.UTC)


class SubscriberFactory(Factory):
    class Meta:
        model = Subscriber

    email = factory.Sequence("follower{}@example.org".format)
    asked_on = A_DAY
