"""Doors for the worker."""

from celery import shared_task

from partnership import mail, outbox


@shared_task(name="partnership.deliver", acks_late=True, reject_on_worker_lost=True)
def deliver() -> None:
    """What follows from events, then the mails. Rung after a change, and by the clock."""
    outbox.deliver()
    mail.post()
