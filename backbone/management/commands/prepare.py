from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from backbone.demo import seed
from partnership.models import User

LONGEST_WAIT = "5s"  # for a table that somebody uses: whoever comes later waits behind us


class Command(BaseCommand):
    help = "Bring the database and the static files up to date; with --demo, fill an empty portal."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="build the demonstration")

    def handle(self, *args, demo, **options):
        self.say("tables")
        self._migrate()
        self.say("style sheets, fonts and scripts")
        call_command("collectstatic", interactive=False, verbosity=0)
        # Tasks act as this one, so that every event has its author.
        User.objects.get_or_create(
            email="worker@portal.invalid",
            defaults={"name": "The portal’s worker", "kind": User.Kind.SERVICE},
        )
        if demo:
            self._seed()
        self.say("done")

    def _migrate(self):
        """Each step is made whole or not at all, so what is missing can be made later."""
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{LONGEST_WAIT}'")
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except Exception as error:
            if not (step := _next_step()):
                raise
            # The first line only: the next one may hold what stands in a row.
            why = str(error).partition("\n")[0] or type(error).__name__
            raise CommandError(
                f"The step {step} could not be made: {why}. It left nothing behind, the "
                "steps before it are made, and the old version goes on. Mend it, or wait until "
                "nobody uses the table for long, and run “manage.py prepare” again."
            ) from error

    def _seed(self):
        if settings.PORTAL_PROFILE == "production":
            raise CommandError("The demonstration is not for a real site: set PORTAL_PROFILE=demo.")
        if seed.seed(timezone.localdate()):
            self.say("the demonstration: organisations, people, actions and their updates")
        seed.write_down_people()

    def say(self, text):
        self.stdout.write(f"{text} …" if text != "done" else text)
        self.stdout.flush()


def _next_step() -> str:
    """The migration that is to be made next, as “strategies.0012_name”; empty if all are made."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return str(plan[0][0]) if plan else ""
