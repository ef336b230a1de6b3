"""Doors for the worker."""

from celery import shared_task
from django.utils import timezone

from engagement import services


@shared_task(name="engagement.tick")
def tick() -> None:
    """The clock asks each minute; the database knows what is due."""
    now = timezone.now()
    services.tell_followers(now)
    services.write_list()
    services.forget_what_is_old(timezone.localdate(now))
