"""Periods and due dates as people say them, in the reader's language."""

import datetime
from collections import Counter
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategies.models import Strategy, Update
from strategies.periods import Period

NEAR = 6  # days: up to here the day of the week says enough

_SHAPES = {  # of components/glyph.html
    Update.Delivery.ON_TRACK: "better",
    Update.Delivery.NEEDS_HELP: "help",
    Update.Delivery.STUCK: "stuck",
    Update.Delivery.FINISHED: "met",
    Update.Delivery.STOPPED: "same",
}


def status(update: Update | None) -> dict[str, str]:
    """How an action is going, for components/status.html. Without an update: no word yet."""
    if update is None or not update.delivery:
        return {"kind": "unknown", "word": _("No word yet")}
    return {"kind": _SHAPES[update.delivery], "word": update.get_delivery_display()}


def standing(strategies: Iterable[Strategy]) -> list[dict]:
    """
    How many actions go how, by their last words: as ``status``, with a ``count``. What no action
    says is left out. The strategies were read ``with_actions``.
    """
    last = [word for one in strategies for a in one.actions_seen for word in a.last_words[:1]]
    counts = Counter(update.delivery for update in last)
    return [
        status(Update(delivery=delivery)) | {"count": counts[delivery]}
        for delivery in Update.Delivery
        if counts[delivery]
    ]


def period_words(period: Period) -> str:
    """October 2026; July to September 2026. A period lies within one calendar year."""
    last = date_format(period.end, "F Y")
    if (period.start.year, period.start.month) == (period.end.year, period.end.month):
        return last
    first = date_format(period.start, "F")
    return _("%(first_month)s to %(last_month)s") % {"first_month": first, "last_month": last}


def question(period: Period) -> str:
    """What happened in October 2026? What happened from July to September 2026?"""
    if period.start.month == period.end.month:
        return _("What happened in %(month)s?") % {"month": period_words(period)}
    return _("What happened from %(period)s?") % {"period": period_words(period)}


def due_words(due_on: datetime.date, today: datetime.date) -> tuple[str, str]:
    """
    When something is due, and the line below it: ("Due Friday", "16 October").

    Far off: ("Due in 19 days", "2 November"). Late is said: ("Due 14 October", "41 days ago").
    """
    days = (due_on - today).days
    day = date_format(due_on, "j F")
    if days < 0:
        ago = ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": -days}
        return _("Due %(day)s") % {"day": day}, ago
    if days == 0:
        return _("Due today"), day
    if days == 1:
        return _("Due tomorrow"), day
    if days <= NEAR:
        return _("Due %(day)s") % {"day": date_format(due_on, "l")}, day
    return ngettext("Due in %(days)s day", "Due in %(days)s days", days) % {"days": days}, day
