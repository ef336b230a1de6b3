"""
The record of who did what, written in the transaction of the change.

One event has three uses: it is the audit trail, the feed of what happened, and it tells the apps
above. ``@on(kind)`` names a function that the worker calls once for each event of that kind; the
note that it is still to be called (a Delivery) is written with the event.
"""

import logging
from collections import defaultdict
from collections.abc import Callable

from django.db import connection, transaction

from partnership.models import Delivery, Event

logger = logging.getLogger(__name__)

RING_COUNTS_FOR = 55  # seconds; after that the next tick has asked by itself

_handlers: dict[str, list[str]] = defaultdict(list)


def on(kind: str) -> Callable:
    """
    Call the function, in a worker, once for each event of this kind.

    It only writes to the database, in the transaction that marks it as done: what fails leaves
    nothing behind and is tried again.
    """

    def register(handler: Callable[[Event], None]) -> Callable[[Event], None]:
        _handlers[kind].append(f"{handler.__module__}.{handler.__qualname__}")
        return handler

    return register


def record(kind: str, subject, *, by, **data) -> Event:
    """
    Write down that ``by`` did ``kind`` to ``subject``, and what follows from it.

    Raises:
        RuntimeError: outside a transaction; the record must stand or fall with the change.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{kind} must be recorded in the transaction that makes it true")
    event = Event.objects.create(
        kind=kind,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        by=by,
        data=data,
    )
    if handlers := _handlers.get(kind):
        Delivery.objects.bulk_create(Delivery(event=event, handler=name) for name in handlers)
        ring_after_commit()
    return event


def ring_after_commit() -> None:
    """Tell the worker that the outbox is not empty, once the change holds."""
    # Robust: whatever is wrong with the bell, the person who saved does not see it.
    transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    from celery import current_app
    from kombu.exceptions import OperationalError

    try:
        current_app.send_task("partnership.deliver", retry=False, expires=RING_COUNTS_FOR)
    except OperationalError:
        logger.warning("broker.away")  # the clock will ring
