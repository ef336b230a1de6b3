"""From a backup to a portal on another database that publishes the same bytes (SECURITY 7)."""

import json
import stat
import zipfile
from urllib.request import urlopen

import pytest

from partnership.stack.children import Failed
from tests.drills.conftest import ask

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def archive(drill, tmp_path_factory):
    folder = tmp_path_factory.mktemp("backups")
    drill.portal.manage("prepare", "backup", str(folder))
    (file,) = folder.iterdir()
    return file


def test_an_archive_is_private_and_says_what_is_in_it(archive):
    with zipfile.ZipFile(archive) as parts:
        manifest = json.loads(parts.read("manifest.json"))
        names = set(parts.namelist())

    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert names == {"manifest.json", *(f"tables/{name}" for name in manifest["tables"])}
    assert manifest["tables"]["measurement_figure"]["rows"] > 80
    assert not {"django_session", "portal_cache"} & set(manifest["tables"])
    assert "/measures/feelings-and-behaviour-at-school-start/data.csv" in manifest["published"]


def test_what_is_restored_publishes_the_same_bytes(drill, archive, new_portal):
    with zipfile.ZipFile(archive) as parts:
        paths = list(json.loads(parts.read("manifest.json"))["published"])
    other = new_portal("restored")
    events = "SELECT count(*), max(id) FROM partnership_event"

    other.manage("prepare", "restore", str(archive))
    other.manage("prepare", "verify_figures", str(archive))
    other.start_web()

    assert len(paths) > 10
    assert public(other, paths) == public(drill.portal, paths)
    assert ask(drill, other, events) == drill.rows(events)
    # Each process may do what it may, and no more; nothing is put on top of what is there.
    read = "from {} import {} as model; assert model.objects.exists()"
    other.manage("web", "shell", "-c", read.format("partnership.models", "Event"))
    with pytest.raises(Failed, match="permission denied"):
        other.manage("web", "shell", "-c", read.format("measurement.models.raw", "Observation"))
    with pytest.raises(Failed, match="This database is in use"):
        other.manage("prepare", "restore", str(archive))


def public(portal, paths: list[str]) -> dict[str, bytes]:
    """What a reader gets, without the portal's own address."""
    found = {path: urlopen(portal.url[:-1] + path).read() for path in paths}
    return {path: body.replace(portal.url.encode(), b"/") for path, body in found.items()}


def test_damage_and_forgery_are_found(drill, archive, new_portal, tmp_path):
    damaged, cut = tmp_path / "damaged.zip", tmp_path / "cut.zip"
    with zipfile.ZipFile(archive) as parts, zipfile.ZipFile(damaged, "w") as new:
        for name in parts.namelist():
            body = parts.read(name)
            new.writestr(name, body.replace(b"\t1", b"\t2") if "figure" in name else body)
    cut.write_bytes(archive.read_bytes()[:-2000])
    other = new_portal("damaged")

    with pytest.raises(Failed, match="measurement_figure is damaged"):
        other.manage("prepare", "restore", str(damaged))
    with pytest.raises(Failed, match="no whole archive"):
        other.manage("prepare", "restore", str(cut))
    untouched = ask(drill, other, "SELECT count(*) FROM measurement_figure")
    other.manage("prepare", "restore", str(archive))
    ask(drill, other, "UPDATE measurement_figure SET denominator = denominator + 1")

    assert untouched == [(0,)]
    with pytest.raises(Failed, match=r"data\.csv"):
        other.manage("prepare", "verify_figures", str(archive))


WITHDRAW = """
from engagement import services
from engagement.models import Contribution
services.withdraw(Contribution.all_objects.get(text__startswith="I stopped asking"))
"""


def test_what_was_withdrawn_after_a_backup_stays_forgotten_when_it_is_restored(
    drill, archive, new_portal, tmp_path
):
    words = (
        "SELECT count(*) FROM engagement_contribution WHERE starts_with(text, 'I stopped asking')"
    )
    with zipfile.ZipFile(archive) as parts:
        assert b"I stopped asking" in parts.read("tables/engagement_contribution")
    drill.portal.manage("web", "shell", "-c", WITHDRAW)
    (tmp_path / "withdrawals.txt").write_bytes(
        (drill.portal.local / "withdrawals.txt").read_bytes()
    )

    other = new_portal("forgetful")
    other.manage("prepare", "restore", str(archive))

    assert drill.rows(words) == [(0,)]
    assert ask(drill, other, words) == [(0,)]
