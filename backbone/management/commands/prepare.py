from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from backbone.demo import seed
from partnership.models import User


class Command(BaseCommand):
    help = "Bring the database and the static files up to date; with --demo, fill an empty portal."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="build the demonstration")

    def handle(self, *args, demo, **options):
        self.say("tables")
        call_command("migrate", interactive=False, verbosity=0)
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

    def _seed(self):
        if settings.PORTAL_PROFILE == "production":
            raise CommandError("The demonstration is not for a real site: set PORTAL_PROFILE=demo.")
        if seed.seed(timezone.localdate()):
            self.say("the demonstration: organisations, people, actions and their updates")
        seed.write_down_people()

    def say(self, text):
        self.stdout.write(f"{text} …" if text != "done" else text)
        self.stdout.flush()
