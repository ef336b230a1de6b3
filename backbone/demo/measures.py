"""
The measures of the demonstration beside the first one, as plain data, and how they are set up.

Every figure comes from the publisher's own file in ``data/``, read by a recipe in
``data/recipes/``; nothing here is a number about children.
"""

import datetime
import json

from django.conf import settings

from agenda.models import Outcome
from backbone.demo import content
from measurement import services
from measurement.models import Feed, Indicator, IndicatorOutcome, Method, Recipe, Run, Source
from partnership.models import User

VCAMS = {
    "publisher": "State of Victoria (Department of Education)",
    "title": "Victorian Child and Adolescent Monitoring System",
    "licence": "CC BY 4.0",
    "licence_note": content.SOURCE["licence_note"],
}
SURVEY_QUALITY = (
    "Fair. Students answer for themselves, at school. Who is away that day is not asked, and not "
    "every school takes part. The counts are those who answered. Small places jump around by "
    "chance, so look at the likely range. "
)

# The slug of a feed is the name of its recipe in data/recipes.
MEASURES = [
    {
        "feed": "vcams-connected-years-7-9",
        "path": "vcams/VCAMS_connectedness.xlsx",
        "source": VCAMS | {"part": "Indicator 10.6, Years 7 to 9, Attitudes to School Survey"},
        "indicator": {
            "slug": "connected-to-school-years-7-9",
            "name": "Students in Years 7 to 9 who feel connected to their school",
            "short_name": "Connected to school, Years 7 to 9",
            "who": "students in Years 7 to 9",
            "what": "felt connected to their school",
            "counted": "students",
            "finding_up": "More students in Years 7 to 9 feel connected to their school",
            "finding_down": "Fewer students in Years 7 to 9 feel connected to their school",
            "finding_same": "It is not clear if more students feel connected to their school",
            "order": 2,
        },
        "method": {
            "definition": (
                "Students in Years 7 to 9 say in a survey how much they agree with sentences such "
                "as “I feel I belong at this school”. A student is counted when the answers add "
                "up to feeling connected."
            ),
            "quality": SURVEY_QUALITY
            + "The publisher rounds its shares to one decimal of a percent.",
            "polarity": "higher_is_better",
        },
        "outcomes": {"belong-and-learn": "headline"},
    },
    {
        "feed": "vcams-bullied-years-5-6",
        "path": "vcams/VCAMS_bullying.xlsx",
        "source": VCAMS | {"part": "Indicator 10.3, Years 5 and 6, Attitudes to School Survey"},
        "indicator": {
            "slug": "bullied-years-5-6",
            "name": "Children in Years 5 and 6 who are bullied",
            "short_name": "Bullied, Years 5 and 6",
            "who": "children in Years 5 and 6",
            "what": "said they were bullied",
            "counted": "children",
            "finding_up": "More children in Years 5 and 6 say they are bullied",
            "finding_down": "Fewer children in Years 5 and 6 say they are bullied",
            "finding_same": "It is not clear if more children in Years 5 and 6 are bullied",
            "order": 3,
        },
        "method": {
            "definition": (
                "Children in Years 5 and 6 say in a survey at school if they were bullied lately."
            ),
            "quality": SURVEY_QUALITY
            + (
                "The survey was changed in 2017. The publisher says that numbers from then on "
                "cannot be compared with those before, so they are not in this line. There are "
                "two of them, for 2017 and 2018, which is too few for a line of their own."
            ),
            "polarity": "lower_is_better",
        },
        "outcomes": {"safe-and-well": "headline"},
    },
    {
        "feed": "vcams-family-stress",
        "path": "vcams/VCAMS_familystress.xlsx",
        "source": VCAMS | {"part": "High family stress, School Entrant Health Questionnaire"},
        "indicator": {
            "slug": "family-stress-at-school-start",
            "name": "Families under high stress when a child starts school",
            "short_name": "Families under high stress",
            "who": "children who started school",
            "what": "had parents who reported high stress",
            "counted": "children",
            "finding_up": "More families are under high stress when a child starts school",
            "finding_down": "Fewer families are under high stress when a child starts school",
            "finding_same": "It is not clear if more families are under high stress",
            "order": 4,
        },
        "method": {
            "definition": (
                "Parents say in a health form, when a child starts school, how much stress their "
                "family had in the last month. A child is counted when the answer is one of the "
                "two highest of five steps."
            ),
            "quality": (
                "Fair. One parent answers one question, and not all forms come back. Until 2013 "
                "the department weighted the answers, so that they stand for all children who "
                "started school. Small places jump around by chance: look at the likely range."
            ),
            "weighted_counts": True,
            "polarity": "lower_is_better",
        },
        "outcomes": {
            "help-early": "headline",
            "ready-to-learn": "secondary",
            "safe-and-well": "secondary",
        },
    },
    {
        "feed": "vcams-connected-years-5-6",
        "path": "vcams/VCAMS_connectedness.xlsx",
        "source": VCAMS | {"part": "Indicator 10.6, Years 5 and 6, Attitudes to School Survey"},
        "indicator": {
            "slug": "connected-to-school-years-5-6",
            "name": "Students in Years 5 and 6 who feel connected to their school",
            "short_name": "Connected to school, Years 5 and 6",
            "who": "students in Years 5 and 6",
            "what": "felt connected to their school",
            "counted": "students",
            "finding_up": "More students in Years 5 and 6 feel connected to their school",
            "finding_down": "Fewer students in Years 5 and 6 feel connected to their school",
            "finding_same": "It is not clear if more children feel connected to their school",
            "order": 5,
        },
        "method": {
            "definition": (
                "Students in Years 5 and 6 say in a survey how much they agree with sentences such "
                "as “I feel I belong at this school”. A student is counted when the answers add "
                "up to feeling connected."
            ),
            "quality": SURVEY_QUALITY
            + "The publisher rounds its shares to one decimal of a percent.",
            "polarity": "higher_is_better",
        },
        "outcomes": {"belong-and-learn": "secondary"},
    },
    {
        "feed": "csa-family-incidents",
        "path": "csa/LGA_Family_Incidents_Year_Ending_September_2021.xlsx",
        "source": {
            "publisher": "Crime Statistics Agency (Victoria)",
            "title": "Family incidents by local government area",
            "part": "Year ending September 2021, Table 01",
            "licence": "CC BY 4.0",
            "licence_note": "The file says so itself.",
        },
        "indicator": {
            "slug": "family-incidents",
            "name": "Family incidents that police attend",
            "short_name": "Family incidents",
            "who": "people",
            "what": "lived there",
            "counted": "family incidents",
            "finding_up": "Police attend more family incidents",
            "finding_down": "Police attend fewer family incidents",
            "finding_same": "The years do not say clearly if police attend more family incidents",
            "order": 6,
        },
        "method": {
            "definition": (
                "Police fill in a form when they come to a family where somebody was hurt or "
                "afraid. Each form is one incident, counted where it happened. A rise is bad when "
                "more happens, and good when more people ask for help: the number cannot tell."
            ),
            "quality": (
                "Good as a count of forms, poor as a count of harm: most of what happens in "
                "families is never told to police. The same family is counted each time. The "
                "table gives counts and rates for each shire; how many people live there follows "
                "from both, and for the newest year that is itself an estimate. Victoria is the "
                "sum of the four police regions, as the table has no row for it; incidents in "
                "prisons and places without a shire are left out. The publisher changes earlier "
                "numbers a little with each release."
            ),
            "unit": "per_100000",
            "events_repeat": True,
            "polarity": "neutral",
            "usual_lag_days": 90,
        },
        "outcomes": {"safe-and-well": "secondary"},
    },
    {
        "feed": "abs-young-people",
        "paths": [
            "abs/ABS_ERP_Q.csv",
            "abs/32350ds0003_2019.xls",
            "abs/32350DS0003_2020.xls",
        ],
        "source": {
            "publisher": "Australian Bureau of Statistics",
            "title": "Regional population by age and sex, and estimated resident population",
            "part": (
                "Shires: local government areas, 30 June 2019 and 2020, Table 3. Victoria: a "
                "recorded answer of the Data API, ERP_Q 1.0.0, second quarters of 2014 to 2021"
            ),
            "licence": "CC BY 4.0",
            "licence_note": "Seen in other data of this publisher; these files name no licence.",
        },
        "indicator": {
            "slug": "children-and-young-people",
            "name": "What share of the people here are children or young people",
            "short_name": "Children and young people",
            "who": "people",
            "what": "were 0 to 19 years old",
            "counted": "people",
            "finding_up": "A larger share of people are children or young",
            "finding_down": "A smaller share of people are children or young",
            "finding_same": "What share of us are children or young people",
            "order": 7,
        },
        "method": {
            "definition": (
                "People who live here on 30 June and are 0 to 19 years old, out of all people who "
                "live here on that day. The ages come in steps of five years, so 18 and 19 year "
                "olds are in it."
            ),
            "quality": (
                "Good, and not exact: between two censuses nobody counts everybody. The bureau "
                "works it out from the last census, births, deaths and moves, and corrects all "
                "years after the next census. The shires’ numbers are its first ones, for two "
                "days. Victoria’s come from another table, which the bureau made later, so the "
                "shires and Victoria need not fit to the last person."
            ),
            "is_background": True,
            "polarity": "neutral",
            "usual_lag_days": 425,
        },
        "outcomes": {},
    },
]
FIRST_MEASURE_TELLS_OF = {"ready-to-learn": "headline", "safe-and-well": "secondary"}
CODES = {
    "ready-to-learn": "O1",
    "safe-and-well": "O2",
    "belong-and-learn": "O3",
    "help-early": "O4",
    "strong-in-culture": "O5",
}


def outcomes() -> dict[str, Outcome]:
    """The outcomes of the demonstration by their address; they are made if nobody has yet."""
    return {
        slug: Outcome.objects.get_or_create(slug=slug, defaults={"code": code})[0]
        for slug, code in CODES.items()
    }


def seed_measures(today: datetime.date, *, people: dict[str, User], first: Indicator) -> None:
    """The other measures with feed, recipe and approval, and what each tells us about."""
    of = outcomes()
    _tell_of(first, FIRST_MEASURE_TELLS_OF, of)
    for measure in MEASURES:
        indicator = Indicator.objects.create(**measure["indicator"])
        method = Method.objects.create(indicator=indicator, number=1, **measure["method"])
        source, _is_new = Source.objects.get_or_create(**measure["source"])
        where = {key: measure[key] for key in ("path", "paths") if key in measure}
        set_up_feed(measure["feed"], where, source, method, people=people, today=today)
        _tell_of(indicator, measure["outcomes"], of)


def set_up_feed(
    slug: str,
    where: dict,
    source: Source,
    method: Method,
    *,
    people: dict[str, User],
    today: datetime.date,
) -> Feed:
    """A feed, its recipe, a standing approval by a second person, and one queued refresh."""
    feed = Feed.objects.create(
        slug=slug,
        source=source,
        method=method,
        connector=Feed.Connector.BUNDLED_FILE,
        config=where,
        refresh_at=datetime.time(2, 30),
        duty=people[content.SETS_UP_FEEDS],
        configured_by=people[content.SETS_UP_FEEDS],
    )
    body = json.loads((settings.BUNDLED_DATA / "recipes" / f"{slug}.json").read_text("utf-8"))
    feed.recipe = Recipe.objects.create(feed=feed, number=1, body=body)
    feed.save(update_fields=["recipe"])
    services.give_standing_approval(
        feed,
        by=people[content.APPROVES_FEEDS],
        ends_on=today + datetime.timedelta(days=365),
    )
    services.queue_run(feed, by=people[content.SETS_UP_FEEDS], trigger=Run.Trigger.SETUP)
    return feed


def _tell_of(indicator: Indicator, roles: dict[str, str], of: dict[str, Outcome]) -> None:
    for slug, role in roles.items():
        IndicatorOutcome.objects.update_or_create(
            indicator=indicator, outcome=of[slug], defaults={"role": role}
        )
