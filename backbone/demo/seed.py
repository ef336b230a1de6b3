"""Fills an empty portal with the demonstration, once."""

import datetime
import json
from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from backbone.demo import (
    content,
    decided,
    engagement,
    learning,
    measures,
    people_and_actions,
    rooms,
)
from backbone.demo.agenda import seed_agenda
from backbone.demo.strategies import seed_strategies
from measurement.charts.outlines import project
from measurement.models import Indicator, Method, Source
from partnership import digest
from partnership.models import AreaPartnership, HowWeWork, Membership, Organisation, Place, User
from strategies import reminders

PASSWORD = "magpie-lantern-creek"  # printed on the screen of the demo, which is loopback only


@transaction.atomic
def seed(today: datetime.date) -> bool:
    """Build the demonstration. Gives False, and does nothing, if there is a partnership already."""
    if AreaPartnership.objects.exists():
        return False
    places = _places()
    AreaPartnership.objects.create(area=places["goulburn"], **content.PARTNERSHIP)
    HowWeWork.objects.create(**content.HOW_WE_WORK)
    people = _people(today)
    AreaPartnership.objects.update(looks_after_safety=people["priya"])
    indicator = _feed(people, today)
    people_and_actions.seed_actions(today, people=people, indicator=indicator)
    numbers = decided.numbers(today)
    seed_agenda(today, people=people, numbers=numbers)
    measures.seed_measures(today, people=people, first=indicator)
    learning.seed_learning(today, people=people)
    seed_strategies(today, people=people, indicator=indicator, numbers=numbers)
    rooms.seed_rooms(today, people=people, numbers=numbers)
    engagement.seed_engagement(today, people=people)
    _remind(people["mel"], today)
    return True


def _remind(person: User, today: datetime.date) -> None:
    """Her next reminder, so that the outbox shows one from the first day on."""
    first_step = datetime.timedelta(days=reminders.STEPS[0])
    days = [due.due_on + first_step for _action, due in reminders.due_periods(person, today)]
    digest.send_to(person, min((day for day in days if day > today), default=today))


def write_down_people() -> None:
    """For the one who started the demo: who can sign in, and how."""
    file = settings.BASE_DIR / ".local" / "demo-people.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        json.dumps(
            [
                {"name": p["name"], "email": p["email"], "password": PASSWORD, "what": p["what"]}
                for p in content.PEOPLE
                if p.get("announced")
            ]
        )
    )


def _places() -> dict[str, Place]:
    """The state, the Area and its five local government areas, with their outlines."""
    shapes = json.loads(
        (settings.BUNDLED_DATA / "geography" / "goulburn_lga.geojson").read_text("utf-8")
    )
    outlines, view_box = project(shapes)
    state = Place.objects.create(kind="state", code="2", name="Victoria", slug="victoria")
    area = Place.objects.create(
        kind="area",
        code="goulburn",
        name="Goulburn Area",
        slug="goulburn-area",
        part_of=state,
        outline={"view_box": view_box},
    )
    places = {"2": state, "goulburn": area}
    for feature in shapes["features"]:
        about = feature["properties"]
        places[about["lga_code"]] = Place.objects.create(
            kind="lga",
            code=about["lga_code"],
            name=about["lga_name"],
            slug=slugify(about["lga_name"]),
            part_of=area,
            outline=asdict(outlines[about["lga_name"]]),
        )
    return places


def _people(today: datetime.date) -> dict[str, User]:
    organisations = {
        key: Organisation.objects.create(**organisation)
        for key, organisation in content.ORGANISATIONS.items()
    }
    people = {}
    for person in content.PEOPLE:
        user = User.objects.create(
            email=person["email"],
            name=person["name"],
            password=PASSWORD,
            is_administrator=person.get("is_administrator", False),
        )
        people[person["key"]] = user
        if "organisation" in person:
            Membership.objects.create(
                user=user,
                organisation=organisations[person["organisation"]],
                role=person["role"],
                starts_on=today - datetime.timedelta(days=400),
            )
    return people


def _feed(people: dict[str, User], today: datetime.date) -> Indicator:
    """The measure, its source and recipe, a standing approval, and one queued refresh."""
    indicator = Indicator.objects.create(**content.INDICATOR)
    method = Method.objects.create(indicator=indicator, number=1, **content.METHOD)
    source = Source.objects.create(**content.SOURCE)
    measures.set_up_feed(
        "vcams-school-entry",
        {"path": "vcams/VCAMS_behavourial.xlsx"},
        source,
        method,
        people=people,
        today=today,
    )
    return indicator
