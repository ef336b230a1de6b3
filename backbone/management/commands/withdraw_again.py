from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from engagement import services


class Command(BaseCommand):
    help = "Take back all words that the list of withdrawals names. `restore` does it by itself."

    def handle(self, *args, **options):
        try:
            again = services.apply_list(settings.WITHDRAWAL_LIST)
        except (OSError, ValueError) as error:
            raise CommandError(f"The list cannot be read: {error}") from error
        self.stdout.write(f"Withdrawn again: {again}.")
