"""How each feed is doing: its last good load, what its state means, and when it is asked again."""

import datetime
from dataclasses import dataclass

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measurement import words
from measurement.models import Feed, Figure, Release, Run
from measurement.services.bringing import last_month_to_look
from measurement.services.schedule import latest_slot
from partnership.models import Place

A_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Load:
    """One line of the table. ``kind`` is a shape of components/glyph.html."""

    feed: Feed
    kind: str
    word: str
    said: str = ""  # what happened, in a sentence
    url: str = ""  # where a person sees more
    link: str = ""  # what stands on that link
    needs_a_person: bool = False
    is_late: bool = False  # newer numbers were due; nobody waits for an answer
    last_good: datetime.datetime | None = None
    next_at: datetime.datetime | None = None  # none while it is paused or has no recipe
    next_month: str = ""  # said in place of a moment where a person looks

    @property
    def next_words(self) -> str:
        if self.next_month:
            return self.next_month
        return moment_words(self.next_at, timezone.localdate()) if self.next_at else _("Not asked")


def loads(now: datetime.datetime) -> list[Load]:
    """
    Every feed, those that need a person first, then the late. Five queries, however many there are.
    """
    feeds = Feed.objects.select_related("source", "method__indicator", "recipe", "duty")
    last = _by_feed(Run.objects.order_by("feed_id", "-number").distinct("feed_id"))
    good = Run.objects.filter(state__in=Run.GOOD).order_by("feed_id", "-number").distinct("feed_id")
    drafts = Release.objects.filter(state=Release.State.DRAFT)
    drafts = _by_feed(drafts.order_by("feed_id", "-pk").distinct("feed_id"))
    good, newest = _by_feed(good), _newest_figures()
    found = [
        _load(f, last.get(f.pk), good.get(f.pk), drafts.get(f.pk), newest.get(f.pk), now)
        for f in feeds
    ]
    return sorted(found, key=lambda load: (not load.needs_a_person, not load.is_late))


def moment_words(moment: datetime.datetime, today: datetime.date) -> str:
    """“Today, 2:30 am”, “Tomorrow, 2:30 am”, “Yesterday, 2:30 am”, “14 October, 2:30 am”."""
    local = timezone.localtime(moment)
    near = {0: _("Today"), 1: _("Tomorrow"), -1: _("Yesterday")}
    day = near.get((local.date() - today).days) or date_format(local, "j F")
    time = date_format(local, "g:i A").lower()
    return _("%(day)s, %(time)s") % {"day": day, "time": time}


def _by_feed(rows) -> dict:
    return {row.feed_id: row for row in rows}


def _newest_figures() -> dict[int, Figure]:
    """
    The feed -> a figure of the newest period of the Area itself, by which its public page says
    that data have stopped; without any, of the newest period of anything.
    """
    of_the_area = Q(place__kind=Place.Kind.AREA, dims="")
    rows = Figure.objects.public().filter(withheld="").values("release__feed")
    newest = rows.annotate(own=Max("period_end", filter=of_the_area), on=Max("period_end"))
    return {row["release__feed"]: Figure(period_end=row["own"] or row["on"]) for row in newest}


def _load(feed, last, good, draft, newest, now) -> Load:
    looked_at = feed.connector == Feed.Connector.PERSON_LOOKS
    asked = feed.recipe and not feed.paused and not looked_at
    common = {
        "feed": feed,
        "last_good": good and good.finished_at,
        "next_at": latest_slot(feed.refresh_at, now + A_DAY) if asked else None,
    }
    if looked_at:
        common["next_month"] = date_format(_first_of(feed.config["month"]), "F")
    about = (
        _needs_a_person(feed, last, draft, now)
        or (_somebody_should_look(feed, last, good, now) if looked_at else {})
        or _runs_by_itself(feed, last, good, newest, now)
    )
    return Load(**common, **about)


def _needs_a_person(feed, last, draft, now) -> dict:
    """What only a person can put right; empty if nothing is."""
    if last and last.state in (Run.State.FAILED, Run.State.HELD):
        when = moment_words(last.finished_at or last.created_at, timezone.localdate(now))
        failed = last.state == Run.State.FAILED
        return {
            "kind": "worse" if failed else "late",
            "word": (_("Failed: %(when)s") if failed else _("Held: %(when)s")) % {"when": when},
            "said": last.message.splitlines()[0],
            "url": reverse("admin:measurement_run_change", args=[last.pk]),
            "link": _("See what happened"),
            "needs_a_person": True,
        }
    if draft:
        return {
            "kind": "late",
            "word": _("Waits for a second person"),
            "said": _("New figures are ready. The public still sees the old ones."),
            "url": reverse("admin:measurement_release_change", args=[draft.pk]),
            "link": _("Read the new figures"),
            "needs_a_person": True,
        }
    if feed.recipe is None:
        return {
            "kind": "unknown",
            "word": _("Not set up yet"),
            "said": _("Nobody has said how its table is read."),
            "url": reverse("admin:measurement_feed_change", args=[feed.pk]),
            "link": _("Set it up"),
            "needs_a_person": True,
        }
    return {}


def _somebody_should_look(feed, last, good, now) -> dict:
    """The month has come and nobody has brought the table since."""
    if feed.paused or (last and last.state in Run.OPEN):
        return {}
    since = last_month_to_look(feed, timezone.localdate(now))
    if good and timezone.localdate(good.finished_at) >= since:
        return {}
    said = _("It is the duty of %(name)s to look at %(page)s. New numbers were due in %(month)s.")
    return {
        "kind": "late",
        "word": _("Late: look now"),
        "said": said
        % {
            "name": feed.duty,
            "page": feed.config["page"],
            "month": date_format(since, "F Y"),
        },
        "url": reverse("admin:measurement_feed_bring", args=[feed.pk]),
        "link": _("Bring the table"),
        "is_late": True,
    }


def _first_of(month: int) -> datetime.date:
    return datetime.date(2000, month, 1)


def _runs_by_itself(feed, last, good, newest, now) -> dict:
    if feed.paused:
        url = reverse("admin:measurement_feed_changelist")
        return {"kind": "same", "word": _("Paused"), "url": url, "link": _("Resume")}
    if last and last.state in Run.OPEN:
        return {"kind": "context", "word": _("Loading now")}
    if newest is None:
        return {"kind": "unknown", "word": _("Not loaded yet")}
    fresh = words.fresh(newest, feed.method, timezone.localdate(now))
    if fresh.state == "current":
        return {"kind": "better", "word": _("Fresh"), "said": _what_came(good)}
    return {
        "kind": "late",
        "word": _("Late: stops at %(year)s") % {"year": words.year(newest)},
        "said": _("Newer figures were due by %(day)s. %(what_came)s %(whose)s")
        % {
            "day": date_format(fresh.due_on, "j F Y"),
            "what_came": _what_came(good),
            "whose": _whose_duty(feed),
        },
        "is_late": True,
        **_where_to_look(feed),
    }


def _whose_duty(feed: Feed) -> str:
    if feed.duty is None:
        return _("Nobody has the duty to ask the source.")
    return _("It is the duty of %(name)s to ask the source.") % {"name": feed.duty}


def _where_to_look(feed: Feed) -> dict:
    if feed.duty is None:
        url = reverse("admin:measurement_feed_change", args=[feed.pk])
        return {"url": url, "link": _("Say who does")}
    return {"url": feed.method.indicator.get_absolute_url(), "link": _("Look at the measure")}


def _what_came(run: Run | None) -> str:
    if run is None:
        return ""
    if run.state == Run.State.UNCHANGED:
        return _("Nothing new at the last look.")
    return ngettext(
        "The last load brought %(rows)s row.",
        "The last load brought %(rows)s rows.",
        run.rows_added,
    ) % {"rows": run.rows_added}
