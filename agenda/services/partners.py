"""What partners do with a version: they say what they think of it, and sign it."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agenda.models import Agenda, Comment, Endorsement, Outcome
from partnership.errors import TooLate
from partnership.events import record
from partnership.models import Organisation, User
from partnership.permissions import authorise


@transaction.atomic
def comment(
    agenda: Agenda,
    *,
    by: User,
    organisation: Organisation,
    stance: str,
    text: str,
    outcome: Outcome | None = None,
    at: datetime.datetime | None = None,
) -> Comment:
    """
    Say what an organisation thinks of a version, or of one of its outcomes.

    Raises:
        NotAllowed: ``by`` does not work for ``organisation``.
        TooLate: there are no words, or the version is not open for comments on this day.
    """
    authorise(by, "agenda.comment", organisation)
    at = at or timezone.now()
    agenda = _locked(agenda)
    if not text.strip():
        raise TooLate(_("Write your comment first."))
    if agenda.state != Agenda.State.CONSULTATION:
        raise TooLate(_("Version %(number)s is not open for comments.") % vars(agenda))
    if not agenda.takes_comments(timezone.localdate(at)):
        day = date_format(agenda.comments_until, "j F Y")
        raise TooLate(
            _("Comments closed on %(day)s. Ring the backbone team if it matters.") % {"day": day}
        )
    if outcome and not agenda.outcomes.filter(outcome=outcome).exists():
        raise TooLate(_("This version does not have that outcome."))
    words = {"outcome": outcome, "stance": stance, "text": text.strip()}
    waiting = Comment.all_objects.filter(agenda=agenda, organisation=organisation, by=by, **words)
    if twice := waiting.unanswered().first():  # she pressed twice
        return twice
    said = Comment.all_objects.create(
        agenda=agenda, organisation=organisation, by=by, at=at, **words
    )
    record("agenda.comment.made", said, by=by, number=agenda.number)
    return said


@transaction.atomic
def answer_comment(comment: Comment, *, by: User, result: str, answer: str) -> Comment:
    """
    Say what came of a comment. Partners read the answer beside it.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: there are no words, or it was answered before.
    """
    authorise(by, "agenda.answer_comment", comment)
    if result not in Comment.Result.values or not answer.strip():
        raise TooLate(_("An answer says what came of it, in words."))
    waiting = Comment.all_objects.filter(pk=comment.pk).unanswered()
    given = {
        "result": result,
        "answer": answer.strip(),
        "answered_by": by,
        "answered_at": timezone.now(),
    }
    if not waiting.update(**given):
        raise TooLate(_("This comment was answered before. Nothing was changed."))
    record("agenda.comment.answered", comment, by=by, result=result)
    return Comment.all_objects.get(pk=comment.pk)


@transaction.atomic
def sign(
    agenda: Agenda,
    *,
    by: User,
    organisation: Organisation,
    state: str,
    reservation: str = "",
    on: datetime.date | None = None,
) -> Endorsement:
    """
    Give an organisation's word on a version: signed, signed with a reservation, or not signed.

    It may be changed until the version is agreed, and lapses if the words change before that. Who
    has said nothing by then may still sign.

    Raises:
        NotAllowed: ``by`` does not lead ``organisation``.
        TooLate: a reservation has no words, the version cannot be signed, or what was said of it
            stands since it was agreed.
    """
    authorise(by, "agenda.sign", organisation)
    agenda = _locked(agenda)
    if state == Endorsement.State.WITH_RESERVATION and not reservation.strip():
        raise TooLate(_("Say what your reservation is."))
    if agenda.state not in (Agenda.State.CONSULTATION, Agenda.State.ADOPTED):
        raise TooLate(_("Version %(number)s cannot be signed now.") % vars(agenda))
    standing = Endorsement.objects.standing()
    before = standing.filter(agenda=agenda, organisation=organisation).first()
    if before and agenda.state == Agenda.State.ADOPTED:
        raise TooLate(
            _("Version %(number)s is agreed, and your word on it stands. Speak up on the next one.")
            % vars(agenda)
        )
    has_words = state != Endorsement.State.ENDORSED
    given, _is_new = Endorsement.objects.update_or_create(
        agenda=agenda,
        organisation=organisation,
        defaults={
            "state": state,
            "reservation": reservation.strip() if has_words else "",
            "by": by,
            "on": on or timezone.localdate(),
            "lapsed_on": None,
        },
    )
    was = before.state if before else ""
    record(
        f"agenda.endorsement.{state}",
        given,
        by=by,
        number=agenda.number,
        organisation=organisation.pk,
        old=was,
    )
    return given


def _locked(agenda: Agenda) -> Agenda:
    return Agenda.all_objects.select_for_update().get(pk=agenda.pk)
