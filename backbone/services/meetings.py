"""The verbs of meetings, of tasks that come from them, and of what we ask for."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from backbone.models import AdvocacyAsk, AskStep, Meeting, Task
from partnership.errors import TooLate
from partnership.models import Decision, User
from partnership.permissions import authorise
from partnership.states import move


def send_papers(meeting: Meeting, *, by: User) -> Meeting:
    """
    Say that the papers are out: from now on the items stand.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it was held or cancelled, or has no item yet.
    """
    authorise(by, "backbone.keep_meetings", meeting)
    if not meeting.items.exists():
        raise TooLate(_("Nobody can prepare for nothing: write down one item first."))
    return move(meeting, Meeting.State.PAPERS_OUT, by=by)


def hold(meeting: Meeting, *, by: User) -> Meeting:
    """
    Say that it took place.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it has not begun, or was held or cancelled.
    """
    authorise(by, "backbone.keep_meetings", meeting)
    if meeting.starts_at > timezone.now():
        raise TooLate(_("It has not begun yet."))
    return move(meeting, Meeting.State.HELD, by=by)


def confirm_minutes(meeting: Meeting, *, by: User) -> Meeting:
    """
    Let the partners read the minutes.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it was not held, the minutes are empty, or an item “to decide” names a decision
            that is not made yet.
    """
    authorise(by, "backbone.keep_meetings", meeting)
    if not meeting.minutes.strip():
        raise TooLate(_("Write the minutes first, and save them."))
    if meeting.items.filter(decision__state=Decision.State.PROPOSED).exists():
        raise TooLate(_("A decision of this meeting is not recorded as made. Record it first."))
    return move(meeting, Meeting.State.CONFIRMED, by=by)


def cancel(meeting: Meeting, *, by: User) -> Meeting:
    """
    Say that it does not take place.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it was held already.
    """
    authorise(by, "backbone.keep_meetings", meeting)
    return move(meeting, Meeting.State.CANCELLED, by=by)


def finish_task(task: Task, *, by: User) -> Task:
    """
    Say that it is done.

    Raises:
        NotAllowed: ``by`` works neither for the organisation nor in the backbone team.
        TooLate: it is done or dropped already.
    """
    authorise(by, "backbone.finish_task", task)
    return move(task, Task.State.DONE, by=by)


def reopen_task(task: Task, *, by: User) -> Task:
    """
    Say that it is not done after all.

    Raises:
        NotAllowed: ``by`` works neither for the organisation nor in the backbone team.
        TooLate: it is not done.
    """
    authorise(by, "backbone.finish_task", task)
    return move(task, Task.State.OPEN, by=by)


def drop_task(task: Task, *, by: User, reason: str) -> Task:
    """
    Say that nobody does it, and why.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it is done or dropped already.
    """
    authorise(by, "backbone.keep_meetings", task)
    return move(task, Task.State.DROPPED, by=by, reason=reason)


@transaction.atomic
def put_ask(ask: AdvocacyAsk, *, by: User, what: str) -> AdvocacyAsk:
    """
    Record that it was put to those who can change it; from now on everybody reads it.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: no made decision stands behind it.
    """
    authorise(by, "backbone.keep_asks", ask)
    if ask.decision is None or ask.decision.state == Decision.State.PROPOSED:
        raise TooLate(_("Name the decision behind it first: nobody asks on her own."))
    AskStep.objects.create(ask=ask, on=timezone.localdate(), what=what)
    return move(ask, AdvocacyAsk.State.PUT, by=by)


@transaction.atomic
def answer_ask(ask: AdvocacyAsk, *, by: User, answer: str, reply: str) -> AdvocacyAsk:
    """
    Record what was answered: ``answer`` is the state it leads to, ``reply`` their words.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: nobody was asked, or it was answered already.
    """
    authorise(by, "backbone.keep_asks", ask)
    AskStep.objects.create(
        ask=ask, on=timezone.localdate(), what=_("The answer came."), reply=reply
    )
    return move(ask, answer, by=by)


def see_ask_done(ask: AdvocacyAsk, *, by: User) -> AdvocacyAsk:
    """
    Record that what was asked for is so now.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: they did not say yes.
    """
    authorise(by, "backbone.keep_asks", ask)
    return move(ask, AdvocacyAsk.State.IMPLEMENTED, by=by)
