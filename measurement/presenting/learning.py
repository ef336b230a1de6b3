"""What the pages of learning show: questions, what was looked at, what was found. Reads only."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from agenda.models import OutcomeText
from measurement.models import EvidenceItem, Finding, LearningQuestion
from partnership.models import Decision

STATES = LearningQuestion.State
# The order of the sections of the list.
SECTIONS = (STATES.OPEN, STATES.ANSWERED, STATES.PARKED)
SURE = {"high": "met", "medium": "context", "low": "unknown"}  # the shape beside “how sure”


@dataclass
class QuestionPage:
    """One question as somebody may see it."""

    question: LearningQuestion
    evidence: list[EvidenceItem]
    findings: list[Finding]

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


def sections(user=None) -> list[dict]:
    """The questions by their state, each with the newest finding. Two queries and one a link."""
    user = user or AnonymousUser()
    found = list(
        questions_for(user).prefetch_related(
            Prefetch("findings", queryset=Finding.objects.visible_to(user), to_attr="shown")
        )
    )
    for question in found:
        now = [one for one in question.shown if one.state in ("agreed", "disputed")]
        question.newest = now[0] if now else None
    return [
        {"state": state, "questions": [one for one in found if one.state == state]}
        for state in SECTIONS
        if any(one.state == state for one in found)
    ]


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
