"""The verbs of strategies: propose, choose or not, begin, pause, complete, stop."""

import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.errors import TooLate
from partnership.events import record
from partnership.models import Decision, Organisation, User
from partnership.permissions import authorise
from partnership.states import move
from strategies.models import Action, ChoiceRecord, Strategy, StrategyOutcome, Update

What = ChoiceRecord.What
State = Strategy.State
_LEADS_TO = {
    What.CHOOSE: (State.CHOSEN, Strategy.Mode.ALIGN),
    What.TEST_FIRST: (State.CHOSEN, Strategy.Mode.TEST),
    What.NOT_CHOOSE: (State.NOT_CHOSEN, ""),
}


@transaction.atomic
def propose(organisation: Organisation, *, by: User, outcomes=(), **words) -> Strategy:
    """
    Put a strategy before the partners. ``words`` are its title, summary, who_for and why.

    Raises:
        NotAllowed: ``by`` does not work for the organisation.
    """
    authorise(by, "strategies.propose", organisation)
    slug = _free_slug(words["title"], by)
    strategy = Strategy(slug=slug, lead_organisation=organisation, order=_last(by), **words)
    strategy.save(force_insert=True)
    for outcome in outcomes:
        StrategyOutcome.objects.create(strategy=strategy, outcome=outcome)
    record("strategies.strategy.proposed", strategy, by=by)
    return strategy


@transaction.atomic
def choose(
    strategy: Strategy,
    what: str,
    *,
    by: User,
    reasons: str,
    decided_on: datetime.date,
    mode_reason: str = "",
    against: str = "",
    decision: Decision | None = None,
    review_on: datetime.date | None = None,
) -> Strategy:
    """
    Write down that a proposal is chosen (for everyone, or to test first) or not, and why.

    ``mode_reason`` says why all do the same, or why different ways are tested.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it was chosen or set aside before, or a reason is missing.
    """
    authorise(by, "strategies.choose", strategy)
    reasons = _said(reasons, _("Say why. These words stay with the choice."))
    to, mode = _LEADS_TO[What(what)]
    chosen = {}
    if mode:
        why_so = _said(mode_reason, _("Say why all do the same, or why you test different ways."))
        chosen = {"mode": mode, "mode_reason": why_so, "review_on": review_on}
    move(strategy, to, by=by, **chosen)
    _keep_choice(strategy, what, reasons, against, decision, decided_on)
    return strategy


def begin(strategy: Strategy, *, by: User) -> Strategy:
    """
    Begin what was chosen, or go on with what was paused.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it is in another state, or nobody has said which outcome it is for.
    """
    authorise(by, "strategies.choose", strategy)
    if not strategy.outcomes.exists():
        raise TooLate(_("Say first for which outcome it is. Add it below, save, then begin."))
    return move(strategy, State.ACTIVE, by=by)


@transaction.atomic
def pause(strategy: Strategy, *, by: User, reason: str, decided_on: datetime.date) -> Strategy:
    """
    Let it rest for a while. ``reason`` stands on its page.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it is not under way, or the reason is missing.
    """
    authorise(by, "strategies.choose", strategy)
    reason = _said(reason, _("Say why it is paused. Everybody reads it."))
    move(strategy, State.PAUSED, by=by)
    _keep_choice(strategy, What.PAUSE, reason, "", None, decided_on)
    return strategy


def complete(strategy: Strategy, *, by: User, learnt: str) -> Strategy:
    """
    It has done what it was for. ``learnt`` stands on its page.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it is not under way, what was learnt is missing, or an action of it is neither
            finished nor stopped.
    """
    authorise(by, "strategies.choose", strategy)
    learnt = _said(learnt, _("Say what we learnt. Everybody reads it."))
    if unfinished := _unfinished(strategy, by):
        sentence = ngettext(
            "This action is neither finished nor stopped: %(actions)s. Ask who does it for an "
            "update that says so, and publish it. Then complete the strategy. If it ends before "
            "its work is done, stop it instead.",
            "These actions are neither finished nor stopped: %(actions)s. Ask who does them for "
            "updates that say so, and publish these. Then complete the strategy. If it ends "
            "before its work is done, stop it instead.",
            len(unfinished),
        )
        raise TooLate(sentence % {"actions": ", ".join(f"“{action}”" for action in unfinished)})
    return move(strategy, State.COMPLETED, by=by, learnt=learnt)


@transaction.atomic
def stop(
    strategy: Strategy,
    *,
    by: User,
    reason: str,
    learnt: str,
    decided_on: datetime.date,
    against: str = "",
    decision: Decision | None = None,
) -> Strategy:
    """
    Stop it, saying why and what was learnt: both stand on its page, which stays.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it has ended before, or the reason or what was learnt is missing.
    """
    authorise(by, "strategies.choose", strategy)
    reason = _said(reason, _("Say why we stop. Everybody reads it."))
    learnt = _said(learnt, _("Say what we learnt. Everybody reads it."))
    move(strategy, State.STOPPED, by=by, stop_reason=reason, learnt=learnt)
    _keep_choice(strategy, What.STOP, reason, against, decision, decided_on)
    return strategy


def _unfinished(strategy: Strategy, by: User) -> list[Action]:
    actions = Action.objects.visible_to(by).filter(strategy=strategy).with_last_word(by)
    return [
        action
        for action in actions
        if not any(word.delivery in Update.ENDED for word in action.last_words)
    ]


def _keep_choice(strategy, what, reasons, against, decision, decided_on) -> None:
    ChoiceRecord.objects.create(
        strategy=strategy,
        what=what,
        reasons=reasons,
        against=against.strip(),
        decision=decision,
        decided_on=decided_on,
    )


def _said(words: str, sentence: str) -> str:
    if not words.strip():
        raise TooLate(sentence)
    return words.strip()


def _last(by: User) -> int:
    """The place after all others."""
    last = Strategy.objects.visible_to(by).order_by("-order").first()
    return last.order + 1 if last else 1


def _free_slug(title: str, by: User) -> str:
    """Who proposes works for a partner, so she sees every strategy there is."""
    wanted = slugify(title)[:70] or "strategy"
    strategies = Strategy.objects.visible_to(by)
    taken = set(strategies.filter(slug__startswith=wanted).values_list("slug", flat=True))
    free = (s for s in [wanted, *(f"{wanted}-{n}" for n in range(2, 999))] if s not in taken)
    return next(free)
