"""What the pages of learning show: questions, what was looked at, what was found. Reads only."""

from dataclasses import dataclass, replace

from django.db.models import Count, Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.models import OutcomeText
from measurement.models import EvidenceItem, Finding, Indicator, LearningQuestion
from partnership.models import Decision

STATES = LearningQuestion.State
# The order of the sections of the list.
SECTIONS = (STATES.OPEN, STATES.ANSWERED, STATES.PARKED)
HOLDS = (Decision.State.MADE, Decision.State.CARRIED_OUT)
SURE = {"high": "met", "medium": "context", "low": "unknown"}  # the shape beside “how sure”
MOST_BEFORE = 3  # on the list of all questions


@dataclass(frozen=True)
class Stage:
    """One of the five stages of a question, from what was asked to what changed."""

    name: str
    said: str
    is_done: bool = False
    is_now: bool = False
    url: str = ""


def stages_of(question: LearningQuestion, looked_at: int, findings: list[Finding]) -> list[Stage]:
    """
    Where a question stands: asked, looked, made sense, decided, changed. ``findings``: the newest
    first, each with its decisions as this person may see them.

    Only what the partners stand by today counts, and only decisions that hold.
    """
    now = [one for one in findings if one.state in ("agreed", "disputed")]
    made = [one for finding in now for one in finding.decisions.all() if one.state in HOLDS]
    newest = max(made, key=lambda one: one.made_on, default=None)
    done = bool(made) and all(one.state == Decision.State.CARRIED_OUT for one in made)
    things = ngettext("%(n)s thing", "%(n)s things", looked_at) % {"n": looked_at}
    none = _("Nothing yet")
    stages = [
        Stage(_("Ask"), _("by %(who)s") % {"who": question.asked_by}, True),
        Stage(_("Look"), things if looked_at else none, bool(looked_at)),
        _made_sense(now[0] if now else None),
        Stage(
            _("Decide"),
            date_format(newest.made_on, "j F Y") if newest else none,
            bool(newest),
            url=newest.get_absolute_url() if newest else "",
        ),
        Stage(_("Change"), _("Done") if done else _("Not done yet") if made else none, done),
    ]
    if question.state == STATES.PARKED:
        return stages
    at = next((one for one in stages if not one.is_done), None)
    return [replace(one, is_now=one is at) for one in stages]


def _made_sense(newest: Finding | None) -> Stage:
    if newest is None:
        return Stage(_("Make sense"), _("No answer yet"))
    if newest.state == Finding.State.DISPUTED:
        return Stage(_("Make sense"), _("We do not all agree"), url=newest.get_absolute_url())
    day = date_format(newest.agreed_on, "F Y")
    return Stage(_("Make sense"), day, True, url=newest.get_absolute_url())


@dataclass
class QuestionPage:
    """One question as somebody may see it."""

    question: LearningQuestion
    evidence: list[EvidenceItem]
    findings: list[Finding]

    @property
    def stages(self) -> list[Stage]:
        return stages_of(self.question, len(self.evidence), self.findings)

    @property
    def now(self) -> list[Finding]:
        """What the partners stand by today, agreed or not."""
        return [one for one in self.findings if one.state in ("agreed", "disputed")]

    @property
    def before(self) -> list[Finding]:
        return [one for one in self.findings if one.state == "superseded"]

    @property
    def proposed(self) -> list[Finding]:
        return [one for one in self.findings if one.state == "proposed"]

    @property
    def outcomes(self) -> list[OutcomeText]:
        """What it is about, in the words of the agenda in force."""
        return list(
            OutcomeText.objects.filter(
                agenda__state="adopted", outcome__in=self.question.outcomes.all()
            )
            .select_related("outcome")
            .order_by("order")
        )


def questions_for(user) -> QuerySet:
    return LearningQuestion.objects.visible_to(user).select_related("asked_by")


def findings_for(user) -> QuerySet:
    """With what each rests on and what was decided because of it, as the person may see it."""
    return (
        Finding.objects.visible_to(user)
        .select_related("question", "superseded_by")
        .prefetch_related(
            "evidence",
            Prefetch("decisions", queryset=Decision.objects.visible_to(user)),
        )
    )


def sections(user) -> list[dict]:
    """The questions by their state, each with where it stands. Four queries."""
    found = list(
        questions_for(user)
        .annotate(looked_at=Count("evidence"))
        .order_by("question")  # counting drops the order of the model
        .prefetch_related(Prefetch("findings", findings_for(user), to_attr="shown"))
    )
    for question in found:
        now = [one for one in question.shown if one.state in ("agreed", "disputed")]
        question.newest = now[0] if now else None
        question.stages = stages_of(question, question.looked_at, question.shown)
    return [
        {"state": state, "questions": [one for one in found if one.state == state]}
        for state in SECTIONS
        if any(one.state == state for one in found)
    ]


def thought_before(user) -> list[Finding]:
    """What we used to think, on any question, the newest first. One query."""
    found = Finding.objects.visible_to(user).filter(state=Finding.State.SUPERSEDED)
    return list(found.select_related("question", "superseded_by__question")[:MOST_BEFORE])


def about(indicator: Indicator, user) -> dict:
    """
    ``findings`` that rest on a measure and hold today; ``questions`` that look at it and have no
    answer. Two queries.
    """
    now = Finding.objects.visible_to(user).filter(state__in=["agreed", "disputed"])
    open_ones = LearningQuestion.objects.visible_to(user).filter(state=STATES.OPEN)
    open_ones = open_ones.filter(evidence__indicator=indicator)
    return {
        "findings": now.filter(evidence__indicator=indicator).select_related("question").distinct(),
        "questions": open_ones.exclude(pk__in=now.values("question")).distinct(),
    }


def question_page(slug: str, user) -> QuestionPage | None:
    """The page of one question as ``user`` may see it, or None."""
    question = questions_for(user).filter(slug=slug).first()
    if question is None:
        return None
    return QuestionPage(
        question=question,
        evidence=list(question.evidence.select_related("indicator").order_by("pk")),
        findings=list(findings_for(user).filter(question=question)),
    )
