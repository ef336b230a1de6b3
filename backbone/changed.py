"""What changed lately, from all rooms, for everybody: the newest first."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from engagement.models import NewsItem
from measurement.models import Figure, Release
from partnership.models import Decision, Place
from strategies.models import Update

EVERYBODY = AnonymousUser()
MOST = 4
MOST_OF_A_KIND = 2


@dataclass(frozen=True)
class Change:
    on: datetime.date  # when everybody could read it
    title: str
    url: str
    words: str
    kind: str


def what_changed() -> list[Change]:
    """At most four, and two of a kind. Five queries, whatever there is."""
    changes = [*_releases(), *_news(), *_updates(), *_decisions()]
    return sorted(changes, key=lambda change: change.on, reverse=True)[:MOST]


def _releases() -> list[Change]:
    """The newest one: all of them often come on one night."""
    releases = Release.objects.filter(is_current=True).order_by("-published_at")
    release = releases.select_related("method__indicator").first()
    # Of the Area, as the page of the measure says it; the state may have newer ones.
    ours = Figure.objects.filter(release=release, place__kind=Place.Kind.AREA, withheld="")
    last = ours.aggregate(on=Max("period_end"))["on"]
    if release is None or last is None:
        return []
    indicator = release.method.indicator
    said = _("We read the numbers again. The newest are for %(year)s.") % {"year": last.year}
    on = timezone.localdate(release.published_at)
    return [Change(on, indicator.short_name, indicator.get_absolute_url(), said, _("New data"))]


def _news() -> list[Change]:
    return [
        Change(
            timezone.localdate(item.publish_at),
            item.title,
            item.get_absolute_url(),
            Truncator(item.body).words(25),
            _("News"),
        )
        for item in NewsItem.objects.visible_to(EVERYBODY)[:MOST_OF_A_KIND]
    ]


def _updates() -> list[Change]:
    updates = Update.objects.visible_to(EVERYBODY).with_words().order_by("-reviewed_at", "-pk")
    updates = updates.select_related("action__strategy", "action__organisation")
    return [
        Change(
            timezone.localdate(update.reviewed_at),
            update.action.title,
            f"{update.action.get_absolute_url()}#{update.period_end:%Y-%m}",
            Truncator(update.what_happened).words(40),
            _("Progress update by %(organisation)s: %(status)s")
            % {
                "organisation": update.action.organisation,
                "status": update.get_delivery_display(),
            },
        )
        for update in updates[:MOST_OF_A_KIND]
    ]


def _decisions() -> list[Change]:
    decisions = Decision.objects.visible_to(EVERYBODY).newest_first()
    return [
        Change(
            decision.made_on,
            decision.title,
            decision.get_absolute_url(),
            Truncator(decision.reasons).words(25),
            _("Decision"),
        )
        for decision in decisions[:MOST_OF_A_KIND]
    ]
