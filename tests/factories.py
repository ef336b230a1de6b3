"""One factory for each model of partnership and measurement: valid as it is, nothing random."""

import datetime
from decimal import Decimal

import factory
from django.utils import timezone

from measurement.models import (
    EvidenceItem,
    Feed,
    Figure,
    Finding,
    Indicator,
    IndicatorOutcome,
    LearningQuestion,
    Method,
    Recipe,
    Release,
    Run,
    SeriesSummary,
    Snapshot,
    Source,
    StandingApproval,
    Target,
)
from measurement.models.raw import Observation
from partnership.models import (
    AreaPartnership,
    Decision,
    Delivery,
    Event,
    EventSeal,
    FormerAddress,
    GovernanceGroup,
    Heartbeat,
    HowWeWork,
    Invitation,
    Mail,
    Membership,
    Notification,
    NotificationPreference,
    Organisation,
    PasswordRequest,
    Place,
    Seat,
    Slot,
    User,
)

LONG_AGO = datetime.date(2020, 1, 1)


class Factory(factory.django.DjangoModelFactory):
    """Makes rows through the unscoped manager: ``Model.objects`` of scoped models refuses."""

    class Meta:
        abstract = True

    @classmethod
    def _get_manager(cls, model_class):
        return model_class._default_manager


# --- partnership ------------------------------------------------------------------


class UserFactory(Factory):
    class Meta:
        model = User

    name = factory.Sequence("Person {}".format)
    email = factory.Sequence("person{}@example.org".format)
    password = "three quiet river stones"


class OrganisationFactory(Factory):
    class Meta:
        model = Organisation

    name = factory.Sequence("Organisation {}".format)
    kind = Organisation.Kind.COMMUNITY_SERVICE


class FormerAddressFactory(Factory):
    class Meta:
        model = FormerAddress

    organisation = factory.SubFactory(OrganisationFactory)
    slug = factory.Sequence("former-address-{}".format)


class MembershipFactory(Factory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Membership.Role.MEMBER
    starts_on = LONG_AGO


class InvitationFactory(Factory):
    class Meta:
        model = Invitation

    email = factory.Sequence("invited{}@example.org".format)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Membership.Role.MEMBER
    token_hash = factory.Sequence("{:064x}".format)
    invited_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7))


class PasswordRequestFactory(Factory):
    class Meta:
        model = PasswordRequest

    email = factory.Sequence("forgetful{}@example.org".format)


class EventFactory(Factory):
    class Meta:
        model = Event

    by = factory.SubFactory(UserFactory)
    kind = "partnership.test.made"
    subject_type = "partnership.user"
    subject_id = 1


class EventSealFactory(Factory):
    class Meta:
        model = EventSeal

    day = LONG_AGO
    rows = 0
    digest = "0" * 64


class DeliveryFactory(Factory):
    class Meta:
        model = Delivery

    event = factory.SubFactory(EventFactory)
    handler = "tests.partnership.test_outbox.note"


class MailFactory(Factory):
    class Meta:
        model = Mail

    to = factory.SubFactory(UserFactory)
    address = factory.SelfAttribute("to.email")
    kind = "test"
    subject = "A test"
    text = "Hello,\n\nThis is a test."
    html = "<p>Hello,</p><p>This is a test.</p>"
    dedupe_key = factory.Sequence("test:{}".format)


class NotificationFactory(Factory):
    class Meta:
        model = Notification

    user = factory.SubFactory(UserFactory)
    kind = "update_due"
    key = factory.Sequence("update_due:{}".format)
    mail = factory.SubFactory(MailFactory, to=factory.SelfAttribute("..user"))


class NotificationPreferenceFactory(Factory):
    class Meta:
        model = NotificationPreference

    user = factory.SubFactory(UserFactory)
    kind = "update_due"
    channel = NotificationPreference.Channel.NONE


class SlotFactory(Factory):
    class Meta:
        model = Slot

    schedule = "digest"
    day = LONG_AGO


class HeartbeatFactory(Factory):
    class Meta:
        model = Heartbeat

    name = Heartbeat.TICK
    at = factory.LazyFunction(timezone.now)


class PlaceFactory(Factory):
    class Meta:
        model = Place

    kind = Place.Kind.LGA
    code = factory.Sequence("9{:04d}".format)
    name = factory.Sequence("Place {}".format)
    slug = factory.Sequence("place-{}".format)


class HowWeWorkFactory(Factory):
    class Meta:
        model = HowWeWork

    why = "No one of us can do it alone."
    agenda = "We agree on what we want."
    learning = "We look at the same numbers."
    strategies = "We choose what helps most."
    engagement = "We ask, and we answer."
    backbone = "A small team looks after it."


class AreaPartnershipFactory(Factory):
    class Meta:
        model = AreaPartnership

    name = "Goulburn Children and Families Partnership"
    short_name = "Goulburn"
    second_line = "Children and Families Partnership"
    area = factory.SubFactory(PlaceFactory, kind=Place.Kind.AREA)
    acknowledgement = "We acknowledge the Yorta Yorta and Taungurung peoples."
    contact_email = "hello@example.org"


class GovernanceGroupFactory(Factory):
    class Meta:
        model = GovernanceGroup

    slug = factory.Sequence(lambda n: f"group-{n}")
    name = factory.Sequence(lambda n: f"Group {n}")
    kind = GovernanceGroup.Kind.GOVERNING
    purpose = "Decides for the partnership."


class SeatFactory(Factory):
    class Meta:
        model = Seat

    group = factory.SubFactory(GovernanceGroupFactory)
    user = factory.SubFactory(UserFactory)
    starts_on = LONG_AGO


class DecisionFactory(Factory):
    class Meta:
        model = Decision

    number = factory.Sequence(lambda n: n + 1001)  # above those of the demonstration
    group = factory.SubFactory(GovernanceGroupFactory)
    title = "Pay for one more family worker"
    reasons = "Parents told us that waiting is the hardest part."
    agreed_how = Decision.AgreedHow.CONSENSUS
    state = Decision.State.MADE
    made_on = datetime.date(2026, 3, 2)


# --- measurement ------------------------------------------------------------------


class IndicatorFactory(Factory):
    class Meta:
        model = Indicator

    slug = factory.Sequence("measure-{}".format)
    name = factory.Sequence("Measure {}".format)
    short_name = factory.Sequence("Measure {}".format)
    who = "children who started school"
    what = "had a high level of difficulty"
    counted = "children"
    finding_up = "More children find it hard"
    finding_down = "Fewer children find it hard"
    finding_same = "About as many children find it hard"


class MethodFactory(Factory):
    class Meta:
        model = Method

    indicator = factory.SubFactory(IndicatorFactory)
    number = 1
    definition = "Children with a high level of difficulty, of all who started school."
    quality = "Parents answer a questionnaire."
    polarity = Method.Polarity.LOWER


class SourceFactory(Factory):
    class Meta:
        model = Source

    publisher = "State of Victoria"
    title = "Victorian Child and Adolescent Monitoring System"
    licence = "CC BY 4.0"


class FeedFactory(Factory):
    class Meta:
        model = Feed

    slug = factory.Sequence("feed-{}".format)
    source = factory.SubFactory(SourceFactory)
    method = factory.SubFactory(MethodFactory)
    connector = Feed.Connector.BUNDLED_FILE
    config = factory.LazyFunction(lambda: {"path": "vcams/VCAMS_behavourial.xlsx"})
    refresh_at = datetime.time(2, 30)
    configured_by = factory.SubFactory(UserFactory)


class RecipeFactory(Factory):
    class Meta:
        model = Recipe

    feed = factory.SubFactory(FeedFactory)
    number = factory.Sequence(lambda n: n + 1)
    body = factory.LazyFunction(
        lambda: {
            "kind": "table",
            "sheet": "10.1",
            "header_row": 1,
            "columns": {"year": "Year", "place": "LGA", "value": "Indicator"},
            "period": "calendar_year",
            "factor": 100,
            "places": {"Victoria": "2"},
        }
    )


class StandingApprovalFactory(Factory):
    class Meta:
        model = StandingApproval

    feed = factory.SubFactory(FeedFactory)
    given_by = factory.SubFactory(UserFactory)
    given_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyAttribute(lambda o: o.given_on + datetime.timedelta(days=365))
    fingerprint = factory.LazyAttribute(lambda o: o.feed.fingerprint())


class RunFactory(Factory):
    class Meta:
        model = Run

    feed = factory.SubFactory(FeedFactory)
    number = factory.Sequence(lambda n: n + 1)
    recipe = factory.SubFactory(RecipeFactory, feed=factory.SelfAttribute("..feed"))
    trigger = Run.Trigger.SCHEDULE
    created_at = factory.LazyFunction(timezone.now)


class SnapshotFactory(Factory):
    class Meta:
        model = Snapshot

    feed = factory.SubFactory(FeedFactory)
    sha256 = factory.Sequence("{:064x}".format)
    content = b"a table"


class ObservationFactory(Factory):
    class Meta:
        model = Observation

    method = factory.SubFactory(MethodFactory)
    place = factory.SubFactory(PlaceFactory)
    period_start = datetime.date(2019, 1, 1)
    period_end = datetime.date(2019, 12, 31)
    value = Decimal("9.5")
    numerator = Decimal(19)
    denominator = Decimal(200)
    sheet = "10.1"
    cell = "F29"
    run = factory.SubFactory(
        RunFactory, feed__method=factory.SelfAttribute("...method"), state=Run.State.LOADED
    )


class ReleaseFactory(Factory):
    class Meta:
        model = Release

    feed = factory.SubFactory(FeedFactory)
    run = factory.SubFactory(
        RunFactory, feed=factory.SelfAttribute("..feed"), state=Run.State.LOADED
    )
    method = factory.SelfAttribute("feed.method")


class PublishedReleaseFactory(ReleaseFactory):
    state = Release.State.PUBLISHED
    is_current = True
    published_at = factory.LazyFunction(timezone.now)
    published_by = factory.SubFactory(UserFactory)


class FigureFactory(Factory):
    class Meta:
        model = Figure

    release = factory.SubFactory(PublishedReleaseFactory)
    indicator = factory.SelfAttribute("release.method.indicator")
    place = factory.SubFactory(PlaceFactory)
    period_start = datetime.date(2019, 1, 1)
    period_end = datetime.date(2019, 12, 31)
    value = Decimal("9.5")
    numerator = Decimal(19)
    denominator = Decimal(200)
    low = Decimal("6.2")
    low_998 = Decimal("5.6")
    high = Decimal("14.4")
    high_998 = Decimal("16.1")
    sheet = "10.1"
    cell = "F29"


class WithheldFigureFactory(FigureFactory):
    value = numerator = denominator = low = high = low_998 = high_998 = None
    withheld = Figure.Withheld.PRIVACY


class SeriesSummaryFactory(Factory):
    class Meta:
        model = SeriesSummary

    release = factory.SubFactory(PublishedReleaseFactory)
    indicator = factory.SelfAttribute("release.method.indicator")
    place = factory.SubFactory(PlaceFactory)
    trend_word = SeriesSummary.TrendWord.SAME
    direction = "flat"
    methods_version = "1"


class LearningQuestionFactory(Factory):
    class Meta:
        model = LearningQuestion

    slug = factory.Sequence(lambda n: f"question-{n}")
    question = "Does a visit before the first day help?"
    why = "If it does, every school can do it."
    asked_by = factory.SubFactory(OrganisationFactory)


class EvidenceItemFactory(Factory):
    class Meta:
        model = EvidenceItem

    question = factory.SubFactory(LearningQuestionFactory)
    kind = EvidenceItem.Kind.PRACTICE
    title = "What four teachers saw"
    says = "Children who had visited cried less in the first week."
    limits = "Four teachers are few."


class FindingFactory(Factory):
    class Meta:
        model = Finding

    question = factory.SubFactory(LearningQuestionFactory)
    slug = factory.Sequence(lambda n: f"finding-{n}")
    statement = "A visit before the first day seems to help."
    confidence = Finding.Confidence.LOW
    not_sure_of = "If it helps children who do not go to kinder."
    state = Finding.State.AGREED
    agreed_on = datetime.date(2026, 5, 4)


class TargetFactory(Factory):
    class Meta:
        model = Target

    indicator = factory.SubFactory(IndicatorFactory)
    place = factory.SubFactory(PlaceFactory, kind=Place.Kind.AREA)
    start_on = datetime.date(2019, 12, 31)
    start_value = Decimal("9.5")
    value = Decimal(7)
    due = datetime.date(2030, 12, 31)
    reasons = "Other towns have done it in ten years."


class IndicatorOutcomeFactory(Factory):
    class Meta:
        model = IndicatorOutcome

    indicator = factory.SubFactory(IndicatorFactory)
    outcome = factory.SubFactory("tests.agenda.factories.OutcomeFactory")
