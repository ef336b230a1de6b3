"""What the made-up partners think of their strategies: one round is over, one is open."""

import datetime

from backbone.demo import content
from partnership.models import Organisation, User
from strategies import rating
from strategies.models import Assessment, LeverageRound, Strategy

OFFICER = "priya"
LEADS = {  # who rates for which organisation
    "red_gum": "grace",
    "stony_creek": "amir",
    "lantern": "lucia",
    "wattle": "helen",
    "school": "yusuf",
    "parents": "rosa",
}
RATED = ("help-where-children-are", "a-good-start-to-school", "tell-your-story-once",
         "reach-families-at-home")  # fmt: skip
# Impact, influence, networks, knowledge, resources, feasibility; None is “cannot say”.
SCORES = {
    "help-where-children-are": {
        "red_gum": (5, 3, 4, 4, 2, 4),
        "stony_creek": (4, 3, 4, 4, 2, 4),
        "lantern": (4, 4, 5, 4, 1, 3),
        "wattle": (4, 3, 4, 3, 3, 4),
        "school": (4, 2, 4, 4, 2, None),
        "parents": (5, 3, 4, 5, 2, 5),
    },
    "a-good-start-to-school": {
        "red_gum": (3, 3, 4, 4, 4, 4),
        "stony_creek": (4, 3, 3, 4, 4, 5),
        "lantern": (4, 4, 4, 5, 4, 4),
        "wattle": (3, 2, 3, 3, 4, 4),
        "school": (5, 4, 5, 5, 3, 2),
        "parents": (4, 3, 4, 4, 4, 4),
    },
    "tell-your-story-once": {
        "red_gum": (5, 2, 4, 3, 3, 2),
        "stony_creek": (4, 2, 3, 3, 2, 2),
        "lantern": (3, 1, 3, 2, 2, 3),
        "wattle": (3, 2, 4, 3, 1, 4),
        "school": (4, 1, 3, None, 2, 5),
        "parents": (5, 5, 4, 4, 2, 5),
    },
    "reach-families-at-home": {
        "red_gum": (4, 3, 2, 2, 3, 3),
        "stony_creek": (4, 3, 2, 1, 3, 4),
        "lantern": (3, 3, 2, None, 2, 3),
        "wattle": (4, 4, 3, 2, 3, 4),
        "school": (None, None, 2, None, None, 3),
        "parents": (5, 3, 3, 2, 2, 3),
    },
}
REASONS = {
    ("tell-your-story-once", "parents"): "Nothing else would change our days as much.",
    ("tell-your-story-once", "lantern"): "We have no say over the computers of the department.",
}
TALK = (
    "On “A family tells its story once” parents said that it can be done in time, and services "
    "said that it cannot. We found that parents meant the form and services meant the computers. "
    "So the form goes ahead, and the computers are a question for the department. Resources are "
    "low nearly everywhere: we look for money together, not each for its own."
)


def seed_ratings(today: datetime.date, *, people: dict[str, User], idea: Strategy) -> None:
    """The last round with what was said about it, and an open one that nobody has answered yet."""
    officer = people[OFFICER]
    strategies = {s.slug: s for s in Strategy.all_objects.filter(slug__in=RATED)}
    last = _open(list(strategies.values()), today - datetime.timedelta(days=70), today, officer)
    for slug, said in SCORES.items():
        for key, scores in said.items():
            rating.rate(
                last,
                strategies[slug],
                by=people[LEADS[key]],
                organisation=Organisation.objects.get(name=content.ORGANISATIONS[key]["name"]),
                seen_version=0,
                scores=dict(zip(Assessment.QUESTIONS, scores, strict=True)),
                reason=REASONS.get((slug, key), ""),
            )
    rating.close_round(last, by=officer)
    LeverageRound.all_objects.filter(pk=last.pk).update(
        closes_on=today - datetime.timedelta(days=49)
    )
    rating.note_talk(last, by=officer, talk=TALK)
    now = [idea, strategies["reach-families-at-home"]]
    _open(now, today - datetime.timedelta(days=4), today + datetime.timedelta(days=17), officer)


def _open(strategies: list[Strategy], opens_on, closes_on, officer: User) -> LeverageRound:
    round = LeverageRound.all_objects.create(opens_on=opens_on, closes_on=closes_on)
    round.strategies.set(strategies)
    return rating.open_round(round, by=officer)
