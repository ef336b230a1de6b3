"""The strategies, actions and updates of the demonstration, built through the services."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from backbone.demo import content, picture, plans
from measurement.models import Indicator
from partnership.intake.kinds import PHOTOS
from partnership.intake.take import take
from partnership.models import Organisation, User
from strategies import services
from strategies.evidence.services import add_evidence
from strategies.models import Action, Strategy, Update
from strategies.periods import Period, period_before, period_to_report

SENT_AFTER = datetime.timedelta(days=3, hours=10, minutes=20)
READ_AFTER_SENT = datetime.timedelta(days=2, hours=3)
READER = "priya"


def seed_actions(today: datetime.date, *, people: dict[str, User], indicator: Indicator) -> None:
    """
    Build all of it, as of ``today``.

    On any day the first demo person has an update of each kind: not started, draft, sent back,
    waiting to be read, accepted. ``people`` are those of ``content``, by key.
    """
    organisations = {
        key: Organisation.objects.get(name=fields["name"])
        for key, fields in content.ORGANISATIONS.items()
    }
    strategies = {}
    for order, plan in enumerate(plans.STRATEGIES, start=1):
        strategy = Strategy.all_objects.create(
            **{name: plan[name] for name in ("slug", "title", "summary", "why")},
            lead_organisation=organisations[plan["lead"]],
            order=order,
        )
        if plan["works_on_the_measure"]:
            strategy.indicators.add(indicator)
        strategies[plan["key"]] = strategy
    for number, plan in enumerate(plans.ACTIONS):
        action = Action.all_objects.create(
            **{name: plan[name] for name in ("slug", "title", "purpose", "where", "rhythm")},
            strategy=strategies[plan["strategy"]],
            organisation=organisations[plan["organisation"]],
            starts_on=_first_of_month(today, -plan["months_since_start"]),
            due_on=_first_of_month(today, plan["months_to_go"] + 1) - datetime.timedelta(days=1),
        )
        lag = SENT_AFTER + datetime.timedelta(days=number % 4, hours=number % 3)
        for words in plan["updates"]:
            _seed_update(action, words, lag, today, people)


def _seed_update(
    action: Action,
    words: dict,
    lag: datetime.timedelta,
    today: datetime.date,
    people: dict[str, User],
) -> None:
    """One update as it was written, sent ``lag`` after its period ended or opened, and answered."""
    period = _period(action, words["back"], today)
    by, reader = people[words["by"]], people[READER]
    said = {name: words.get(name, "") for name in Update.WORDS}
    if words["state"] == "draft":
        services.keep_draft(action, by=by, period=period, seen_version=0, **said)
        return
    if words.get("with_a_picture"):
        _add_picture(action, by=by, period=period)
    sent_at = _start_of_day(period.end) + lag
    if sent_at > _now(today):  # the period is not over yet, and she was quick
        sent_at = min(_start_of_day(period.opens_on) + lag, _now(today))
    update = services.submit_update(
        action, by=by, period=period, seen_version=0, at=sent_at, **said
    )
    read_at = min(sent_at + READ_AFTER_SENT, _now(today))
    if words["state"] == "accepted":
        services.accept_update(update, by=reader, at=read_at)
    elif words["state"] == "returned":
        services.return_update(update, by=reader, note=words["note"], at=read_at)


def _add_picture(action: Action, *, by: User, period: Period) -> None:
    """Through the same intake as the photo of a partner."""
    file = SimpleUploadedFile("our-table.png", picture.drawn())
    add_evidence(
        action,
        by=by,
        period=period,
        taken=take(file, PHOTOS),
        form_id="demonstration",
        title=picture.CAPTION,
        alt=picture.ALT,
        everyone_agreed=True,
    )


def _period(action: Action, back: int, today: datetime.date) -> Period:
    period = period_to_report(today, action.rhythm, since=action.starts_on)
    for _ in range(back):
        period = period_before(period, action.rhythm)
    return period


def _now(today: datetime.date) -> datetime.datetime:
    """Nothing happens later than this."""
    return min(_start_of_day(today) + datetime.timedelta(hours=16), timezone.now())


def _start_of_day(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _first_of_month(today: datetime.date, months: int) -> datetime.date:
    number = today.year * 12 + today.month - 1 + months
    return datetime.date(number // 12, number % 12 + 1, 1)
