"""What is forgotten when its time is over (SECURITY R58). Once a day, with counts in the log."""

import datetime
import logging

from django.db import transaction
from django.db.models import F

from engagement import promises
from engagement.models import Contribution, Redaction, Subscriber
from engagement.services.followers import forget_mails
from partnership.models import Slot

logger = logging.getLogger(__name__)
SCHEDULE = "engagement.retention"


@transaction.atomic
def forget_what_is_old(today: datetime.date) -> dict[str, int] | None:
    """Do the day's forgetting, once. Gives the counts; None if it was done."""
    _slot, is_new = Slot.objects.get_or_create(schedule=SCHEDULE, day=today)
    if not is_new:
        return None

    def before(days: int) -> datetime.date:
        return today - datetime.timedelta(days=days)

    originals = Redaction.objects.filter(on__lt=before(promises.ORIGINALS_FOR)).exclude(original="")
    words = Contribution.all_objects.filter(decided_on__lt=before(promises.WORDS_FOR)).exclude(
        text=""
    )
    pending = Subscriber.objects.filter(
        confirmed_on__isnull=True, asked_on__lt=before(promises.PENDING_FOR)
    )
    forget_mails(list(pending.values_list("email", flat=True)))
    counts = {
        "originals": originals.update(original=""),
        # The voice stays counted; a clock moves it, so there is nobody to record.
        "words": words.update(
            state=Contribution.State.COUNTED_ONLY,
            decline_reason="",
            text="",
            english="",
            version=F("version") + 1,
        ),
        "pending": pending.delete()[0],
    }
    logger.info("engagement.forgotten", extra=counts)
    return counts
