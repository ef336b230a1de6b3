"""The verbs of updates: keep a draft, submit, undo, say that nothing changed, accept, return."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.errors import NotAllowed, TooLate
from partnership.events import record
from partnership.models import User
from partnership.permissions import authorise
from partnership.states import move
from partnership.versions import Stale, save_version
from strategies.models import Action, Update, UpdateVersion
from strategies.periods import Period


@transaction.atomic
def keep_draft(
    action: Action,
    *,
    by: User,
    period: Period,
    seen_version: int,
    form_id: str = "",
    delivery: str = "",
    what_happened: str = "",
    help_needed: str = "",
) -> Update:
    """
    Keep what somebody has written so far; it may be incomplete. One that was sent back stays so.

    ``seen_version`` is the version she had before her; 0 if there was nothing yet. ``form_id``
    names the page she writes on: what she kept there before is no conflict, also if she has not
    seen the answer.

    Raises:
        NotAllowed: ``by`` does not work for the organisation whose action it is.
        Stale: somebody saved or sent it in between. Nothing was changed.
    """
    authorise(by, "strategies.keep_draft", action)
    update = _locked(action, period, by=by)
    goes_on = _goes_on(update, by, form_id)
    said = {"delivery": delivery, "what_happened": what_happened, "help_needed": help_needed}
    replaced = [] if goes_on else _replaced(update, said)
    kept = save_version(
        update,
        by=by,
        seen=update.version if goes_on else seen_version,
        where={"state__in": Update.OPEN},
        is_news=not goes_on,
        form_id=form_id,
        **said,
        nothing_changed=False,
        saved_by=by,
        saved_at=timezone.now(),
    )
    UpdateVersion.all_objects.bulk_create(replaced)
    return kept


@transaction.atomic
def submit_update(
    action: Action,
    *,
    by: User,
    period: Period,
    seen_version: int,
    form_id: str = "",
    delivery: str,
    what_happened: str,
    help_needed: str = "",
    at: datetime.datetime | None = None,
) -> Update:
    """
    Submit what happened on an action in a period, for the backbone team to read.

    It replaces a draft, or an update that was sent back. ``at`` is now unless told otherwise.

    Raises:
        NotAllowed: ``by`` does not work for the organisation whose action it is.
        Stale: somebody saved or sent it in between. Nothing was changed.
    """
    authorise(by, "strategies.submit_update", action)
    update = _locked(action, period, by=by)
    content = {
        "delivery": delivery,
        "what_happened": what_happened,
        "help_needed": help_needed,
    }
    return _send(update, content, by=by, seen_version=seen_version, form_id=form_id, at=at)


@transaction.atomic
def say_nothing_changed(
    action: Action,
    *,
    by: User,
    period: Period,
    seen_version: int,
    form_id: str = "",
    delivery: str = "",
    what_happened: str = "",
    help_needed: str = "",
    at: datetime.datetime | None = None,
) -> Update:
    """
    Submit that it is as it was last time; a sentence may be added.

    How it is going is taken from the last time: that, too, has not changed.

    Raises:
        NotAllowed: ``by`` does not work for the organisation whose action it is.
        TooLate: nothing was ever said of this action, or ``delivery`` is another one by now.
        Stale: somebody saved or sent it in between. Nothing was changed.
    """
    authorise(by, "strategies.submit_update", action)
    last = Update.all_objects.said_before(action, period.end).first()
    if last is None:
        raise TooLate(_("This is the first update of this action, so say what happened."))
    if delivery not in ("", last.delivery):
        raise TooLate(_("How it is going has changed, so send that as an update."))
    update = _locked(action, period, by=by)
    content = {
        "delivery": last.delivery,
        "what_happened": what_happened,
        "help_needed": help_needed,
    }
    seen = {"seen_version": seen_version, "form_id": form_id}
    return _send(update, content, by=by, at=at, nothing_changed=True, **seen)


@transaction.atomic
def enter_by_phone(
    action: Action,
    *,
    by: User,
    period: Period,
    delivery: str,
    what_happened: str,
    help_needed: str = "",
    at: datetime.datetime | None = None,
) -> Update:
    """
    Write down what an organisation told the backbone team by phone, for another officer to read.

    Raises:
        NotAllowed: ``by`` is not of the backbone team, or works for the organisation itself.
        TooLate: the organisation has begun to write about this period itself.
    """
    authorise(by, "strategies.enter_by_phone", action)
    update = _locked(action, period, by=by)
    if update.version:
        raise TooLate(
            _("They have begun to write about this period themselves. Nothing was changed.")
        )
    content = {
        "delivery": delivery,
        "what_happened": what_happened,
        "help_needed": help_needed,
    }
    by_phone = Update.Channel.TOLD_BY_PHONE
    return _send(update, content, by=by, seen_version=0, form_id="", at=at, channel=by_phone)


@transaction.atomic
def undo_submit(update: Update, *, by: User, at: datetime.datetime | None = None) -> Update:
    """
    Take back what was just sent; it is again what it was before, with the words that were sent.

    Raises:
        NotAllowed: ``by`` is not the one who sent it.
        TooLate: the backbone team has opened it, or ten minutes have passed.
    """
    authorise(by, "strategies.undo_submit", update)
    current = Update.all_objects.select_for_update(of=("self",)).get(pk=update.pk)
    current.action = update.action
    if not current.can_be_undone(at or timezone.now()):
        raise TooLate(
            _("It is too late to take this back. Ask the backbone team to send it back to you.")
        )
    again = {"version": current.version + 1, "nothing_changed": False}
    if current.return_note:  # it was an answer to a question, which still waits for one
        return move(current, Update.State.RETURNED, by=by, called="undone", **again)
    again |= {"sent_by": None, "sent_at": None}
    return move(current, Update.State.DRAFT, by=by, called="undone", **again)


@transaction.atomic
def keep_beside(update: Update, *, by: User, mine: dict) -> None:
    """
    Put words into the history that were typed while others were saved, perhaps by herself in
    another window: both are safe.

    Raises:
        NotAllowed: ``by`` does not work for the organisation whose action it is.
    """
    authorise(by, "strategies.keep_draft", update.action)
    words = {name: mine[name] for name in Update.WORDS}
    if any(words.values()) and not update.versions.filter(by=by, **words).exists():
        _version(update, UpdateVersion.Why.BESIDE, by_id=by.pk, at=timezone.now(), **words).save()


@transaction.atomic
def restore_version(version: UpdateVersion, *, by: User, seen_version: int) -> Update:
    """
    Bring back words of the history, as a new version; those that stood there go into the history.

    Raises:
        NotAllowed: ``by`` does not work for the organisation whose action it is.
        Stale: somebody saved or sent it in between. Nothing was changed.
    """
    action = version.update.action
    authorise(by, "strategies.keep_draft", action)
    return keep_draft(
        action,
        by=by,
        period=version.update.period,
        seen_version=seen_version,
        **{name: getattr(version, name) for name in Update.WORDS},
    )


@transaction.atomic
def open_update(update: Update, *, by: User) -> None:
    """Note that the backbone team has it before them: its sender cannot undo it any more."""
    authorise(by, "strategies.review_update", update.action)
    waiting = Update.all_objects.filter(
        pk=update.pk, state=Update.State.SUBMITTED, opened_at__isnull=True
    )
    if waiting.update(opened_at=timezone.now()):
        record("strategies.update.opened", update, by=by)


@transaction.atomic
def accept_update(update: Update, *, by: User, at: datetime.datetime | None = None) -> Update:
    """
    Accept an update; if its action is public, everybody may read it from now on.

    ``update`` is what the reviewer read: its version says which text that was.

    Raises:
        NotAllowed: ``by`` is not of the backbone team, works for the organisation itself, or has
            written down what it told by phone.
        TooLate: it was answered before, or the text is another one by now.
    """
    authorise(by, "strategies.review_update", update.action)
    current = _as_read(update, by=by)
    return move(
        current, Update.State.ACCEPTED, by=by, reviewed_by=by, reviewed_at=at or timezone.now()
    )


@transaction.atomic
def return_update(
    update: Update, *, by: User, note: str, at: datetime.datetime | None = None
) -> Update:
    """
    Send an update back with a question, which the organisation reads beside its own words.

    Raises:
        NotAllowed: ``by`` is not of the backbone team, or works for the organisation itself.
        TooLate: it was answered before, the text is another one by now, or there is no question.
    """
    authorise(by, "strategies.review_update", update.action)
    if not note.strip():
        raise TooLate(_("Write your question first. The organisation reads it beside its words."))
    current = _as_read(update, by=by)
    return move(
        current,
        Update.State.RETURNED,
        by=by,
        reviewed_by=by,
        reviewed_at=at or timezone.now(),
        return_note=note.strip(),
    )


def _locked(action: Action, period: Period, *, by: User) -> Update:
    """The update of that period, made if it is the first word of it: two at once become one."""
    update, _is_new = Update.all_objects.select_for_update(of=("self",)).get_or_create(
        action=action,
        period_end=period.end,
        defaults={"period_start": period.start, "saved_by": by},
    )
    update.action = action
    return update


def _goes_on(update: Update, by: User, form_id: str) -> bool:
    """Whether the last words are those that she herself kept from the page she writes on."""
    return form_id != "" and (update.form_id, update.saved_by_id) == (form_id, by.pk)


def _send(
    update: Update,
    content: dict,
    *,
    by: User,
    seen_version: int,
    form_id: str,
    at: datetime.datetime | None,
    nothing_changed: bool = False,
    channel: str = Update.Channel.PORTAL,
) -> Update:
    """``update`` is locked, so what is compared here still holds when it is moved."""
    is_as_seen = update.version == seen_version or _goes_on(update, by, form_id)
    if not (is_as_seen and update.is_open):
        raise Stale(theirs=update, mine=content)
    replaced = [] if _goes_on(update, by, form_id) else _replaced(update, content)
    at = at or timezone.now()
    sent = move(
        update,
        Update.State.SUBMITTED,
        by=by,
        version=update.version + 1,
        saved_by=by,
        saved_at=at,
        sent_by=by,
        sent_at=at,
        opened_at=None,
        form_id=form_id,
        channel=channel,
        nothing_changed=nothing_changed,
        **content,
    )
    as_sent = _version(
        sent, UpdateVersion.Why.SENT, by_id=by.pk, at=at, nothing_changed=nothing_changed
    )
    UpdateVersion.all_objects.bulk_create([*replaced, as_sent])
    return sent


def _replaced(update: Update, new: dict) -> list[UpdateVersion]:
    """The words that ``new`` ones are about to replace, for the history; empty if it has them."""
    old = {name: getattr(update, name) for name in Update.WORDS}
    if not any(old.values()) or old == new or update.versions.filter(**old).exists():
        return []
    why = UpdateVersion.Why.REPLACED
    return [_version(update, why, by_id=update.saved_by_id, at=update.saved_at, **old)]


def _version(update: Update, why: str, **more) -> UpdateVersion:
    """The words of an update as they are now, or as ``more`` says, not yet in the history."""
    words = {name: getattr(update, name) for name in Update.WORDS}
    return UpdateVersion(update=update, why=why, **(words | more))


def _as_read(update: Update, *, by: User) -> Update:
    current = Update.all_objects.select_for_update(of=("self",)).get(pk=update.pk)
    if current.sent_by_id == by.pk:
        raise NotAllowed(_("You wrote this down yourself, so somebody else of the team answers."))
    if current.state == Update.State.DRAFT:
        raise TooLate(_("They took this update back before you answered. Nothing was changed."))
    if current.state != Update.State.SUBMITTED:
        raise TooLate(
            _("This update was answered before: it is now “%(state)s”. Nothing was changed.")
            % {"state": current.get_state_display()}
        )
    if current.version != update.version:
        raise TooLate(_("The text changed after you opened it. Read it again, then decide."))
    return current
