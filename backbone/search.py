"""One search over all that a reader may see, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter, methodcaller

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from agenda.models import Agenda, Aspiration, OutcomeText
from backbone.models import AdvocacyAsk, Resource
from engagement.models import Answer, NewsItem
from measurement.models import Finding, Indicator, LearningQuestion
from partnership.models import Decision, Organisation
from strategies.models import Action, Strategy, Update

SHORTEST = 2  # letters
MOST = 10  # of each kind
MOST_WORDS = 8


@dataclass(frozen=True)
class Found:
    title: str
    url: str
    words: str  # where the words were found, or what it is about


@dataclass(frozen=True)
class Group:
    label: str
    found: list[Found]


@dataclass(frozen=True)
class Place:
    """Where is looked: the heading, the rows, what is shown of a row, and its fields."""

    label: str
    rows: QuerySet
    shown: str
    fields: tuple[str, ...]
    address: Callable = methodcaller("get_absolute_url")


def search(words: str, user) -> list[Group]:
    """
    What holds all of the ``words``, by kind; at most ten of each. One query a kind.

    Rows come from ``visible_to(user)``: what a reader may not see is not counted either.
    """
    wanted = [word for word in words.split() if len(word) >= SHORTEST][:MOST_WORDS]
    if not wanted:
        return []
    groups = [Group(str(place.label), _found(place, wanted)) for place in _places(user)]
    return [group for group in groups if group.found]


def _found(place: Place, wanted: list[str]) -> list[Found]:
    rows = _holding(place.rows, (place.shown, *place.fields), wanted)[:MOST]
    return [
        Found(str(row), place.address(row), Truncator(getattr(row, place.shown)).words(25))
        for row in rows
    ]


def _places(user) -> list[Place]:
    in_force = Agenda.objects.visible_to(user).in_force()
    outcomes = OutcomeText.objects.filter(agenda__in=in_force).select_related("outcome")
    voices = reverse("agenda:voices")
    actions = Action.objects.visible_to(user).select_related("strategy")
    updates = Update.objects.visible_to(user).filter(state="accepted")
    findings = Finding.objects.visible_to(user).select_related("question")
    answers = Answer.objects.visible_to(user).filter(state="published")
    return [
        Place(_("What we want"), outcomes, "by_when", ("statement", "why_it_matters"),
              lambda text: text.outcome.get_absolute_url()),
        Place(_("What people said"), Aspiration.objects.visible_to(user).filter(state="published"),
              "words", ("english",), lambda _row: voices),
        Place(_("How we know"), Indicator.objects.all(), "name", ("who", "what")),
        Place(_("What we do together"), Strategy.objects.visible_to(user), "summary",
              ("title", "why")),
        Place(_("Who does what"), actions, "purpose", ("title", "where")),
        Place(_("What happened"), updates.select_related("action__strategy"), "what_happened", (),
              lambda update: update.action.get_absolute_url()),
        Place(_("What we want to find out"), LearningQuestion.objects.visible_to(user), "why",
              ("question",)),
        Place(_("What we learnt"), findings, "not_sure_of", ("statement", "so_what")),
        Place(_("What we decided"), Decision.objects.visible_to(user), "reasons",
              ("title", "text")),
        Place(_("What we answered"), answers, "you_said", ("we_did", "why_not")),
        Place(_("News"), NewsItem.objects.visible_to(user), "body", ("title",)),
        Place(_("What we ask for"), AdvocacyAsk.objects.visible_to(user), "why", ("ask",),
              lambda _row: reverse("backbone:asks")),
        Place(_("Guides and forms"), Resource.objects.visible_to(user), "helps_with",
              ("title", "by"), attrgetter("link")),
        Place(_("Who we are"), Organisation.objects.all(), "public_profile", ("name",)),
    ]  # fmt: skip


def _holding(rows: QuerySet, fields: tuple[str, ...], wanted: list[str]) -> QuerySet:
    for word in wanted:
        holds = Q()
        for name in fields:
            holds |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(holds)
    return rows
