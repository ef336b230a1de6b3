"""The record of who did what, written in the transaction of the change."""

from django.db import connection

from partnership.models import Event


def record(kind: str, subject, *, by, **data) -> Event:
    """
    Write down that ``by`` did ``kind`` to ``subject``.

    Raises:
        RuntimeError: outside a transaction; the record must stand or fall with the change.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{kind} must be recorded in the transaction that makes it true")
    return Event.objects.create(
        kind=kind,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        by=by,
        data=data,
    )
