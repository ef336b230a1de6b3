import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from backbone.backup import archive
from backbone.backup.published import is_figures, published_bytes
from engagement.models import Withdrawal


class Command(BaseCommand):
    help = "Compare every byte that is public now with what was public when an archive was made."

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)

    def handle(self, *args, **options):
        try:
            with options["archive"].open("rb") as file:
                manifest = archive.read_manifest(file)
        except (archive.ArchiveError, OSError) as error:
            raise CommandError(str(error)) from error
        then, now = manifest["published"], published_bytes()
        why = ""
        if not _is_today(manifest["made_at"]):
            # A page says how long ago something was; only the figures are the same on every day.
            why = "The archive is of another day"
        elif Withdrawal.objects.count() > manifest["tables"]["engagement_withdrawal"]["rows"]:
            why = "Words were taken back since, so pages that quoted them differ"
        if why:
            self.stdout.write(f"{why}: only figures are compared.")
            then, now = _figures_of(then), _figures_of(now)
        different = sorted(path for path in then | now if then.get(path) != now.get(path))
        if different:
            raise CommandError("\n".join(["Not the same as then:", *different]))
        files = len(_figures_of(then))
        self.stdout.write(f"The same bytes as then: {len(then)} addresses, {files} of figures.")


def _is_today(moment: str) -> bool:
    then = timezone.localtime(datetime.datetime.fromisoformat(moment))
    return then.date() == timezone.localdate()


def _figures_of(published: dict[str, str]) -> dict[str, str]:
    return {path: sha256 for path, sha256 in published.items() if is_figures(path)}
