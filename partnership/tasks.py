"""Doors for the worker."""

from celery import shared_task
from django.utils import timezone

from partnership import digest, mail, outbox, seals
from partnership.accounts import forgotten


@shared_task(name="partnership.deliver", acks_late=True, reject_on_worker_lost=True)
def deliver() -> None:
    """What follows from events, then the mails. Rung after a change, and by the clock."""
    outbox.deliver()
    forgotten.answer()
    mail.post()


@shared_task(name="partnership.daily")
def daily() -> None:
    """What is done once a day. The clock asks each minute; the database knows what was done."""
    seals.seal(timezone.now())
    digest.send(timezone.now())
