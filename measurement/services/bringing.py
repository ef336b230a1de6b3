"""A feed whose table no machine can fetch: a person looks when the month comes, and brings it."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from measurement.models import Feed, Run
from measurement.models.brought import BroughtTable
from measurement.services.runs import queue_run
from measurement.values import SourceError
from partnership.errors import TooLate
from partnership.models import User
from partnership.permissions import authorise

MOST = 20 * 1024 * 1024  # bytes


@transaction.atomic
def bring_table(feed: Feed, *, by: User, content: bytes) -> Run:
    """
    Give the worker a table to read. What it says is a draft until somebody else publishes it.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: this feed is fetched by the portal, the file is empty or too large, the feed is
            paused or has no recipe, or another refresh has not ended.
    """
    authorise(by, "measurement.bring_table", feed)
    if feed.connector != Feed.Connector.PERSON_LOOKS:
        raise TooLate(_("The portal fetches this table by itself."))
    if not content:
        raise TooLate(_("This file is empty. Choose the file that the publisher gives."))
    if len(content) > MOST:
        raise TooLate(
            _("This file is larger than %(most)s MB. Choose one table, not the whole collection.")
            % {"most": MOST // 1024**2}
        )
    run = queue_run(feed, by=by, trigger=Run.Trigger.PERSON)
    run.brought_by = by
    run.save(update_fields=["brought_by"])
    BroughtTable.objects.create(run=run, content=content)
    return run


def brought(run_id: int) -> bytes:
    """
    The bytes that were brought for this refresh. For the worker: nobody else can read them.

    Raises:
        SourceError: nobody brought any.
    """
    table = BroughtTable.objects.filter(run=run_id).first()
    if table is None:
        raise SourceError(
            _("Nobody has brought a table for this refresh. Bring it on the page of the feed.")
        )
    return bytes(table.content)


def last_month_to_look(feed: Feed, today: datetime.date) -> datetime.date:
    """The first day of the month in which somebody should last have looked."""
    month = feed.config["month"]
    year = today.year if today.month >= month else today.year - 1
    return datetime.date(year, month, 1)


def problems_of_config(config: object) -> list[str]:
    """What is missing in the settings of such a feed, in sentences; empty if nothing is."""
    config = config if isinstance(config, dict) else {}
    page, month = config.get("page"), config.get("month")
    found = []
    if not isinstance(page, str) or not page.startswith("https://"):
        found.append(_('Write the page to visit, such as {"page": "https://…", "month": 10}.'))
    if isinstance(month, bool) or not isinstance(month, int) or not 1 <= month <= 12:
        found.append(_('Write the month to look in as a number, such as "month": 10.'))
    return found
