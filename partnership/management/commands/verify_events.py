from django.core.management.base import BaseCommand, CommandError

from partnership import seals


class Command(BaseCommand):
    help = "Look whether the record of events is as it was sealed, day by day."

    def add_arguments(self, parser):
        parser.add_argument(
            "--head", default="", help="a hash from the worker’s log; it must be in the chain too"
        )

    def handle(self, *args, head, **options):
        try:
            days, events, newest = seals.verify(head)
        except seals.Broken as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{days} days with {events} events are as they were sealed: {newest}")
