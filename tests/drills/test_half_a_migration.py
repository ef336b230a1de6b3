"""A new version whose tables come only half-way (SECURITY 7): the old one goes on serving."""

import copy
import json
import shutil

import pytest
from django.db.migrations.loader import MigrationLoader

from partnership.stack.children import Failed
from tests.drills.conftest import ROOT

LAST = "SELECT name FROM django_migrations WHERE app = 'strategies' ORDER BY name DESC LIMIT 1"
TABLES = "SELECT count(to_regclass('drill_one')), count(to_regclass('drill_two'))"
SIGNED_IN = ("/my-updates/", "/doing/", "/", "/health/ready")
MIGRATION = """
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("strategies", "{after}")]
    operations = [
        migrations.RunSQL("CREATE TABLE {table} (id int)", "DROP TABLE {table}"),
        migrations.RunSQL("{statement}", migrations.RunSQL.noop),
    ]
"""
SENTENCE = r"strategies\.8002_two could not be made(.|\n)*the old version goes on"
FAILS = {
    "a mistake of ours": "SELECT 1 / 0",
    "somebody reads for long": "ALTER TABLE strategies_update ALTER help_needed DROP NOT NULL",
}


class NewVersion:
    """The next version of the code, with two more migrations."""

    def __init__(self, drill, root):
        ignored = shutil.ignore_patterns(".*", "__pycache__", "tests", "docs", "bench", "data")
        shutil.copytree(ROOT, root, ignore=ignored)
        self.folder = root / "strategies" / "migrations"
        self.portal = copy.copy(drill.portal)
        self.portal.root = root
        ((self.old,),) = drill.rows(LAST)

    def write(self, name: str, *, after: str, table: str, statement: str) -> None:
        migration = MIGRATION.format(after=after, table=table, statement=statement)
        (self.folder / f"{name}.py").write_text(migration)

    def prepare(self) -> None:
        self.portal.manage("prepare", "prepare")

    def undo(self) -> None:
        self.portal.manage("prepare", "migrate", "strategies", self.old)


@pytest.fixture
def new(drill, tmp_path):
    version = NewVersion(drill, tmp_path / "new")
    yield version
    version.undo()


@pytest.mark.slow
@pytest.mark.parametrize("why", FAILS)
def test_the_old_portal_stands_and_the_next_prepare_goes_on(why, drill, new):
    cookie = drill.sign_in()[1]
    new.write("8001_one", after=new.old, table="drill_one", statement="SELECT 1")
    new.write("8002_two", after="8001_one", table="drill_two", statement=FAILS[why])

    with (
        drill.held("SELECT count(*) FROM strategies_update"),
        pytest.raises(Failed, match=SENTENCE) as refused,
    ):
        new.prepare()
    half_way = drill.rows(TABLES)
    pages = {path: drill.get(path, cookie) for path in SIGNED_IN}
    if why == "a mistake of ours":
        new.write("8002_two", after="8001_one", table="drill_two", statement="SELECT 1")
    new.prepare()

    assert "Traceback" not in str(refused.value)
    assert half_way == [(1, 0)]
    assert {path: page.status for path, page in pages.items()} == dict.fromkeys(pages, 200)
    assert json.loads(pages["/health/ready"].body)["checks"]["migrations"] == "ok"
    assert drill.rows(TABLES) == [(1, 1)]


def test_each_of_our_migrations_is_made_whole_or_not_at_all():
    ours = [
        migration
        for migration in MigrationLoader(None).disk_migrations.values()
        if (ROOT / migration.app_label).is_dir()
    ]

    assert len(ours) > 40
    assert [str(migration) for migration in ours if not migration.atomic] == []
