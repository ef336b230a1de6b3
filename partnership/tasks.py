"""Doors for the worker."""

from celery import shared_task

from partnership import outbox


@shared_task(name="partnership.deliver", acks_late=True, reject_on_worker_lost=True)
def deliver() -> None:
    """Do what follows from events. Rung after a change, and by the clock each minute."""
    outbox.deliver()
