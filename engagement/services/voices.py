"""What a person does with her own words: send, correct, change what we may do, take back."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Aspiration
from engagement import consent as asked
from engagement import promises, receipts
from engagement.models import Contribution, Redaction, Withdrawal
from engagement.services.withdrawals import write_list
from partnership import states
from partnership.errors import TooLate
from partnership.events import record
from partnership.models import User
from partnership.permissions import authorise

State, Consent = Contribution.State, Contribution.Consent


@transaction.atomic
def send(*, form_key: str, is_held: bool = False, **said) -> str:
    """
    Keep what somebody wrote without an account, and give the receipt for it.

    The same form sent again is the same voice: it gives the same receipt and keeps nothing new.

    Args:
        form_key: of the page it was written on (``receipts.new_key``).
        said: text, consent, language, and if she chose: question, outcome, strategy, age, place.
    """
    code = receipts.code_for(form_key)
    Contribution.all_objects.get_or_create(
        receipt_hash=receipts.hash_of(code),
        defaults={
            **said,
            **asked.as_asked_now(),
            **_arrived(),
            "channel": Contribution.Channel.WEB,
            "is_held": is_held,
        },
    )
    return code


def is_kept(form_key: str) -> bool:
    """Whether the words of a form are in already."""
    receipt_hash = receipts.hash_of(receipts.code_for(form_key))
    return Contribution.all_objects.filter(receipt_hash=receipt_hash).exists()


@transaction.atomic
def write_down_for(*, by: User, channel: str, form_key: str, **said) -> str:
    """
    Write down what somebody said or wrote on paper; the receipt is for her, not for us.

    Raises:
        NotAllowed: ``by`` is neither of a partner nor of the backbone team.
    """
    authorise(by, "engagement.write_down")
    code = receipts.code_for(form_key)
    contribution, is_new = Contribution.all_objects.get_or_create(
        receipt_hash=receipts.hash_of(code),
        defaults={
            **said,
            **asked.as_asked_now(),
            **_arrived(),
            "channel": channel,
            "entered_by": by,
        },
    )
    if is_new:
        record("engagement.contribution.written_down", contribution, by=by, channel=channel)
    return code


def _arrived() -> dict:
    today = timezone.localdate()
    return {"received_on": today, "read_by": promises.read_by(today)}


def by_receipt(typed: str) -> Contribution | None:
    """The voice that a receipt opens; None for every other text alike."""
    found = Contribution.all_objects.filter(receipt_hash__in=receipts.hashes_of(typed))
    return found.select_related("question", "place").first()


@transaction.atomic
def correct(contribution: Contribution, *, seen: int, text: str) -> None:
    """
    Replace the words by their author's new ones. A person reads them before anybody else does;
    what was taken from the old ones is gone with them.

    Raises:
        TooLate: somebody of the team changed it meanwhile, or it was withdrawn.
    """
    _hold(contribution, seen)
    if not contribution.may_be_corrected:
        raise TooLate(_("These words are not kept any more, so they cannot be changed."))
    _forget_what_was_taken(contribution)
    _to_be_read(contribution, text=text, english="", is_edited=False)


@transaction.atomic
def change_consent(contribution: Contribution, *, seen: int, consent: str) -> None:
    """
    Change what may be done with the words. From this moment nobody reads them who may not.

    Raises:
        TooLate: somebody of the team changed it meanwhile, or it was withdrawn.
    """
    _hold(contribution, seen)
    if not contribution.may_be_corrected:
        raise TooLate(_("These words are not kept any more, so there is nothing to choose."))
    may = {Consent.QUOTE_PUBLIC: "quote_public", Consent.QUOTE_PARTNERS: "quote_partners"}
    taken_up = Aspiration.all_objects.filter(pk__in=_taken_up(contribution))
    taken_up.update(consent=may.get(consent, Aspiration.Consent.SHAPE_ONLY))
    _to_be_read(contribution, consent=consent, **asked.as_asked_now())


@transaction.atomic
def withdraw(contribution: Contribution) -> None:
    """
    Forget the words, everywhere and at once. That there was a voice stays counted.

    Once more changes nothing: who presses twice, or loads the page again, has what she wants.
    """
    contribution = Contribution.all_objects.select_for_update().get(pk=contribution.pk)
    if contribution.state == State.WITHDRAWN:
        return
    today = timezone.localdate()
    states.move(
        contribution,
        State.WITHDRAWN,
        by=None,
        text="",
        english="",
        decline_reason="",
        withdrawn_on=today,
        version=contribution.version + 1,
    )
    _forget_what_was_taken(contribution)
    Withdrawal.objects.create(
        contribution_id=contribution.pk, receipt_hash=contribution.receipt_hash, on=today
    )
    # Robust: a list that cannot be written now is written by the next tick (withdrawals.py).
    transaction.on_commit(write_list, robust=True)


def apply_list(file: Path) -> int:
    """
    Withdraw again all that the list names and the database still has words of.

    Gives how many were withdrawn. Lines of voices that the database does not know are passed over.
    """
    lines = [line.split() for line in file.read_text("ascii").splitlines() if line.strip()]
    listed = {int(number): receipt for number, receipt, _day in lines}
    found = Contribution.all_objects.filter(pk__in=listed).exclude(state=State.WITHDRAWN)
    again = [one for one in found if one.receipt_hash == listed[one.pk]]
    for contribution in again:
        withdraw(contribution)
    # They are in the list already.
    Withdrawal.objects.filter(contribution_id__in=listed).update(is_listed=True)
    return len(again)


def _hold(contribution: Contribution, seen: int) -> None:
    """The row as it is now, held until the end; refuse if it is not the one that was seen."""
    now = Contribution.all_objects.select_for_update().get(pk=contribution.pk)
    if now.version != seen:
        raise TooLate(_("Somebody read or changed it a moment ago. Look at it again."))
    contribution.state, contribution.version = now.state, now.version


def _to_be_read(contribution: Contribution, **changes) -> None:
    changes |= {"version": contribution.version + 1}
    if contribution.state in (State.RECEIVED, State.FLAGGED):
        Contribution.all_objects.filter(pk=contribution.pk).update(**changes)
        return
    changes |= {"decline_reason": "", "decided_on": None}
    changes["read_by"] = promises.read_by(timezone.localdate())
    states.move(contribution, State.RECEIVED, by=None, **changes)


def _taken_up(contribution: Contribution):
    return contribution.aspiration_links.values("aspiration")


def _forget_what_was_taken(contribution: Contribution) -> None:
    """The sealed originals, and the words in aspirations that came from it."""
    Redaction.objects.filter(contribution=contribution).update(original="")
    for aspiration in Aspiration.all_objects.filter(pk__in=_taken_up(contribution)):
        if aspiration.state != Aspiration.State.WITHDRAWN:
            states.move(
                aspiration, Aspiration.State.WITHDRAWN, by=None, words="", english="", who="",
                translated_by="",
            )  # fmt: skip
