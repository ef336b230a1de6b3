"""The verbs of learning: a partner proposes what was found; the backbone records what was said."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from measurement.models import EvidenceItem, Finding, LearningQuestion
from partnership.errors import TooLate
from partnership.events import record
from partnership.models import Decision, User
from partnership.permissions import authorise
from partnership.states import move

LONGEST_ADDRESS = 60


@transaction.atomic
def propose_finding(
    question: LearningQuestion,
    *,
    by: User,
    statement: str,
    so_what: str,
    now_what: str,
    confidence: str,
    not_sure_of: str,
    evidence: Iterable[EvidenceItem],
) -> Finding:
    """
    Say what was found. Only partners see it until the partners have talked about it.

    Raises:
        NotAllowed: ``by`` is of no partner and not of the backbone team.
        TooLate: the question was set aside, or nothing that was looked at bears the finding.
    """
    authorise(by, "measurement.propose_finding", question)
    if question.state == LearningQuestion.State.PARKED:
        raise TooLate(_("This question was set aside. The backbone team can take it up again."))
    evidence = [one for one in evidence if one.question_id == question.pk]
    if not evidence:
        raise TooLate(_("Choose what it rests on: a finding needs something that was looked at."))
    finding = Finding.all_objects.create(
        question=question,
        slug=_free_address(statement),
        statement=statement,
        so_what=so_what,
        now_what=now_what,
        confidence=confidence,
        not_sure_of=not_sure_of,
    )
    finding.evidence.set(evidence)
    record("measurement.finding.proposed", finding, by=by)
    return finding


def _free_address(statement: str) -> str:
    wanted = slugify(statement)[:LONGEST_ADDRESS].strip("-") or "finding"
    taken = set(Finding.all_objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free


@transaction.atomic
def agree_finding(
    finding: Finding,
    *,
    by: User,
    on: datetime.date,
    decisions: Iterable[Decision] = (),
) -> Finding:
    """
    The partners stand by it: from now on everybody reads it.

    Args:
        on: the day on which they agreed.
        decisions: what was decided because of it.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it was agreed before, or the day has not come yet.
    """
    authorise(by, "measurement.record_agreement", finding)
    _not_in_the_future(on)
    move(finding, Finding.State.AGREED, by=by, agreed_on=on, event={"on": on.isoformat()})
    finding.decisions.add(*decisions)
    return finding


@transaction.atomic
def dispute_finding(finding: Finding, *, by: User, on: datetime.date, dissent: str) -> Finding:
    """
    The partners talked and do not agree: everybody reads it with who sees it differently, and why.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: nobody is said to disagree, it was settled before, or the day has not come yet.
    """
    authorise(by, "measurement.record_agreement", finding)
    _not_in_the_future(on)
    if not dissent.strip():
        raise TooLate(_("Say who sees it differently, and why."))
    return move(
        finding,
        Finding.State.DISPUTED,
        by=by,
        agreed_on=on,
        dissent=dissent.strip(),
        event={"on": on.isoformat()},
    )


@transaction.atomic
def supersede_finding(finding: Finding, *, by: User, now: Finding) -> Finding:
    """
    We think otherwise now. The old words stay, under “What we used to think”.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: what we think ``now`` answers another question, or nobody stands by it yet.
    """
    authorise(by, "measurement.record_agreement", finding)
    stands = now.state in (Finding.State.AGREED, Finding.State.DISPUTED)
    if now.pk == finding.pk or now.question_id != finding.question_id or not stands:
        raise TooLate(
            _("Choose a finding on the same question that the partners have talked about.")
        )
    return move(
        finding, Finding.State.SUPERSEDED, by=by, superseded_by=now, event={"now": now.slug}
    )


@transaction.atomic
def decide_because(finding: Finding, *, by: User, decisions: Iterable[Decision]) -> Finding:
    """
    Say what was decided because of a finding that the partners have talked about.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it is only proposed, or no decision is named.
    """
    authorise(by, "measurement.record_agreement", finding)
    decisions = list(decisions)
    if finding.state == Finding.State.PROPOSED:
        raise TooLate(_("The partners have not talked about this finding yet."))
    if not decisions:
        raise TooLate(_("Choose what was decided because of it."))
    finding.decisions.add(*decisions)
    numbers = [decision.number for decision in decisions]
    record("measurement.finding.decided", finding, by=by, decisions=numbers)
    return finding


def _not_in_the_future(on: datetime.date) -> None:
    if on > timezone.localdate():
        raise TooLate(_("This day has not come yet. Write the day on which the partners talked."))


@transaction.atomic
def answer_question(
    question: LearningQuestion, *, by: User, review_on: datetime.date
) -> LearningQuestion:
    """
    Answered for now, and looked at again on a day.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: no finding on it is agreed, or the day is past.
    """
    authorise(by, "measurement.settle_question", question)
    if not Finding.all_objects.filter(question=question, state=Finding.State.AGREED).exists():
        raise TooLate(_("No finding on this question is agreed yet, so it is not answered."))
    if review_on <= timezone.localdate():
        raise TooLate(_("Choose a day to come on which you look at it again."))
    return move(question, LearningQuestion.State.ANSWERED, by=by, review_on=review_on)


@transaction.atomic
def park_question(
    question: LearningQuestion, *, by: User, review_on: datetime.date | None = None
) -> LearningQuestion:
    """
    Set it aside; the page says so.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it is not open.
    """
    authorise(by, "measurement.settle_question", question)
    return move(question, LearningQuestion.State.PARKED, by=by, review_on=review_on)


@transaction.atomic
def reopen_question(question: LearningQuestion, *, by: User) -> LearningQuestion:
    """
    Look again.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it is open.
    """
    authorise(by, "measurement.settle_question", question)
    return move(question, LearningQuestion.State.OPEN, by=by, review_on=None, called="reopened")
