import time

from django.core.management.base import BaseCommand, CommandError

from measurement.models import Feed, Release, Run

LOOK_EVERY = 0.1  # seconds


class Command(BaseCommand):
    help = "Look now for data that are due, instead of at the next minute of the clock."

    def add_arguments(self, parser):
        parser.add_argument(
            "--wait",
            type=float,
            metavar="SECONDS",
            help="until every feed has figures in public; at once if all have",
        )

    def handle(self, *args, wait, **options):
        from measurement.tasks import tick

        if wait is not None and not _without_figures():
            self.stdout.write("nothing to wait for: the figures are public")
            return
        tick.apply_async(retry=False)
        self.stdout.write(_waited(wait) if wait is not None else "asked the worker to look")


def _without_figures() -> list[Feed]:
    current = Release.objects.filter(is_current=True).values("feed")
    return list(Feed.objects.filter(paused=False).exclude(pk__in=current))


def _waited(seconds: float) -> str:
    """One line about what happened. Raises CommandError with the run's own words if it failed."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        feeds = _without_figures()
        ends = [_end_of(feed) for feed in feeds]
        if all(ends):
            return "; ".join(ends) or f"figures are public after {time.monotonic() - started:.1f} s"
        time.sleep(LOOK_EVERY)
    raise CommandError(
        f"No figures after {seconds:.0f} seconds: {', '.join(feed.slug for feed in feeds)}. "
        "Is a worker running?"
    )


def _end_of(feed: Feed) -> str:
    """What came of the feed's last run; empty while there is something to wait for."""
    run = feed.runs.order_by("-number").first()
    if run is None:
        return f"{feed.slug}: nothing was asked for"
    if run.state in (Run.State.FAILED, Run.State.HELD):
        raise CommandError(f"{feed.slug}: {run.message}")
    # Between the two questions the figures may have become public: then the next look ends it.
    if run.state in Run.OPEN or feed.releases.filter(is_current=True).exists():
        return ""
    return f"{feed.slug}: the figures wait for a second person to publish them"
