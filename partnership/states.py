"""The only way a state changes."""

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.errors import TooLate
from partnership.events import record


def move(subject, to: str, *, by, event: dict | None = None, called: str = "", **fields):
    """
    Move ``subject`` to state ``to`` if its model's TRANSITIONS allow it, and record the event.

    ``fields`` are saved with the state; ``event`` goes into the record, which is named after the
    new state unless ``called`` something else. The UPDATE names the state we saw, so of two people
    who press at once exactly one succeeds. ``by`` is None only for somebody without an account: a
    record would tell to the second when she was here (SECURITY R56), so there is none.

    Raises:
        TooLate: the table does not allow it, or somebody else was first. Nothing was changed.
    """
    old = subject.state
    as_seen = type(subject)._base_manager.filter(pk=subject.pk, state=old)
    with transaction.atomic(savepoint=False):
        if to in subject.TRANSITIONS[old] and as_seen.update(state=to, **fields):
            for name, value in {"state": to, **fields}.items():
                setattr(subject, name, value)
            if by is not None:
                kind = f"{subject._meta.label_lower}.{called or to}"
                record(kind, subject, by=by, old=str(old), **(event or {}))
            return subject
    was, wanted = (subject.State(state).label for state in (old, to))
    raise TooLate(
        _("This was “%(was)s” a moment ago and cannot become “%(wanted)s” now.")
        % {"was": was, "wanted": wanted}
    )
