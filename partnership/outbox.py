"""What follows from events, done by the worker: each delivery once, whatever is away meanwhile."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from partnership.models import Delivery

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 10  # a minute apart; then a person has to look (the admin lists it)


def deliver() -> int:
    """
    Do all that is open, oldest first. Gives how many deliveries were done.

    A delivery and its mark stand or fall together, and a row that another worker holds is passed
    over. So a message that comes twice, or a worker that is killed, changes nothing.
    """
    done, looked_at = 0, 0
    while (found := _deliver_next(after=looked_at)) is not None:
        looked_at, was_done = found
        done += was_done
    return done


@transaction.atomic
def _deliver_next(*, after: int) -> tuple[int, bool] | None:
    """The number of the next open delivery, and whether it was done; None if there is no other."""
    still_open = Delivery.objects.filter(
        pk__gt=after, done_at__isnull=True, attempts__lt=MOST_ATTEMPTS
    )
    delivery = still_open.order_by("pk").select_for_update(skip_locked=True).first()
    if delivery is None:
        return None
    try:
        with transaction.atomic():
            import_string(delivery.handler)(delivery.event)
    except Exception as error:  # whatever it is, the others must not wait for it
        # The kind only: the words of an error may hold what a person wrote.
        fields = {"delivery": delivery.pk, "handler": delivery.handler}
        logger.error("delivery.failed", extra=fields | {"why": type(error).__name__})
        delivery.attempts += 1
    else:
        delivery.done_at = timezone.now()
    delivery.save(update_fields=["attempts", "done_at"])
    return delivery.pk, delivery.done_at is not None
