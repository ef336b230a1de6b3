from django.core.management.base import BaseCommand
from django.utils import timezone

from backbone.demo.target import seed_target


class Command(BaseCommand):
    help = "Agree on the target of the demonstration, once the figure it starts from is public."

    def handle(self, *args, **options):
        if seed_target(timezone.localdate()):
            self.stdout.write("a target, from a figure that is public now")
