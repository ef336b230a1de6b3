from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from backbone.backup import archive


class Command(BaseCommand):
    help = "Put an archive of `backup` into a new database that `prepare` has just made."

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)

    def handle(self, *args, **options):
        file = options["archive"]
        try:
            with file.open("rb") as opened:
                manifest = archive.restore(opened)
        except (archive.ArchiveError, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(
            f"{len(manifest['tables'])} tables, {rows} rows, as of {manifest['made_at']}. "
            f"Now compare what is public: manage.py verify_figures {file}"
        )
