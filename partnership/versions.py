"""The only way an edited text is saved: two editors, no lost word."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from partnership.errors import TooLate
from partnership.events import record


class Stale(TooLate):
    """Somebody saved in between. Carries both texts, so that a page can show them together."""

    def __init__(self, theirs, mine: dict):
        super().__init__(
            _("Somebody else saved this while you were writing. Nothing of yours is lost.")
        )
        self.theirs, self.mine = theirs, mine


def save_version(
    subject, *, by, seen: int, where: dict | None = None, is_news: bool = True, **changes
):
    """
    Save ``changes`` to ``subject`` if its version is still the one the person has ``seen``.

    ``where`` names more that must still hold, such as the states in which it may be edited. Who
    goes on writing on the same page does one thing, which is recorded once: then it ``is_news``
    no more.

    Raises:
        Stale: somebody saved in between. Nothing was changed.
    """
    rows = type(subject)._base_manager.filter(pk=subject.pk)
    still = rows.filter(version=seen, **(where or {}))
    with transaction.atomic(savepoint=False):
        if still.update(version=F("version") + 1, **changes):
            for name, value in {**changes, "version": seen + 1}.items():  # what stands there now
                setattr(subject, name, value)
            if is_news:
                kind = f"{subject._meta.label_lower}.edited"
                record(kind, subject, by=by, version=subject.version)
            return subject
    raise Stale(theirs=rows.get(), mine=changes)


def as_saved(subject, *, to_change: bool):
    """The row as it is now, None if it is gone; ``to_change`` keeps it so until we are done."""
    rows = type(subject)._base_manager.filter(pk=subject.pk)
    return (rows.select_for_update(of=("self",)) if to_change else rows).first()
