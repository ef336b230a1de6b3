import os
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from backbone.backup import archive


class Command(BaseCommand):
    help = "Write everything the portal keeps into one file. Run it as the owner of the tables."

    def add_arguments(self, parser):
        parser.add_argument(
            "to",
            nargs="?",
            default=".",
            help="a folder, or - to write the archive to standard output, to be encrypted",
        )

    def handle(self, *args, to, **options):
        if to == "-":
            if sys.stdout.isatty():
                raise CommandError("Send it into a file or a program: manage.py backup - | age …")
            manifest, where = archive.write(sys.stdout.buffer), "standard output"
        else:
            manifest, where = self._into(Path(to))
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stderr.write(
            f"{where}: {len(manifest['tables'])} tables, {rows} rows, "
            f"{len(manifest['published'])} public pages and files"
        )

    def _into(self, folder: Path) -> tuple[dict, Path]:
        """A file that only its owner can read; it has its name once it is whole."""
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        target = folder / f"portal-{timezone.now():%Y%m%dT%H%M%SZ}.zip"
        partial = target.with_suffix(".partial")
        try:
            with open(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                manifest = archive.write(file)
                file.flush()
                os.fsync(file.fileno())
            partial.rename(target)
        finally:
            partial.unlink(missing_ok=True)
        return manifest, target
