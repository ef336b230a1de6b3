"""
What the made-up partners of the demonstration want to find out, and what they found so far.

What they saw themselves is made up, and says so; figures that are cited are real, with their
source.
"""

import datetime

from backbone.demo import content, measures
from measurement import services
from measurement.models import EvidenceItem, Finding, Indicator, LearningQuestion
from partnership.models import Organisation, User

AEDC = (
    "Australian Government, Department of Education: Australian Early Development Census, "
    "public tables by local government area, 2009 to 2018"
)

QUESTIONS = [
    {
        "slug": "what-helps-children-settle-at-school",
        "question": "What helps a child settle in the first weeks of school?",
        "why": (
            "If it is knowing the room, every school can open its doors before the first day. If "
            "it is something else, we should stop spending afternoons on it."
        ),
        "outcome": "ready-to-learn",
        "asked_by": "school",
        "review_in_days": 120,
        "evidence": [
            {
                "key": "measure",
                "kind": "measure",
                "title": "Children who find feelings and behaviour hard at school start",
                "says": (
                    "More children than before find feelings and behaviour hard when they start "
                    "school, here and across Victoria."
                ),
                "limits": "It counts all children together. It cannot say what helped one of them.",
                "indicator": "feelings-and-behaviour-at-school-start",
            },
            {
                "key": "aedc",
                "kind": "cited_figure",
                "title": "Children who need extra help in one or more areas",
                "says": (
                    "In 2018, 30.8% of children in Greater Shepparton (259 of 842) needed extra "
                    "help in one or more areas, as their teachers saw it. "
                    "Across Victoria it was 19.9%. In 2009 it was 23.6% in Greater Shepparton."
                ),
                "limits": (
                    "The census is taken every three years. It tells how children are when they "
                    "start, not how they settle, and we found no newer table for our shires."
                ),
                "citation": AEDC,
                "link": "https://www.aedc.gov.au/",
            },
            {
                "key": "teachers",
                "kind": "practice",
                "title": "What the teachers of six schools saw (made up)",
                "says": (
                    "Children who had come four times before the first day cried less and found "
                    "the toilets by themselves. Children who had only had a letter did not."
                ),
                "limits": (
                    "Six schools are few, and families who come four times may differ in other "
                    "ways from those who do not."
                ),
            },
        ],
        "findings": [
            {
                "statement": "A friendly letter home prepares a child for school",
                "so_what": (
                    "We thought so, and sent 400 of them. Teachers saw no difference, and parents "
                    "put the letter on the fridge and forgot it."
                ),
                "now_what": "",
                "confidence": "low",
                "not_sure_of": "If a letter helps where somebody reads it aloud.",
                "rests_on": ["teachers"],
                "days_ago": 330,
                "by": "tom",
            },
            {
                "statement": "Children who know the room and the teacher settle sooner",
                "so_what": (
                    "It is the room, the teacher and the toilets, in this order. A visit with a "
                    "parent is worth more than anything we can write."
                ),
                "now_what": (
                    "Six schools open four times before the first day. We send no letters. We "
                    "count from next year how many children came, and how many did not."
                ),
                "confidence": "medium",
                "not_sure_of": (
                    "If it helps children who are not at kinder, because they seldom come. And if "
                    "it would show in the measure at all: six schools are a small part of it."
                ),
                "rests_on": ["measure", "aedc", "teachers"],
                "days_ago": 235,
                "by": "tom",
                "instead_of": "A friendly letter home prepares a child for school",
            },
        ],
    },
    {
        "slug": "why-do-families-stop-coming",
        "question": "Why do families stop coming after the first visit?",
        "why": (
            "A family that comes once and not again had a reason. If we knew it, we could change "
            "the day, the place or ourselves."
        ),
        "outcome": "safe-and-well",
        "asked_by": "parents",
        "evidence": [
            {
                "key": "visits",
                "kind": "practice",
                "title": "Visit numbers of the drop-in in Seymour (made up)",
                "says": (
                    "On Saturdays 6 families came in 10 weeks, about 2 each time. Since it moved "
                    "to Tuesdays, 9 come on an average night."
                ),
                "limits": "One drop-in in one town. The soup came at the same time as the new day.",
            },
            {
                "key": "talks",
                "kind": "voices",
                "title": "Talks with 19 families who had stopped coming (made up)",
                "says": (
                    "Most said it was the day: on Saturdays there is sport, and some work. "
                    "17 of 19 knew the times, so it was not that."
                ),
                "limits": (
                    "We found 19 of 43 families. Those who moved away could not be asked, and "
                    "parents who work shifts could not come to talk."
                ),
            },
            {
                "key": "stress",
                "kind": "measure",
                "title": "Families under high stress when a child starts school",
                "says": "Fewer parents reported high stress in 2015 than in 2009.",
                "limits": "The numbers stop years ago, and they do not say who looks for help.",
                "indicator": "family-stress-at-school-start",
            },
        ],
        "findings": [
            {
                "statement": "The day matters more than the room, the food or the staff",
                "so_what": "We were wrong: we thought it was the room, and painted it.",
                "now_what": (
                    "The drop-in in Seymour stays on Tuesday nights. We look again in six months, "
                    "and count who comes after a late shift."
                ),
                "confidence": "low",
                "not_sure_of": "If it is the day or the soup. Both came in the same week.",
                "rests_on": ["visits", "talks", "stress"],
                "days_ago": 70,
                "by": "dana",
                "dissent": (
                    "Two partners think that week nights leave out parents who work shifts, and "
                    "that we only asked those who could come. They want one Saturday a month kept."
                ),
            },
            {
                "statement": "Telling the times once more does not bring families back",
                "so_what": "17 of 19 families knew the times. A second poster tells them nothing.",
                "now_what": "We talk at the next meeting about whether to print posters at all.",
                "confidence": "medium",
                "not_sure_of": "What the 24 families would say whom we did not find.",
                "rests_on": ["talks"],
                "days_ago": 30,
                "by": "dana",
            },
        ],
    },
    {
        "slug": "what-makes-students-feel-they-belong",
        "question": "What makes students feel that they belong at school?",
        "why": (
            "More students say they feel connected than years ago, but fewer here than across "
            "Victoria. Schools would change one thing if it were friends, and another if it were "
            "the bus."
        ),
        "outcome": "belong-and-learn",
        "asked_by": "backbone",
        "evidence": [
            {
                "key": "measure",
                "kind": "measure",
                "title": "Students in Years 7 to 9 who feel connected to their school",
                "says": (
                    "The share has risen since 2006. In the last year we have, it was lower here "
                    "than in the rest of Victoria."
                ),
                "limits": "The numbers stop in 2015. They say how many, not why.",
                "indicator": "connected-to-school-years-7-9",
            },
            {
                "key": "younger",
                "kind": "measure",
                "title": "Students in Years 5 and 6 who feel connected to their school",
                "says": "In Years 5 and 6 many more feel connected than in Years 7 to 9.",
                "limits": "These are other children in other schools, not the same ones later.",
                "indicator": "connected-to-school-years-5-6",
            },
        ],
        "findings": [
            {
                "statement": "Many students lose the feeling when they change to the big school",
                "so_what": "The months around the change may matter more than any one program.",
                "now_what": "Ask students of Year 7, in their second month and second term.",
                "confidence": "low",
                "not_sure_of": "Almost everything: nobody has asked the same students twice.",
                "rests_on": ["measure", "younger"],
                "by": "tom",
            },
        ],
    },
]


def seed_learning(today: datetime.date, *, people: dict[str, User]) -> None:
    """The questions, what was looked at, and findings as the partners talked about them."""
    outcomes = measures.outcomes()
    for plan in QUESTIONS:
        organisation = content.ORGANISATIONS[plan["asked_by"]]["name"]
        question = LearningQuestion.all_objects.create(
            **{name: plan[name] for name in ("slug", "question", "why")},
            asked_by=Organisation.objects.get(name=organisation),
        )
        question.outcomes.add(outcomes[plan["outcome"]])
        evidence = {item["key"]: _evidence(question, item) for item in plan["evidence"]}
        for words in plan["findings"]:
            _finding(question, words, evidence, today, people)
        if "review_in_days" in plan:
            review_on = today + datetime.timedelta(days=plan["review_in_days"])
            services.answer_question(
                question, by=people[content.APPROVES_FEEDS], review_on=review_on
            )


def _evidence(question: LearningQuestion, item: dict) -> EvidenceItem:
    slug = item.get("indicator")
    return EvidenceItem.objects.create(
        question=question,
        indicator=Indicator.objects.get(slug=slug) if slug else None,
        **{name: item.get(name, "") for name in ("kind", "title", "says", "limits")},
        **{name: item.get(name, "") for name in ("citation", "link")},
    )


def _finding(
    question: LearningQuestion,
    words: dict,
    evidence: dict[str, EvidenceItem],
    today: datetime.date,
    people: dict[str, User],
) -> None:
    reader = people[content.APPROVES_FEEDS]
    finding = services.propose_finding(
        question,
        by=people[words["by"]],
        **{
            name: words[name]
            for name in ("statement", "so_what", "now_what", "confidence", "not_sure_of")
        },
        evidence=[evidence[key] for key in words["rests_on"]],
    )
    if "days_ago" not in words:
        return
    on = today - datetime.timedelta(days=words["days_ago"])
    if "dissent" in words:
        services.dispute_finding(finding, by=reader, on=on, dissent=words["dissent"])
    else:
        services.agree_finding(finding, by=reader, on=on)
    if "instead_of" in words:
        before = Finding.all_objects.get(question=question, statement=words["instead_of"])
        services.supersede_finding(before, by=reader, now=finding)
