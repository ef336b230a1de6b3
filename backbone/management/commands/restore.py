from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from backbone.backup import archive
from engagement import services


class Command(BaseCommand):
    help = "Put an archive of `backup` into a new database that `prepare` has just made."

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)

    def handle(self, *args, **options):
        file, withdrawals = options["archive"], settings.WITHDRAWAL_LIST
        try:
            # Nobody ever sees the restored words of somebody who took them back meanwhile.
            with transaction.atomic(), file.open("rb") as opened:
                manifest = archive.restore(opened)
                again = services.apply_list(withdrawals) if withdrawals.exists() else None
        except (archive.ArchiveError, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(
            f"{len(manifest['tables'])} tables, {rows} rows, as of {manifest['made_at']}. "
            f"Now compare what is public: manage.py verify_figures {file}"
        )
        if again is None:
            self.stdout.write(
                f"There is no list of withdrawals at {withdrawals}. Who took words back after this "
                "backup has them back on the pages: bring the list, then manage.py withdraw_again."
            )
        else:
            self.stdout.write(f"Withdrawn again by the list at {withdrawals}: {again}.")
