"""The verbs of files and photos that go with an update: add one, take one out."""

import hashlib

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.errors import NoRoom, TooLate
from partnership.events import record
from partnership.intake.take import Taken
from partnership.models import User
from partnership.outage import is_full, notice
from partnership.permissions import authorise
from strategies.models import Action, Evidence, Update
from strategies.periods import Period


def add_evidence(
    action: Action,
    *,
    by: User,
    period: Period,
    taken: Taken,
    form_id: str,
    title: str,
    alt: str = "",
    everyone_agreed: bool = False,
) -> Evidence:
    """
    Put a file that came through the intake with the update of a period; it may have no words yet.

    ``form_id`` names the form that was sent: sent twice, it is stored once.

    Raises:
        NotAllowed: ``by`` does not work for the organisation whose action it is.
        TooLate: the update was sent, or holds as many files as it may.
        NoRoom: the disk of the database is full. Nothing was stored.
    """
    authorise(by, "strategies.keep_draft", action)
    try:
        with transaction.atomic():
            update = _locked(action, period, by=by)
            again = update.evidence.filter(form_id=form_id).defer("content").first()
            if again:
                return again
            _refuse_more(update)
            evidence = Evidence.all_objects.create(
                update=update,
                format=taken.kind.ending,
                title=title,
                alt=alt,
                everyone_agreed=everyone_agreed,
                original_name=taken.name,
                content=taken.content,
                size=len(taken.content),
                width=taken.width,
                height=taken.height,
                sha256=hashlib.sha256(taken.content).hexdigest(),
                form_id=form_id,
                added_by=by,
                added_at=timezone.now(),
            )
            _count(update)
            record("strategies.update.file_added", update, by=by, file=str(evidence.pk))
            return evidence
    except (OSError, OperationalError) as error:
        if not is_full(error):
            raise
        notice(error)
        raise NoRoom(
            _(
                "There is no room for files now. Nothing was kept by halves, and your update is as"
                " it was. Try again later, or send the update without the file."
            )
        ) from error


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: User) -> None:
    """
    Take a file out again. Its bytes are gone; a line stays that it was there.

    Raises:
        NotAllowed: ``by`` does not work for the organisation whose action it is.
        TooLate: the update was sent: what was sent stays as it was.
    """
    authorise(by, "strategies.keep_draft", evidence.update.action)
    update = Update.all_objects.select_for_update(of=("self",)).get(pk=evidence.update_id)
    if not update.is_open:
        raise TooLate(_("The update was sent, so its files stay as they are."))
    here = Evidence.all_objects.filter(pk=evidence.pk, removed_at__isnull=True)
    if here.update(removed_at=timezone.now(), content=None):
        _count(update)
        record("strategies.update.file_taken_out", update, by=by, file=str(evidence.pk))


def _locked(action: Action, period: Period, *, by: User) -> Update:
    """The update of that period; its files may be the first of it, before any word."""
    update, _is_new = Update.all_objects.select_for_update(of=("self",)).get_or_create(
        action=action,
        period_end=period.end,
        defaults={"period_start": period.start, "saved_by": by},
    )
    return update


def _refuse_more(update: Update) -> None:
    if not update.is_open:
        raise TooLate(_("The update was sent while you chose the file. The file was not added."))
    if update.files_count >= Evidence.MOST:
        raise TooLate(
            _("An update holds %(most)s files and photos. Take one out before you add another.")
            % {"most": Evidence.MOST}
        )


def _count(update: Update) -> None:
    count = update.evidence.filter(removed_at__isnull=True).count()
    Update.all_objects.filter(pk=update.pk).update(files_count=count)
