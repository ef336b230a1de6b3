"""Doors for the worker. What reads tables and draws charts is loaded in here only."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from measurement import services
from measurement.models import Feed, Run
from partnership import heartbeat
from partnership.models import AreaPartnership, Heartbeat
from partnership.watching import show_life

RESEND_AFTER = 60  # seconds; the next tick sends whatever still waits, so an old message is dropped


@shared_task(name="measurement.tick")
def tick() -> None:
    """Send each run that waits to a worker, and show that clock and worker are there."""
    now = timezone.now()
    show_life(Heartbeat.TICK, now)
    for run_id in services.tick(now, by=services.worker_user()):
        refresh.apply_async([run_id], retry=False, expires=RESEND_AFTER)
    heartbeat.tell(now)


@shared_task(name="measurement.refresh", soft_time_limit=600)  # seconds; the tick alone retries
def refresh(run_id: int) -> None:
    """Bring one feed up to date."""
    from measurement.sources import connectors
    from measurement.sources.read import read

    feed = Run.objects.select_related("feed").get(pk=run_id).feed
    services.refresh(
        run_id,
        by=services.worker_user(),
        fetch=lambda: (
            services.brought(run_id)
            if feed.connector == Feed.Connector.PERSON_LOOKS
            else connectors.of(feed).fetch()
        ),
        read=read,
        explore=_explore,
    )


def _explore(ours, state) -> dict:
    """The interactive chart of the Area beside the state, in the colours of our style sheet."""
    from measurement.colours import page_colours
    from measurement.explore import ExploreWords, figure_json

    method = ours[0].release.method
    words = ExploreWords(
        name=AreaPartnership.objects.get().short_name,
        compare_name=state[0].place.name if state else "",
        start=_("first figure"),
        point=_("%(year)s: %(value)s (%(low)s to %(high)s), %(numerator)s of %(denominator)s")
        if method.is_share
        else _("%(year)s: %(value)s (%(low)s to %(high)s), %(numerator)s in %(denominator)s"),
        short=_("%(year)s: %(value)s"),
    )
    return figure_json(ours, state, words=words, colours=page_colours(), unit=method.suffix)
