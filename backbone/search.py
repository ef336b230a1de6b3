"""One search over all that a reader may see, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter, methodcaller

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import (
    Case,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Concat, TruncDate
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import Agenda, Aspiration, CoreStrategyText, OutcomeText
from backbone.models import AdvocacyAsk, Grant, Meeting, Resource
from engagement.models import (
    Answer,
    AspirationContribution,
    Contribution,
    ContributionTheme,
    NewsItem,
    Theme,
)
from measurement.models import Finding, Indicator, LearningQuestion
from partnership.models import Decision, Organisation
from strategies.models import Action, Strategy, Update
from strategies.querysets import SHOWN_STATES
from strategies.words import period_words

SHORTEST = 2  # letters
MOST = 10  # of each kind
MOST_WORDS = 8
STEMS = "english"  # PostgreSQL's rules: “families” finds “family”
EVERYBODY = AnonymousUser()
# What people call the same thing; small letters. Only what our own pages call otherwise.
SAME = (("kindergarten", "kinder"), ("family violence", "family incidents"))


@dataclass(frozen=True)
class Found:
    title: str
    url: str  # where the text stands; empty for a voice that answers no question and has no theme
    words: str  # where the words were found, or what it is about
    language: str = ""  # of the words, where they are not in English
    english: str = ""  # the same words, if somebody has put them into English


@dataclass(frozen=True)
class Group:
    label: str
    found: list[Found]


def _among_partners(kind: str, key: str = "pk") -> Callable:
    """Where a row of this kind stands on the page “For partners”."""
    page = reverse_lazy("backbone:for-partners")
    return lambda row: f"{page}#{kind}-{getattr(row, key)}"


@dataclass(frozen=True)
class Place:
    """
    Where is looked: the heading, the rows, what is shown of a row, and its fields.

    ``address`` is of the page for everybody. A row that is not among ``public`` stands ``inside``,
    on a page for partners. Only what stands on a page is looked through. ``day`` names the text of
    the dates that stand there; of these only whole words count.
    """

    label: str
    rows: QuerySet
    shown: str
    fields: tuple[str, ...]
    address: Callable = methodcaller("get_absolute_url")
    public: QuerySet | None = None  # None: all of them
    inside: Callable = methodcaller("get_absolute_url")
    title: Callable = str
    day: str = ""


def search(words: str, user) -> list[Group]:
    """
    What holds all of the ``words`` by their stems or by parts of them, or what else the same thing
    is called, the best first; at most ten of each kind. One query a kind.

    Rows come from ``visible_to(user)``: what a reader may not see is not counted either.
    """
    wanted = [word for word in words.split() if len(word) >= SHORTEST][:MOST_WORDS]
    if not wanted:
        return []
    ways = _ways(wanted)
    groups = [Group(str(place.label), _found(place, ways)) for place in _places(user)]
    return [group for group in groups if group.found]


def _ways(wanted: list[str]) -> list[str]:
    """The words as they were asked for, and again for each other name of the same thing."""
    ways = [f" {' '.join(wanted).lower()} "]
    for one, other in SAME:
        for name, called in ((one, other), (other, one)):
            if f" {name} " in ways[0]:
                ways.append(ways[0].replace(f" {name} ", f" {called} "))
    return ways


def _found(place: Place, ways: list[str]) -> list[Found]:
    return [
        Found(
            place.title(row),
            place.address(row) if row.stands_open else place.inside(row),
            Truncator(getattr(row, place.shown)).words(25),
            **_english_of(row),
        )
        for row in _holding(place, ways)[:MOST]
    ]


def _english_of(row) -> dict[str, str]:
    """People's own words are shown in their language, and in English where we have it."""
    language = getattr(row, "language", "en")
    if language == "en":
        return {}
    return {"language": language, "english": Truncator(row.english).words(25)}


def _holding(place: Place, ways: list[str]) -> QuerySet:
    fields = (place.shown, *place.fields)
    dated = (*fields, place.day) if place.day else fields
    said, stems = SearchVector(*dated, config=STEMS), SearchQuery(ways[0], config=STEMS)
    parts = Q()
    for way in ways:
        parts |= _has_all(way.split(), fields)
    for way in ways[1:]:
        stems |= SearchQuery(way, config=STEMS)
    is_public = Q(pk__isnull=False) if place.public is None else Q(pk__in=place.public.values("pk"))
    rows = place.rows.alias(said=said).filter(Q(said=stems) | parts)
    rank = SearchRank(F("said"), stems)
    return rows.annotate(rank=rank, stands_open=is_public).order_by("-rank", "pk")


def _has_all(words: list[str], fields: tuple[str, ...]) -> Q:
    """Each of the words is a part of some field."""
    found = Q()
    for word in words:
        holds = Q()
        for name in fields:
            holds |= Q(**{f"{name}__icontains": word})
        found &= holds
    return found


def _day(moment, shape: str = "FMDD FMMonth YYYY") -> Func:
    """A date as it stands on the page, such as “9 November 2026”."""
    return Func(moment, Value(shape), function="to_char", output_field=TextField())


def _places(user) -> list[Place]:
    in_force = Agenda.objects.visible_to(user).in_force()
    outcomes = OutcomeText.objects.filter(agenda__in=in_force).select_related("outcome")
    pillars = CoreStrategyText.objects.filter(agenda__in=in_force)
    actions = Action.objects.visible_to(user).select_related("strategy")
    updates = Update.objects.visible_to(user).filter(state="accepted")
    updates = updates.select_related("action__strategy").annotate(
        day=Concat(
            _day(F("period_start"), "FMMonth "),
            _day(F("period_end"), "FMMonth YYYY "),
            _day(TruncDate("sent_at")),
            output_field=TextField(),
        )
    )
    questions = LearningQuestion.objects.visible_to(user)
    findings = Finding.objects.visible_to(user).select_related("question")
    answers = Answer.objects.visible_to(user).filter(state="published")
    answers = answers.annotate(
        answered=Concat("we_did", Value(" "), "why_not", output_field=TextField())
    )
    decisions = Decision.objects.visible_to(user).annotate(day=_day(F("made_on")))
    news = NewsItem.objects.visible_to(EVERYBODY).annotate(day=_day(TruncDate("publish_at")))
    return [
        Place(gettext_lazy("What we want"), outcomes, "by_when", ("statement", "why_it_matters"),
              lambda text: text.outcome.get_absolute_url()),
        Place(gettext_lazy("What we do for it"), pillars, "rationale", ("title",),
              lambda _row: reverse("agenda:current")),
        Place(gettext_lazy("What people hope for"), _quoted(user), "words", ("english",),
              lambda row: f"{reverse('agenda:voices')}#words-{row.pk}",
              Aspiration.objects.visible_to(EVERYBODY), _among_partners("words")),
        Place(gettext_lazy("What people told us"), _told(user), "text", ("english",), _told_where,
              Contribution.objects.visible_to(EVERYBODY), _among_partners("voice"),
              title=_told_when),
        Place(gettext_lazy("What people talk about"), Theme.objects.all(), "description",
              ("name",)),
        Place(gettext_lazy("How we know"), Indicator.objects.all(), "name", ("who", "what")),
        Place(gettext_lazy("What we do together"), Strategy.objects.visible_to(user), "summary",
              ("title", "why"), public=Strategy.objects.visible_to(EVERYBODY), inside=_idea),
        Place(gettext_lazy("Who does what"), actions, "purpose", ("title", "where"),
              public=Action.objects.visible_to(EVERYBODY), inside=_among_partners("action")),
        Place(gettext_lazy("What happened"), updates, "what_happened", (), _update,
              Update.objects.visible_to(EVERYBODY), _among_partners("update"), title=_period,
              day="day"),
        Place(gettext_lazy("What we want to find out"), questions, "why", ("question",),
              public=LearningQuestion.objects.visible_to(EVERYBODY), inside=_proposed),
        Place(gettext_lazy("What we learnt"), findings, "not_sure_of", ("statement", "so_what"),
              public=Finding.objects.visible_to(EVERYBODY),
              inside=lambda one: f"{_proposed(one.question)}#{one.slug}"),
        Place(gettext_lazy("What we decided"), decisions, "reasons",
              ("title", "text", "dissent"), public=Decision.objects.visible_to(EVERYBODY),
              inside=_decision, title=attrgetter("title"), day="day"),
        Place(gettext_lazy("What we answered"), answers, "answered", ("you_said",)),
        Place(gettext_lazy("News"), news, "body", ("title",), day="day"),
        Place(gettext_lazy("What we ask for"), AdvocacyAsk.objects.visible_to(user), "why",
              ("ask", "to_whom"), lambda ask: f"{reverse('backbone:asks')}#ask-{ask.pk}",
              AdvocacyAsk.objects.visible_to(EVERYBODY), _among_partners("ask")),
        Place(gettext_lazy("What pays for this"), Grant.objects.all(), "funder", ("title",),
              lambda grant: f"{reverse('backbone:funding')}#grant-{grant.pk}"),
        Place(gettext_lazy("Guides and forms"), Resource.objects.visible_to(user), "helps_with",
              ("title", "by"), lambda one: f"{reverse('backbone:resources')}#guide-{one.pk}",
              Resource.objects.visible_to(EVERYBODY), _among_partners("guide")),
        Place(gettext_lazy("Meetings"), _met(user), "told", ("group__name", "place"), _meeting,
              title=_meeting_day, day="day"),
        Place(gettext_lazy("Who we are"), Organisation.objects.all(), "public_profile", ("name",)),
    ]  # fmt: skip


def _quoted(user) -> QuerySet:
    """Checked words that their speaker lets this reader see."""
    return Aspiration.objects.visible_to(user).quotable()


def _told(user) -> QuerySet:
    """
    Voices that a person has read and decided on, with a theme or a question on whose page each
    stands. What was taken up as an aspiration is found there.
    """
    themes = ContributionTheme.objects.filter(contribution=OuterRef("pk")).order_by("pk")
    taken_up = AspirationContribution.objects.filter(
        contribution=OuterRef("pk"), aspiration__state="published"
    )
    told = Contribution.objects.visible_to(user).filter(state__in=["published", "partners_only"])
    told = told.select_related("question")
    return told.filter(~Exists(taken_up)).annotate(theme=Subquery(themes.values("theme__slug")[:1]))


def _told_where(voice) -> str:
    page = reverse("engagement:theme", args=[voice.theme]) if voice.theme else ""
    if not page and voice.question:
        page = voice.question.get_absolute_url()
    return f"{page}#voice-{voice.pk}" if page else ""


def _told_when(voice) -> str:
    return _("Said in %(month)s") % {"month": date_format(voice.received_on, "F Y")}


def _met(user) -> QuerySet:
    """Meetings by their day and place, and what was said there once that is confirmed."""
    minutes = When(state="confirmed", then="minutes")
    told = Case(minutes, default="place", output_field=TextField())
    met = Meeting.objects.visible_to(user).exclude(state="cancelled").select_related("group")
    met = met.annotate(told=told, day=_day(TruncDate("starts_at")))
    return met if user.is_authenticated else met.none()  # the page of a meeting is for partners


def _meeting(meeting) -> str:
    return f"{meeting.get_absolute_url()}{'#minutes' if meeting.state == 'confirmed' else ''}"


def _meeting_day(meeting) -> str:
    return f"{meeting.group}, {date_format(timezone.localtime(meeting.starts_at), 'j F Y')}"


def _update(update) -> str:
    return f"{update.action.get_absolute_url()}#{update.period_end:%Y-%m}"


def _period(update) -> str:
    return f"{update.action}, {period_words(update.period)}"


def _idea(strategy) -> str:
    if strategy.state in SHOWN_STATES:
        return _among_partners("strategy", "slug")(strategy)
    return f"{reverse('strategies:ideas')}#{strategy.slug}"


def _decision(decision) -> str:
    if decision.state == Decision.State.PROPOSED:  # only the backbone team knows of it
        return reverse("admin:partnership_decision_change", args=[decision.pk])
    return _among_partners("decision", "number")(decision)


def _proposed(question) -> str:
    return reverse("measurement:propose-finding", args=[question.slug])
