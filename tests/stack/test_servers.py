from pathlib import Path

import psycopg
import pytest

from partnership.stack import find, places, servers, testing
from partnership.stack.children import Children, Failed

OURS = servers.Servers("postgres://portal@/postgres?host=/tmp/p", "unix:///tmp/p/r?db=1", True, "")
THEIRS = servers.Servers("postgres://u:pw@db:5432/portal", "redis://r:6379/1", False, "")
SYSTEM = [
    found
    for path, origin in find.postgres_ladder({}, Path("/"))
    if origin == "the system's" and (found := find.try_out(path, origin))
]


def test_each_role_has_its_own_address_on_our_server():
    assert OURS.address("portal_web", "portal") == "postgres://portal_web@/portal?host=/tmp/p"


def test_a_given_server_keeps_its_user_and_changes_only_the_database():
    assert THEIRS.address("portal_web", "journeys") == "postgres://u:pw@db:5432/journeys"


def test_the_running_server_has_the_three_roles_without_power(portal_servers: servers.Servers):
    with psycopg.connect(portal_servers.database) as connection:
        rows = connection.execute(
            "SELECT rolname, rolcanlogin, rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles"
            " WHERE rolname LIKE 'portal\\_%' ORDER BY rolname"
        ).fetchall()

    assert rows == [
        ("portal_owner", True, False),
        ("portal_web", True, False),
        ("portal_worker", True, False),
    ]


def test_a_server_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", f"postgres://portal@/portal?host={tmp_path}")
    monkeypatch.setenv("REDIS_URL", f"unix://{tmp_path}/redis.sock?db=1")

    with pytest.raises(Failed, match="Redis does not answer"):
        servers.start(Children(), places.Places(tmp_path, tmp_path))


def test_ready_means_that_very_process(tmp_path: Path):
    file = tmp_path / "postmaster.pid"
    file.write_text("77\n/data\n1700000000\n5432\n/tmp/p\n\n  1 2\nready   \n")

    assert servers.is_ready(file, 77)
    assert not servers.is_ready(file, 78)


@pytest.mark.slow
@pytest.mark.parametrize("program", SYSTEM, ids=lambda program: program.version)
def test_the_systems_postgresql_serves_as_well(
    program: find.Program, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PORTAL_PG_BIN", str(program.path.parent))
    monkeypatch.delenv("DATABASE_URL")
    children, place = Children(), testing.make_places()
    try:
        running = servers.start(children, place, fast=True)
        with psycopg.connect(running.database) as connection:
            (version,) = connection.execute("SHOW server_version_num").fetchone()
    finally:
        children.stop_all()
        testing.remove(place)

    assert int(version) // 10000 == program.major
