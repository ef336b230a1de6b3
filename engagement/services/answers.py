"""Questions that are asked, and the answers we owe."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement.models import Answer, Question
from engagement.services.moderation import Incomplete
from partnership import states
from partnership.models import Decision, User
from partnership.permissions import authorise


def open_question(question: Question, *, by: User) -> None:
    """Let everybody read and answer it. From now on its words stand."""
    authorise(by, "engagement.ask_question")
    states.move(question, Question.State.OPEN, by=by)


def consider_question(question: Question, *, by: User) -> None:
    """Take no more answers: they are being looked at."""
    authorise(by, "engagement.ask_question")
    states.move(question, Question.State.CONSIDERING, by=by)


def close_question(
    question: Question, *, by: User, result: str, decision: Decision | None = None
) -> None:
    """
    Say what came of it.

    Raises:
        Incomplete: nothing is said.
        TooLate: it is not being considered.
    """
    authorise(by, "engagement.ask_question")
    if not result.strip():
        raise Incomplete(_("Say what came of it, also if nothing did."))
    states.move(question, Question.State.CLOSED, by=by, result=result.strip(), decision=decision)


@transaction.atomic
def publish_answer(answer: Answer, *, by: User) -> None:
    """
    Put it on “You said, we did”.

    Raises:
        Incomplete: it belongs to no theme, so nobody would find it.
    """
    authorise(by, "engagement.answer")
    if not answer.themes.exists():
        raise Incomplete(_("Choose the theme it answers."))
    states.move(answer, Answer.State.PUBLISHED, by=by, published_on=timezone.localdate())


def take_back_answer(answer: Answer, *, by: User) -> None:
    """Take it off the page, to mend it."""
    authorise(by, "engagement.answer")
    states.move(answer, Answer.State.DRAFT, by=by, published_on=None)
