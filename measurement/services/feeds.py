"""The verbs about feeds: pause, resume, use a recipe, approve what a feed publishes by itself."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measurement.models import Feed, Recipe, StandingApproval
from partnership.errors import TooLate
from partnership.events import record
from partnership.models import User
from partnership.permissions import authorise

LONGEST_APPROVAL = datetime.timedelta(days=366)


def worker_user() -> User:
    """The named service that the tasks act as, so that every event has its author."""
    return User.objects.get(kind=User.Kind.SERVICE)


@transaction.atomic
def pause_feed(feed: Feed, *, by: User) -> Feed:
    """
    Stop asking for new data. What is published stays.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it was paused before.
    """
    return _set_paused(feed, True, by, _("This feed was paused before."))


@transaction.atomic
def resume_feed(feed: Feed, *, by: User) -> Feed:
    """
    Ask for new data again. A time of the clock that passed meanwhile is made up for, once.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it was not paused.
    """
    return _set_paused(feed, False, by, _("This feed was not paused."))


def _set_paused(feed: Feed, paused: bool, by: User, refusal: str) -> Feed:
    authorise(by, "measurement.pause_feed", feed)
    if not Feed.objects.filter(pk=feed.pk, paused=not paused).update(paused=paused):
        raise TooLate(refusal)
    feed.paused = paused
    record(f"measurement.feed.{'paused' if paused else 'resumed'}", feed, by=by)
    return feed


@transaction.atomic
def use_recipe(recipe: Recipe, *, by: User) -> Feed:
    """
    Read the table by this recipe from the next refresh on.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it is in use already.
    """
    authorise(by, "measurement.configure_feed", recipe.feed)
    feed = Feed.objects.select_for_update().get(pk=recipe.feed_id)
    if feed.recipe_id == recipe.pk:
        raise TooLate(_("This recipe is in use already."))
    feed.recipe = recipe
    feed.save(update_fields=["recipe"])
    record("measurement.feed.recipe_changed", feed, by=by, recipe=recipe.number)
    return settings_changed(feed, by=by)


@transaction.atomic
def settings_changed(feed: Feed, *, by: User) -> Feed:
    """
    Whoever changes what a feed publishes has set it up from then on; the standing approval ends.

    Somebody else approves it anew (SECURITY R50). To be called with every change of its source,
    method or recipe.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
    """
    authorise(by, "measurement.configure_feed", feed)
    Feed.objects.filter(pk=feed.pk).update(configured_by=by)
    feed.configured_by = by
    _end_open_approval(feed, by, why="settings_changed")
    return feed


@transaction.atomic
def give_standing_approval(feed: Feed, *, by: User, ends_on: datetime.date) -> StandingApproval:
    """
    Let a feed publish by itself, as it is set up now, up to and including the day ``ends_on``.

    An earlier approval gives way to this one.

    Raises:
        NotAllowed: ``by`` is not of the backbone team, or has set up the feed.
        TooLate: the day is past or more than 12 months away, the feed has no recipe yet, or its
            table is brought by a person.
    """
    feed = Feed.objects.select_for_update(of=["self"]).select_related("method").get(pk=feed.pk)
    authorise(by, "measurement.approve_feed", feed)
    today = timezone.localdate()
    if not today < ends_on <= today + LONGEST_APPROVAL:
        raise TooLate(_("A standing approval lasts from today for at most 12 months."))
    if feed.recipe is None:
        raise TooLate(_("This feed has no recipe yet, so there is nothing to approve."))
    if feed.connector == Feed.Connector.PERSON_LOOKS:
        raise TooLate(_("A person brings this table, so a second person publishes it each time."))
    _end_open_approval(feed, by, why="replaced")
    approval = StandingApproval.objects.create(
        feed=feed, given_by=by, given_on=today, ends_on=ends_on, fingerprint=feed.fingerprint()
    )
    record(
        "measurement.standing_approval.given", approval, by=by, ends_on=approval.ends_on.isoformat()
    )
    return approval


@transaction.atomic
def end_standing_approval(feed: Feed, *, by: User) -> None:
    """
    From now on a person publishes what this feed brings.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: there is no open approval.
    """
    authorise(by, "measurement.end_approval", feed)
    if not _end_open_approval(feed, by, why="person"):
        raise TooLate(_("This feed has no standing approval."))


def _end_open_approval(feed: Feed, by: User, *, why: str) -> bool:
    approval = feed.approvals.select_for_update().filter(ended_at=None).first()
    if approval is None:
        return False
    approval.ended_at = timezone.now()
    approval.save(update_fields=["ended_at"])
    record("measurement.standing_approval.ended", approval, by=by, why=why)
    return True
