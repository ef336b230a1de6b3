"""The verbs about releases: draft what may become public, and make it public."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measurement.models import Feed, Figure, Release, Run, SeriesSummary, StandingApproval
from measurement.services.figures import figures_of
from measurement.services.locks import wait_for_lock
from measurement.services.summaries import Explore, summaries_of
from partnership.errors import NotAllowed, TooLate
from partnership.events import record
from partnership.models import User
from partnership.permissions import authorise
from partnership.states import move


@transaction.atomic
def draft_release(run: Run, *, by: User, explore: Explore | None = None) -> Release:
    """
    All figures of a feed as they may become public, with the words they allow. Not public yet.

    Raises:
        NotAllowed: ``by`` is neither of the backbone team nor a service.
    """
    authorise(by, "measurement.refresh_feed", run.feed)
    release = Release.objects.create(feed=run.feed, run=run, method=run.feed.method)
    figures = Figure.objects.bulk_create(figures_of(release))
    SeriesSummary.objects.bulk_create(summaries_of(release, figures, explore))
    record(
        "measurement.release.drafted",
        release,
        by=by,
        figures=len(figures),
        withheld=sum(not figure.is_shown for figure in figures),
    )
    return release


@transaction.atomic
def publish_release(
    release: Release, *, by: User, approval: StandingApproval | None = None
) -> Release:
    """
    Make a draft what the public sees, in place of what it saw before.

    A person publishes what somebody else has set up. The worker publishes under a standing
    approval only, which a second person has given to exactly these settings (SECURITY R50).

    Raises:
        NotAllowed: ``by`` has set up the feed, brought the table or is not of the backbone team;
            or the approval is not open, not of this feed as it is now, or given by who has set
            it up.
        TooLate: it is public already, something newer is, or its run did not end well.
    """
    feed = Feed.objects.select_related("method", "recipe").get(pk=release.feed_id)
    release.feed = feed
    if approval is None:
        authorise(by, "measurement.publish_release", release)
    else:
        authorise(by, "measurement.publish_under_approval", release)
    wait_for_lock(f"publish:{feed.slug}")
    if release.run.state != Run.State.LOADED:
        raise TooLate(_("The refresh of this release did not end well, so it stays a draft."))
    if approval is not None and not _covers(approval, release, timezone.localdate()):
        raise NotAllowed(_("The standing approval does not cover this release."))
    if feed.releases.filter(is_current=True, run__number__gt=release.run.number).exists():
        raise TooLate(_("Something newer is public already."))
    feed.releases.filter(is_current=True).update(is_current=False)
    return move(
        release,
        Release.State.PUBLISHED,
        by=by,
        is_current=True,
        published_at=timezone.now(),
        published_by=approval.given_by if approval else by,
        approval=approval,
        event={"approval": approval.pk if approval else None},
    )


def publish_if_approved(release: Release, *, by: User) -> Release:
    """Publish under a standing approval if one holds; else it waits for a second person."""
    release.feed = Feed.objects.select_related("method", "recipe").get(pk=release.feed_id)
    approval = release.feed.approvals.filter(ended_at=None).first()
    if approval and _covers(approval, release, timezone.localdate()):
        publish_release(release, by=by, approval=approval)
    return release


def _covers(approval: StandingApproval, release: Release, today: datetime.date) -> bool:
    """Whether a second person has let this feed publish by itself, as it is set up now."""
    feed = release.feed
    return (
        approval.feed_id == feed.pk
        and approval.ended_at is None
        and approval.given_on <= today <= approval.ends_on
        and approval.given_by_id != feed.configured_by_id
        and approval.fingerprint == release.run.fingerprint == feed.fingerprint()
    )
