"""What people told us and what became of it, collected for pages. Reads only."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Aspiration
from engagement import promises, words
from engagement.models import Answer, Contribution, ContributionTheme, NewsItem, Question, Theme
from engagement.querysets import EVERYBODY
from partnership.models import Place

TOLD_FOR = datetime.timedelta(days=14)  # how long the desk says that words were taken back
FEW = 5  # a group of which fewer people spoke is named, without a number


def asked() -> dict[str, list[Question]]:
    """What is open, what is being considered, what is closed with its outcome. One query."""
    found: dict[str, list[Question]] = {"open": [], "considering": [], "closed": []}
    for question in Question.objects.visible_to(EVERYBODY).select_related("decision"):
        is_over = question.state == "open" and not question.takes_answers
        found["considering" if is_over else question.state].append(question)
    return found


def published_answers(user=EVERYBODY) -> QuerySet[Answer]:
    """Answers as a page needs them, newest first. Five queries for any number of them."""
    return (
        Answer.objects.visible_to(user)
        .filter(state=Answer.State.PUBLISHED)
        .select_related("quoted__place", "decision", "organisation")
        .prefetch_related(
            Prefetch("themes", Theme.objects.annotate(heard=_heard())), "outcomes", "strategies"
        )
    )


def _heard() -> Count:
    return Count("voice_links", filter=Q(voice_links__contribution__is_held=False), distinct=True)


def themes_heard() -> QuerySet[Theme]:
    """Themes that anybody spoke of, with how many, since when, and whether we answered."""
    answered = Answer.themes.through.objects.filter(
        theme=OuterRef("pk"), answer__state=Answer.State.PUBLISHED
    )
    themes = Theme.objects.annotate(
        heard=_heard(),
        since=Min(
            "voice_links__contribution__received_on",
            filter=Q(voice_links__contribution__is_held=False),
        ),
        is_answered=Exists(answered),
    )
    return themes.filter(heard__gt=0).order_by("-heard", "name")


@dataclass(frozen=True)
class Unanswered:
    """A theme that nobody has answered yet, and the day by which we said we would."""

    theme: Theme
    due_on: datetime.date
    is_late: bool


@dataclass(frozen=True)
class Heard:
    """How many voices came, how far they got, and who has not spoken."""

    heard: int
    answered: int
    changed: int
    unread_too_long: int
    unanswered: list[Unanswered]
    places: list[tuple[Place, int]]  # those from whom at least FEW were heard
    ages: list[tuple[str, int]]
    quiet_places: list[Place]
    quiet_ages: list[str]


def heard(today: datetime.date) -> Heard:
    """All counts of the page, in a constant number of queries."""
    voices = Contribution.counted()
    in_answers = Answer.objects.visible_to(EVERYBODY)
    links = ContributionTheme.objects.filter(contribution=OuterRef("pk"))
    answered = links.filter(theme__answers__in=in_answers)
    changed = links.filter(theme__answers__in=in_answers.filter(result__in=Answer.CHANGED))
    counts = voices.aggregate(
        heard=Count("pk"),
        answered=Count("pk", filter=Exists(answered)),
        changed=Count("pk", filter=Exists(changed)),
        late=Count("pk", filter=Q(state__in=Contribution.TO_READ, read_by__lt=today)),
    )
    by_place = dict(voices.exclude(place=None).values_list("place").annotate(n=Count("pk")))
    by_age = dict(voices.exclude(age="").values_list("age").annotate(n=Count("pk")))
    places = list(Place.objects.filter(kind=Place.Kind.LGA))
    ages = [(str(label), by_age.get(key, 0)) for key, label in Contribution.Age.choices]
    counted = [(place, by_place.get(place.pk, 0)) for place in places]
    waiting = []
    for theme in themes_heard():
        if not theme.is_answered:
            due = promises.answer_by(theme.since)
            waiting.append(Unanswered(theme, due, due < today))
    return Heard(
        heard=counts["heard"],
        answered=counts["answered"],
        changed=counts["changed"],
        unread_too_long=counts["late"],
        unanswered=waiting,
        places=[(place, n) for place, n in counted if n >= FEW],
        ages=[(label, n) for label, n in ages if n >= FEW],
        quiet_places=[place for place, n in counted if n < FEW],
        quiet_ages=[label for label, n in ages if n < FEW],
    )


@dataclass(frozen=True)
class TakenBack:
    count: int
    since: datetime.date  # the day of the first of them


def taken_back(user, today: datetime.date) -> TakenBack | None:
    """
    What was withdrawn in the last 14 days, so that the team looks for printed copies. 1 query.

    It leads to nobody (SECURITY R56, R57): it is a number and a day, both kept anyway and both in
    the team's list of voices. The words are gone, and no finer time is kept or could be told. It is
    no mail and no event: a stream of them would say to the second when she was here. It does not
    say how many had been public: what is left of a voice cannot tell, and need not.
    """
    gone = Contribution.objects.visible_to(user).filter(
        state=Contribution.State.WITHDRAWN, withdrawn_on__gt=today - TOLD_FOR
    )
    found = gone.aggregate(count=Count("pk"), since=Min("withdrawn_on"))
    return TakenBack(**found) if found["count"] else None


def status_of(contribution: Contribution) -> dict:
    """Its themes, what was answered to them, and what happens next: for the page of a receipt."""
    themes = list(contribution.themes.all())
    answers = published_answers().filter(themes__in=themes).distinct() if themes else []
    question, names = contribution.question, words.outcome_names()
    due = question.answer_by if question else promises.answer_by(contribution.received_on)
    return {
        "themes": themes,
        "places": _places(contribution, themes, names),
        "about": words.subject_of(contribution, names),
        "answers": answers,
        "used_in": _used_in(contribution),
        "answer_by": due,
        "is_late": contribution.waits_too_long,
        "is_answer_late": not answers and due < timezone.localdate(),
    }


def _places(
    contribution: Contribution, themes: list[Theme], names: dict[int, str]
) -> list[tuple[str, str]]:
    """The pages that show these words to those who may read them: title and address of each."""
    found = [(theme.name, theme.get_absolute_url()) for theme in themes]
    if contribution.question:
        found.append((contribution.question.title, contribution.question.get_absolute_url()))
    if contribution.outcome_id in names:
        found.append(
            (names[contribution.outcome_id], contribution.outcome.get_absolute_url()),
        )
    return found


def _used_in(contribution: Contribution) -> list[tuple[str, str]]:
    """Where everybody reads these words: title and address of each."""
    answers = Answer.objects.visible_to(EVERYBODY).filter(quoted=contribution)
    news = NewsItem.objects.visible_to(EVERYBODY).filter(quotes=contribution)
    taken_up = Aspiration.objects.visible_to(EVERYBODY).quotable()
    taken_up = taken_up.filter(pk__in=contribution.aspiration_links.values("aspiration"))
    voices = reverse("agenda:voices")
    return [
        *((str(thing), thing.get_absolute_url()) for thing in [*answers, *news]),
        *((_("What people told us"), f"{voices}#words-{one.pk}") for one in taken_up),
    ]
