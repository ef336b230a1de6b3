"""The verbs of a rating round: open, rate, close, and say what the talk about it brought."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.errors import NotAllowed, TooLate
from partnership.models import Organisation, User
from partnership.permissions import authorise
from partnership.states import move
from partnership.versions import save_version
from strategies.models import Assessment, LeverageRound, Strategy

State = LeverageRound.State


def open_round(round: LeverageRound, *, by: User) -> LeverageRound:
    """
    Let the leads rate.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it was opened before, has no strategy, or its last day has passed.
    """
    authorise(by, "strategies.run_round", round)
    if not round.strategies.exists():
        raise TooLate(_("Choose the strategies to rate, save, and open it then."))
    if round.closes_on < timezone.localdate():
        raise TooLate(_("Its last day has passed. Choose a later one, save, and open it then."))
    return move(round, State.OPEN, by=by)


@transaction.atomic
def close_round(round: LeverageRound, *, by: User) -> LeverageRound:
    """
    End the rating, also before its last day. From now on the database takes none.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it is not open.
    """
    authorise(by, "strategies.run_round", round)
    last_day = max(round.opens_on, min(round.closes_on, timezone.localdate()))
    return move(round, State.CLOSED, by=by, closes_on=last_day)


def note_talk(round: LeverageRound, *, by: User, talk: str) -> LeverageRound:
    """
    Write down what was said about the results; everybody reads it.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: the round is not closed, or nothing is said.
    """
    authorise(by, "strategies.run_round", round)
    if not talk.strip():
        raise TooLate(_("Say what you talked about. Everybody reads it."))
    return move(round, State.DISCUSSED, by=by, talk=talk.strip())


@transaction.atomic
def rate(
    round: LeverageRound,
    strategy: Strategy,
    *,
    by: User,
    organisation: Organisation,
    seen_version: int,
    scores: dict[str, int | None],
    reason: str = "",
) -> Assessment:
    """
    Say for an organisation what it thinks of a strategy; again, as long as the round is open.

    Raises:
        NotAllowed: ``by`` does not lead the organisation, or it is the backbone team.
        TooLate: the round is over, or the strategy is none of it.
        Stale: another lead saved in between. Nothing was changed.
    """
    authorise(by, "strategies.rate", organisation)
    if organisation.kind == Organisation.Kind.BACKBONE:
        raise NotAllowed(_("The backbone team does not rate: it is not its money or its work."))
    # Held until this is saved: who closes the round waits for us, or we see that it is closed.
    rounds = LeverageRound.objects.visible_to(by).select_for_update(of=("self",))
    round = rounds.filter(pk=round.pk).first()
    if round is None or not round.takes_ratings:
        raise TooLate(_("This round is over. What you had said before stays as it was."))
    if not round.strategies.filter(pk=strategy.pk).exists():
        raise TooLate(_("This strategy is not rated in this round."))
    mine, _is_new = round.assessments.get_or_create(strategy=strategy, organisation=organisation)
    scores = {name: scores[name] for name in Assessment.QUESTIONS}
    return save_version(mine, by=by, seen=seen_version, reason=reason.strip(), **scores)
