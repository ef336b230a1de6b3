"""The verbs of updates: keep a draft, submit, accept, return."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.errors import TooLate
from partnership.models import User
from partnership.permissions import authorise
from partnership.states import move
from partnership.versions import Stale, save_version
from strategies.models import Action, Update
from strategies.periods import Period


@transaction.atomic
def keep_draft(
    action: Action,
    *,
    by: User,
    period: Period,
    seen_version: int,
    delivery: str = "",
    what_happened: str = "",
) -> Update:
    """
    Keep what somebody has written so far; it may be incomplete. One that was sent back stays so.

    ``seen_version`` is the version she had before her; 0 if there was nothing yet.

    Raises:
        NotAllowed: ``by`` does not work for the organisation whose action it is.
        Stale: somebody saved or sent it in between. Nothing was changed.
    """
    authorise(by, "strategies.keep_draft", action)
    update = _locked(action, period, by=by)
    return save_version(
        update,
        by=by,
        seen=seen_version,
        where={"state__in": Update.OPEN},
        delivery=delivery,
        what_happened=what_happened,
        saved_by=by,
        saved_at=timezone.now(),
    )


@transaction.atomic
def submit_update(
    action: Action,
    *,
    by: User,
    period: Period,
    seen_version: int,
    delivery: str,
    what_happened: str,
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
    at = at or timezone.now()
    update = _locked(action, period, by=by)
    content = {"delivery": delivery, "what_happened": what_happened}
    # The row is locked, so what is compared here still holds when it is moved.
    if update.version != seen_version or not update.is_open:
        raise Stale(theirs=update, mine=content)
    return move(
        update,
        Update.State.SUBMITTED,
        by=by,
        version=update.version + 1,
        saved_by=by,
        saved_at=at,
        sent_by=by,
        sent_at=at,
        **content,
    )


@transaction.atomic
def accept_update(update: Update, *, by: User, at: datetime.datetime | None = None) -> Update:
    """
    Accept an update; if its action is public, everybody may read it from now on.

    ``update`` is what the reviewer read: its version says which text that was.

    Raises:
        NotAllowed: ``by`` is not of the backbone team, or works for the organisation itself.
        TooLate: it was answered before, or the text is another one by now.
    """
    authorise(by, "strategies.review_update", update.action)
    current = _as_read(update)
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
    current = _as_read(update)
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
    return update


def _as_read(update: Update) -> Update:
    current = Update.all_objects.select_for_update(of=("self",)).get(pk=update.pk)
    if current.state != Update.State.SUBMITTED:
        raise TooLate(
            _("This update was answered before: it is now “%(state)s”. Nothing was changed.")
            % {"state": current.get_state_display()}
        )
    if current.version != update.version:
        raise TooLate(_("The text changed after you opened it. Read it again, then decide."))
    return current
