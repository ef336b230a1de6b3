"""The backbone team in the demonstration: groups sit, meet and decide; money, asks and guides."""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from backbone import services
from backbone.demo import content
from backbone.demo.rooms_words import (
    ASKS,
    DECISIONS,
    GRANTS,
    GROUPS,
    ITEMS,
    MEETINGS,
    MINUTES,
    RESOURCES,
    TASKS,
)
from backbone.models import (
    AdvocacyAsk,
    AgendaItem,
    AskStep,
    Grant,
    GrantAllocation,
    Meeting,
    Resource,
    Task,
)
from measurement.models import Finding
from partnership import decisions
from partnership.models import Decision, GovernanceGroup, Organisation, Seat, User
from strategies.models import Strategy


def decided(today: datetime.date) -> dict[str, datetime.date]:
    """When each decision of a meeting was made, by its title."""
    days = {plan["key"]: _thursday(today + datetime.timedelta(plan["days"])) for plan in MEETINGS}
    return {plan["title"]: days[plan["meeting"]] for plan in DECISIONS}


def seed_rooms(today: datetime.date, *, people: dict[str, User], numbers: dict[str, int]) -> None:
    """
    Build all of it, as of ``today``, through the services where a state moves. ``numbers`` of the
    decisions by title.
    """
    officer = people["priya"]
    organisations = {
        key: Organisation.objects.get(name=fields["name"])
        for key, fields in content.ORGANISATIONS.items()
    }
    groups = {key: group_of(key, today, people, organisations) for key in GROUPS}
    meetings = {plan["key"]: _meeting(plan, groups, today) for plan in MEETINGS}
    made = {plan["key"]: _decision(plan, meetings, officer, numbers) for plan in DECISIONS}
    for key, items in ITEMS.items():
        _items(meetings[key], items, made)
        if key in MINUTES:
            _close(meetings[key], MINUTES[key], officer)
    for what, meeting, organisation, due, first, is_done in TASKS:
        task = Task.all_objects.create(
            what=what,
            meeting=meetings[meeting],
            organisation=organisations[organisation],
            due_on=today + datetime.timedelta(days=due),
            first_due_on=today + datetime.timedelta(days=first),
        )
        if is_done:
            services.finish_task(task, by=officer)
    for plan in GRANTS:
        _grant(plan, today)
    for plan in ASKS:
        _ask(plan, made, today)
    Resource.all_objects.bulk_create(Resource(**fields) for fields in RESOURCES)


def group_of(key, today, people, organisations) -> GovernanceGroup:
    """A group with its seats, made when it is first asked for."""
    plan = GROUPS[key]
    group, _is_new = GovernanceGroup.all_objects.get_or_create(
        slug=key, defaults={name: plan[name] for name in ("name", "kind", "purpose")}
    )
    since = today - datetime.timedelta(days=930)
    for organisation in plan["organisations"]:
        Seat.objects.get_or_create(
            group=group, organisation=organisations[organisation], defaults={"starts_on": since}
        )
    for person in plan.get("people", []):
        Seat.objects.get_or_create(group=group, user=people[person], defaults={"starts_on": since})
    Seat.objects.get_or_create(
        group=group,
        user=people[plan["chair"]],
        defaults={"role": Seat.Role.CHAIR, "name_is_public": True, "starts_on": since},
    )
    return group


def _meeting(plan: dict, groups: dict, today: datetime.date) -> Meeting:
    day = _thursday(today + datetime.timedelta(days=plan["days"]))
    return Meeting.all_objects.create(
        group=groups[plan["group"]],
        starts_at=datetime.datetime.combine(
            day, datetime.time(plan["hour"], 30), tzinfo=ZoneInfo(settings.TIME_ZONE)
        ),
        place=plan["place"],
        is_open=plan.get("is_open", False),
        welcome=plan.get("welcome", ""),
    )


def _thursday(day: datetime.date) -> datetime.date:
    """The Thursday of that week."""
    return day + datetime.timedelta(days=3 - day.weekday())


def _decision(plan: dict, meetings: dict, officer: User, numbers: dict) -> Decision:
    meeting = meetings[plan["meeting"]]
    fields = ("title", "reasons", "options_considered", "dissent", "agreed_how")
    decision = Decision.all_objects.create(
        number=numbers[plan["title"]],
        group=meeting.group,
        votes_for=plan.get("votes_for"),
        votes_against=plan.get("votes_against"),
        visibility=plan.get("visibility", Decision.Visibility.PUBLIC),
        **{name: plan[name] for name in fields},
    )
    decisions.make(decision, by=officer, on=meeting.starts_at.date())
    if "because_of" in plan:
        Finding.all_objects.get(statement=plan["because_of"]).decisions.add(decision)
    if plan["done"]:
        decisions.carry_out(decision, by=officer)
    return decision


def _items(meeting: Meeting, items: list[tuple], made: dict) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            order=order,
            title=title,
            purpose=purpose,
            minutes_planned=minutes,
            decision=made.get(decision),
        )
        for order, (title, purpose, minutes, decision) in enumerate(items, start=1)
    )


def _close(meeting: Meeting, minutes: str, officer: User) -> None:
    services.hold(meeting, by=officer)
    meeting.minutes = minutes
    meeting.save()
    services.confirm_minutes(meeting, by=officer)


def _grant(plan: dict, today: datetime.date) -> None:
    grant = Grant.objects.create(
        title=plan["title"],
        funder=plan["funder"],
        total=plan["total"],
        starts_on=today + datetime.timedelta(days=plan["from"]),
        ends_on=today + datetime.timedelta(days=plan["to"]),
        then_what=plan["then_what"],
    )
    for slug, amount in plan["parts"].items():
        strategy = Strategy.all_objects.get(slug=slug)
        GrantAllocation.objects.create(grant=grant, strategy=strategy, amount=amount)


def _ask(plan: dict, made: dict, today: datetime.date) -> None:
    ask = AdvocacyAsk.all_objects.create(
        ask=plan["ask"],
        why=plan["why"],
        to_whom=plan["to_whom"],
        decision=made[plan["decision"]],
        state=plan["answer"][0] if plan["answer"] else AdvocacyAsk.State.PUT,
    )
    for days, what, reply in plan["steps"]:
        on = today + datetime.timedelta(days=days)
        AskStep.objects.create(ask=ask, on=on, what=what, reply=reply)
    if plan["answer"]:
        _state, days, reply = plan["answer"]
        on = today + datetime.timedelta(days=days)
        AskStep.objects.create(ask=ask, on=on, what="The answer came.", reply=reply)
