from django.conf import settings
from django.core.management.base import BaseCommand

from partnership.permissions_document import permissions_document

PLACE = "docs/reference/permissions.md"


class Command(BaseCommand):
    help = f"Write down who may do what, from the code, into {PLACE}."

    def handle(self, *args, **options):
        (settings.BASE_DIR / PLACE).write_text(permissions_document(), "utf-8")
        self.stdout.write(PLACE)
