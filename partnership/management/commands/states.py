from django.conf import settings
from django.core.management.base import BaseCommand

from partnership.diagrams import states_document

PLACE = "docs/reference/states.md"


class Command(BaseCommand):
    help = f"Draw what may follow what, from the models, into {PLACE}."

    def handle(self, *args, **options):
        file = settings.BASE_DIR / PLACE
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(states_document(), "utf-8")
        self.stdout.write(PLACE)
