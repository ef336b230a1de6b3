"""
The list of what was withdrawn. It lies outside of the database, so that no backup holds it and a
restored one is made to forget again (SECURITY R57; ``apply_list`` in voices.py reads it). A line
is: number, hash of the receipt, day.
"""

import logging
import os
from pathlib import Path

from django.conf import settings
from django.db import transaction

from engagement.models import Withdrawal

logger = logging.getLogger(__name__)


@transaction.atomic
def write_list() -> int:
    """
    Append what is not in the list yet. Gives how many lines were written.

    A list that cannot be written is an error in the log; the next tick tries again.
    """
    waiting = list(Withdrawal.objects.select_for_update(skip_locked=True).filter(is_listed=False))
    if not waiting:
        return 0
    file: Path = settings.WITHDRAWAL_LIST
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="ascii") as opened:
            opened.writelines(f"{w.contribution_id} {w.receipt_hash} {w.on}\n" for w in waiting)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError:
        logger.exception("withdrawals.not_listed", extra={"waiting": len(waiting)})
        return 0
    Withdrawal.objects.filter(pk__in=[w.pk for w in waiting]).update(is_listed=True)
    return len(waiting)
