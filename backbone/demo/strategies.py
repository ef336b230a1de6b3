"""
How the made-up partners of the demonstration came to their strategies: as plain data, and built
through the services. Dates are counted from the day it is built; ``months`` go back from it.
"""

import datetime

from agenda.models import Outcome
from backbone.demo import content, ratings
from backbone.demo.findings import seed_findings
from measurement.models import Indicator, IndicatorOutcome
from partnership.models import Decision, GovernanceGroup, Organisation, User
from strategies import choosing
from strategies.models import Strategy, StrategyOutcome, StrategyPartner

OFFICER = "priya"
OUTCOMES = {
    "O1": "ready-to-learn",
    "O2": "safe-and-well",
    "O3": "belong-and-learn",
    "O4": "help-early",
}
TELLS_ABOUT = ("O1", "O2")  # what the one real measure says something about
TABLE = {
    "name": "The partnership table (made up)",
    "kind": GovernanceGroup.Kind.GOVERNING,
    "purpose": "One voice for each partner. It decides what we do together, and what we stop.",
}

CHOICES = [
    {
        "slug": "help-where-children-are",
        "months": 20,
        "what": "choose",
        "who_for": "Families with a child at one of the kinders of the Goulburn Area",
        "we_do": "Family workers, nurses and therapists come to kinders",
        "so_that": (
            "Parents ask early, at the gate\n"
            "Children get help in weeks, not months\n"
            "Children join in, and start school on track"
        ),
        "not_sure": "if it reaches families who do not go to kinder",
        "mode_reason": (
            "The evidence is strong and families move between towns. A child should get the same "
            "help in Mooroopna and in Nagambie."
        ),
        "reasons": (
            "Parents asked for it in talk after talk, kinders have rooms, and it was done before "
            "in two other shires. Of all the ideas it was the one that could start at once."
        ),
        "against": "Kinders are full and tired. Who is at no kinder gets nothing out of it.",
        "review_in": 10,
        "outcomes": {
            "O1": "Help comes while a child still has a year to catch up.",
            "O2": "A parent who is heard at the gate does not wait until it is very hard.",
            "O4": "Help stands where a family already comes, so nobody has to drive or ring first.",
        },
        "partners": {
            "stony_creek": ("delivers", "Nurses and a therapist", 14),
            "red_gum": ("delivers", "4 family workers", 14),
            "wattle": ("funds", "Half of the rent for rooms", 12),
            "parents": ("advises", "Say what feels right, and what does not", 14),
        },
        "decision": "Bring help to kinders in all five shires",
    },
    {
        "slug": "a-good-start-to-school",
        "months": 12,
        "what": "choose",
        "who_for": "Children in their last year before school, and their parents",
        "we_do": "Schools open their doors four times before the first day",
        "so_that": "Children know the room and the teacher\nParents know whom to ask",
        "not_sure": "if four visits help more than two",
        "mode_reason": "Studies agree on visits, and each school can do them in its own way.",
        "reasons": "Teachers and parents both put it first, and it needs little money.",
        "against": "Small schools have nobody to spare on visit days.",
        "review_in": 6,
        "outcomes": {"O1": "A child who knows the place can learn from the first day."},
        "partners": {
            "lantern": ("delivers", "Walks the children over", 12),
            "stony_creek": ("delivers", "A nurse at the enrolment desk", 9),
        },
        "decision": "Four visits before the first day of school",
    },
    {
        "slug": "tell-your-story-once",
        "months": 14,
        "what": "choose",
        "who_for": "Families who are known to two services or more",
        "we_do": "One form, one plan and one person to ring",
        "so_that": "A family tells its story once\nHelp fits together, and comes sooner",
        "not_sure": "if families trust us with one plan",
        "mode_reason": "One form for everybody is the point of it: two would be none.",
        "reasons": "Some parents told their hardest day to five services in a month.",
        "against": "Lawyers need time, and two partners’ computers want their own form.",
        "review_in": 3,
        "outcomes": {
            "O2": "Nobody falls between two services that each thought the other would ring.",
            "O3": "A young person keeps the worker she trusts when she changes school.",
            "O4": "Help can start on the day a family asks, and not after the fifth telling.",
        },
        "partners": {
            "school": ("delivers", "A teacher for the plan of each child", 10),
            "parents": ("advises", "Cross out what nobody needs to ask", 13),
        },
        "decision": "One form and one plan for each family",
    },
    {
        "slug": "reach-families-at-home",
        "months": 9,
        "what": "test_first",
        "who_for": "Families with children under five who are at no kinder",
        "we_do": "Two partners try two ways to say hello",
        "so_that": "Parents at home know one person\nThey come to kinder or playgroup when ready",
        "not_sure": "which way they like better: a call, or a knock on the door",
        "mode_reason": (
            "Nobody knows the best way to reach families who do not use kinder. So two partners "
            "try two ways, and we compare when both have done a year."
        ),
        "reasons": "It is the gap that our other strategies leave, and we said so ourselves.",
        "against": "A test feels unfair to families in the other town. Nobody loses what they had.",
        "review_in": 4,
        "outcomes": {"O1": "A child whom nobody knew of gets a place before school starts."},
        "partners": {"parents": ("advises", "Listen to the first calls", 8)},
        "decision": "Try a call and a visit before we choose one",
    },
    {
        "slug": "saturday-drop-in",
        "months": 17,
        "what": "choose",
        "who_for": "Families in Seymour with small children, and teenagers",
        "we_do": "A hall with toys and a nurse, on Saturdays",
        "so_that": "Parents come when they are free\nThey meet others, and somebody to ask",
        "not_sure": "if Saturday is a free day",
        "mode_reason": "One hall, one nurse: there was nothing to compare.",
        "reasons": "The hall was free and workers were willing.",
        "against": "Parents at the table said that Saturday is sport and shifts. They were right.",
        "outcomes": {"O2": "A parent who has somebody to ask is less alone."},
        "partners": {},
        "decision": "A Saturday drop-in in Seymour",
        "stop": {
            "months": 4,
            "reason": (
                "Only 6 families came in 10 weeks, about 2 on each Saturday, and the nurse was "
                "needed elsewhere."
            ),
            "learnt": (
                "We asked workers when parents are free, and not parents. They told us that week "
                "nights work better, so the toys and the nurse moved to the Tuesday drop-in, "
                "where 9 families came on the first nights. We now ask parents first."
            ),
            "against": "The six who came liked it. Each of them was rung and asked to Tuesdays.",
            "decision": "Stop the Saturday drop-in",
        },
    },
]

IDEA = {
    "by": "parents",
    "person": "dana",
    "outcomes": ("O1", "O3"),
    "words": {
        "title": "A lift to kinder",
        "summary": "No child stays at home because the bus does not come.",
        "who_for": "Families without a car, in Nagambie and Violet Town first",
        "why": (
            "Two of the five families at our table missed kinder days because of the bus. Other "
            "towns share lifts by a phone list. We do not know who pays for the insurance."
        ),
    },
}


def decided(today: datetime.date) -> dict[str, datetime.date]:
    """When each strategy was chosen or stopped, by the title of the decision."""
    stops = [plan["stop"] for plan in CHOICES if "stop" in plan]
    return {one["decision"]: back(today, one["months"]) for one in [*CHOICES, *stops]}


def seed_strategies(
    today: datetime.date,
    *,
    people: dict[str, User],
    indicator: Indicator,
    numbers: dict[str, int],
) -> None:
    """Choose what ``people_and_actions`` has put there; one is stopped again."""
    officer = people[OFFICER]
    outcomes = {code: _outcome(code, slug) for code, slug in OUTCOMES.items()}
    for code in TELLS_ABOUT:
        IndicatorOutcome.objects.get_or_create(indicator=indicator, outcome=outcomes[code])
    for plan in sorted(CHOICES, key=lambda plan: -plan["months"]):
        strategy = Strategy.all_objects.get(slug=plan["slug"])
        for name in ("who_for", "we_do", "so_that", "not_sure"):
            setattr(strategy, name, plan[name])
        strategy.save()
        for code, mechanism in plan["outcomes"].items():
            StrategyOutcome.objects.create(
                strategy=strategy, outcome=outcomes[code], mechanism=mechanism
            )
            strategy.indicators.add(*_first_measures_of(outcomes[code]))
        for key, (part, brings, months) in plan["partners"].items():
            StrategyPartner.objects.create(
                strategy=strategy,
                organisation=organisation(key),
                part=part,
                brings=brings,
                since=back(today, months),
            )
        _choose(strategy, plan, today, officer, numbers)
    idea = choosing.propose(
        organisation(IDEA["by"]),
        by=people[IDEA["person"]],
        outcomes=[outcomes[code] for code in IDEA["outcomes"]],
        **IDEA["words"],
    )
    ratings.seed_ratings(today, people=people, idea=idea)
    seed_findings(today, people=people)


def _choose(strategy, plan: dict, today: datetime.date, officer: User, numbers: dict) -> None:
    on = back(today, plan["months"])
    choosing.choose(
        strategy,
        plan["what"],
        by=officer,
        reasons=plan["reasons"],
        against=plan["against"],
        mode_reason=plan["mode_reason"],
        decision=_decision(plan["decision"], plan["reasons"], on, numbers),
        decided_on=on,
        review_on=back(today, -plan["review_in"]) if "review_in" in plan else None,
    )
    choosing.begin(strategy, by=officer)
    if stop := plan.get("stop"):
        on = back(today, stop["months"])
        choosing.stop(
            strategy,
            by=officer,
            reason=stop["reason"],
            learnt=stop["learnt"],
            against=stop["against"],
            decision=_decision(stop["decision"], stop["reason"], on, numbers),
            decided_on=on,
        )


def _decision(title: str, reasons: str, on: datetime.date, numbers: dict) -> Decision:
    table, _is_new = GovernanceGroup.all_objects.get_or_create(slug="table", defaults=TABLE)
    return Decision.all_objects.create(
        number=numbers[title],
        group=table,
        title=title,
        reasons=reasons,
        agreed_how=Decision.AgreedHow.CONSENSUS,
        state=Decision.State.MADE,
        made_on=on,
    )


def _first_measures_of(outcome: Outcome):
    return Indicator.objects.filter(outcome_links__outcome=outcome, outcome_links__role="headline")


def _outcome(code: str, slug: str) -> Outcome:
    return Outcome.objects.get_or_create(slug=slug, defaults={"code": code})[0]


def organisation(key: str) -> Organisation:
    return Organisation.objects.get(name=content.ORGANISATIONS[key]["name"])


def back(today: datetime.date, months: int) -> datetime.date:
    """The ninth of a month that many months ago; ahead if ``months`` is negative."""
    number = today.year * 12 + today.month - 1 - months
    return datetime.date(number // 12, number % 12 + 1, 9)
