"""What the made-up partners learnt from what happened on their actions."""

import datetime

from backbone.demo import content
from measurement.models import EvidenceItem, Finding, LearningQuestion
from partnership import decisions
from partnership.models import Decision, Organisation, User
from strategies.models import Update, UpdateFinding

ASKED_BY = "parents"
QUESTION = {
    "question": "When do parents of small children have time for us?",
    "why": "We would open at another time, and not only say that nobody comes.",
}
EVIDENCE = {
    "title": "Who came on Saturdays and who came on Tuesdays, counted at the door",
    "says": "On Saturdays 6 families in 10 weeks, about 2 each time; 9 on the first Tuesdays.",
    "limits": "One town, one winter, and the Tuesday night also has soup.",
}
FINDING = {
    "statement": "In Seymour, week nights suit parents better than Saturdays.",
    "so_what": "Saturdays are for sport and shifts. We had asked workers, not parents.",
    "now_what": "Ask parents before we choose a day, and offer food at night.",
    "confidence": Finding.Confidence.MEDIUM,
    "not_sure_of": "If it is the day or the soup, and if it holds in other towns.",
}
LEARNT_FROM = ("saturday-play-morning", "tuesday-drop-in-seymour")
BECAUSE = "Stop the Saturday drop-in"


def seed_findings(today: datetime.date, *, people: dict[str, User]) -> None:
    """One finding, the updates it rests on, and the decision that followed and is carried out."""
    asked_by = Organisation.objects.get(name=content.ORGANISATIONS[ASKED_BY]["name"])
    question, _is_new = LearningQuestion.all_objects.get_or_create(
        slug="when-parents-have-time",
        defaults={**QUESTION, "asked_by": asked_by, "state": LearningQuestion.State.ANSWERED},
    )
    decision = Decision.all_objects.get(title=BECAUSE)
    finding, _is_new = Finding.all_objects.get_or_create(
        slug="week-nights-suit-parents",
        defaults={
            **FINDING,
            "question": question,
            "state": Finding.State.AGREED,
            "agreed_on": decision.made_on,
        },
    )
    evidence, _is_new = EvidenceItem.objects.get_or_create(
        question=question, kind=EvidenceItem.Kind.PRACTICE, **EVIDENCE
    )
    finding.evidence.add(evidence)
    finding.decisions.add(decision)
    decisions.carry_out(decision, by=people[content.APPROVES_FEEDS])
    updates = Update.all_objects.filter(action__slug__in=LEARNT_FROM, state="accepted")
    for update in updates.newest_of_each_action():
        UpdateFinding.objects.get_or_create(update=update, finding=finding)
