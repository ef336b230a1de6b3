"""
The thread from what people said to the answer they got, walked in both directions.

Each app knows the links that it keeps (``<app>/thread.py``). Here they are put together, and here
stands what is missing: where the thread is broken, the portal says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda import thread as agenda
from agenda.models import Agenda, AspirationLink, Outcome, OutcomeText
from engagement import thread as engagement
from engagement.models import Answer, Question, Theme
from measurement import thread as measurement
from measurement.models import EvidenceItem, Finding, Indicator, IndicatorOutcome
from partnership.models import Decision
from partnership.thread import Step
from strategies import thread as strategies
from strategies.models import Action, Strategy, StrategyOutcome, Update

APPS = (agenda, measurement, strategies, engagement)
# A public page is the same for every reader, so it is read as nobody.
EVERYBODY = AnonymousUser()

# In the order of the thread.
KINDS = {
    "words": gettext_lazy("What people said"),
    "theme": gettext_lazy("What came up"),
    "question": gettext_lazy("What we asked"),
    "agenda": gettext_lazy("The agenda"),
    "outcome": gettext_lazy("What we want"),
    "measure": gettext_lazy("How we know"),
    "strategy": gettext_lazy("What we do together"),
    "action": gettext_lazy("Who does what"),
    "update": gettext_lazy("What happened"),
    "finding": gettext_lazy("What we learnt"),
    "decision": gettext_lazy("What we decided"),
    "answer": gettext_lazy("What we answered"),
}

# What one thing of a kind is called, where things of several kinds stand in one list.
ONE_OF = {
    "outcome": gettext_lazy("What we want"),
    "measure": gettext_lazy("Measure"),
    "strategy": gettext_lazy("Strategy"),
    "action": gettext_lazy("Action"),
    "finding": gettext_lazy("Finding"),
    "decision": gettext_lazy("Decision"),
    "theme": gettext_lazy("Theme"),
}

# What a whole thread has next to a thing of this kind, and what is said where it has not.
BREAKS = {
    ("outcome", "words"): gettext_lazy("Nobody’s own words stand behind this yet."),
    ("outcome", "measure"): gettext_lazy("We do not measure this yet."),
    ("outcome", "strategy"): gettext_lazy("No one has picked this up yet."),
    ("measure", "outcome"): gettext_lazy("It belongs to nothing we want yet."),
    ("measure", "strategy"): gettext_lazy("No one works on this yet."),
    ("strategy", "outcome"): gettext_lazy("We have not said yet what it is for."),
    ("strategy", "action"): gettext_lazy("Nobody has promised anything yet."),
    ("action", "update"): gettext_lazy("Nobody has told us yet how it goes."),
    ("finding", "decision"): gettext_lazy("We have not decided anything about it yet."),
    ("decision", "answer"): gettext_lazy("Those who spoke have no answer yet."),
    ("theme", "answer"): gettext_lazy("No one has answered this yet."),
}
_KIND_OF = {
    Theme: "theme",
    Agenda: "agenda",
    Outcome: "outcome",
    Indicator: "measure",
    Strategy: "strategy",
    Action: "action",
    Finding: "finding",
    Decision: "decision",
    Answer: "answer",
}


@dataclass(frozen=True)
class Stretch:
    """The steps of one kind next to a thing; without any, ``not_yet`` says that it is broken."""

    kind: str
    steps: list[Step] = field(default_factory=list)
    not_yet: str = ""

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])


def neighbours(thing, user=EVERYBODY) -> list[Stretch]:
    """What is one step away from a thing, in both directions, in the order of the thread."""
    found: dict[str, dict[str, Step]] = {}
    for app in APPS:
        for step in [*app.up(thing, user), *app.down(thing, user)]:
            if step.url:
                found.setdefault(step.kind, {}).setdefault(step.url, step)
    kind = _KIND_OF.get(type(thing), "")
    expected = {other for one, other in BREAKS if one == kind}
    if isinstance(thing, Indicator) and not _of_people().filter(pk=thing.pk).exists():
        expected = set()
    if isinstance(thing, Decision) and not _rest_on_words(user).filter(pk=thing.pk).exists():
        expected.discard("answer")
    return [
        Stretch(
            other,
            list(found.get(other, {}).values()),
            "" if other in found else str(BREAKS.get((kind, other), "")),
        )
        for other in KINDS
        if other in found or other in expected
    ]


def breaks(user=EVERYBODY) -> Iterator[tuple[str, list[Step]]]:
    """
    Every place where the thread is broken: what is missing, and where. Nothing if it is whole.

    One query for each kind of break, however many there are.
    """
    for (kind, other), things in _broken(user):
        steps = [Step(kind, title, address) for title, address in things]
        if steps:
            yield str(BREAKS[kind, other]), steps


def _broken(user) -> Iterator[tuple[tuple[str, str], list[tuple[str, str]]]]:
    texts = OutcomeText.objects.filter(agenda__in=Agenda.objects.visible_to(user).in_force())
    texts = texts.select_related("outcome").order_by("order")
    shaped = AspirationLink.objects.exclude(how=AspirationLink.How.NOT_TAKEN_UP).filter(
        agenda=OuterRef("agenda"), outcome=OuterRef("outcome")
    )
    seen = Strategy.objects.visible_to(user)
    running = seen.filter(state__in=["chosen", "active", "paused"])
    for_it = StrategyOutcome.objects.filter(outcome=OuterRef("outcome"), strategy__in=running)
    measured = IndicatorOutcome.objects.filter(outcome=OuterRef("outcome"))
    for other, links in (("words", shaped), ("measure", measured), ("strategy", for_it)):
        found = texts.filter(~Exists(links))
        yield ("outcome", other), [(t.statement, t.outcome.get_absolute_url()) for t in found]

    in_force = texts.filter(outcome__indicator_links__indicator=OuterRef("pk"))
    measures = _of_people().filter(~Exists(in_force))
    yield ("measure", "outcome"), _named(measures)
    worked_on = running.filter(indicators=OuterRef("pk"))
    yield ("measure", "strategy"), _named(_of_people().filter(~Exists(worked_on)))

    aims = StrategyOutcome.objects.filter(strategy=OuterRef("pk"))
    yield ("strategy", "outcome"), _named(running.filter(~Exists(aims)))
    actions = Action.objects.visible_to(user).select_related("strategy")
    promised = actions.filter(strategy=OuterRef("pk"))
    yield ("strategy", "action"), _named(running.filter(~Exists(promised)))
    said = Update.objects.visible_to(user).filter(action=OuterRef("pk"), state="accepted")
    of_running = actions.filter(strategy__in=running)
    yield ("action", "update"), _named(of_running.filter(~Exists(said)))

    findings = Finding.objects.visible_to(user).filter(state="agreed", decisions=None)
    yield ("finding", "decision"), _named(findings.select_related("question"))
    answered = Answer.objects.visible_to(user).filter(state="published", decision=OuterRef("pk"))
    decided = _rest_on_words(user).exclude(state="proposed")
    yield ("decision", "answer"), _named(decided.filter(~Exists(answered)))
    answers = Answer.objects.visible_to(user).filter(state="published", themes=OuterRef("pk"))
    yield ("theme", "answer"), _named(Theme.objects.filter(~Exists(answers)))


def _of_people() -> QuerySet[Indicator]:
    """Measures of how people are. How many they are is background: nobody wants or does that."""
    return Indicator.objects.exclude(methods__is_background=True)


def _rest_on_words(user) -> QuerySet[Decision]:
    """People were asked, or it came of a finding from their words: for these somebody waits."""
    asked = Question.objects.visible_to(user).filter(decision=OuterRef("pk"))
    told = Finding.objects.visible_to(user).filter(
        decisions=OuterRef("pk"), evidence__kind=EvidenceItem.Kind.VOICES
    )
    return Decision.objects.visible_to(user).filter(Exists(asked) | Exists(told))


def _named(things: QuerySet) -> list[tuple[str, str]]:
    return [(_title(thing), thing.get_absolute_url()) for thing in things]


def _title(thing) -> str:
    return thing.title if isinstance(thing, Decision) else str(thing) or _("Without a name")
