from pathlib import Path

import pytest

from partnership.stack import find


def pretend(program: Path, version: str) -> Path:
    """A program that only knows its version."""
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\necho "{version}"\n')
    program.chmod(0o755)
    return program


def pretend_postgres(folder: Path, version: str) -> Path:
    pretend(folder / "initdb", version)
    return pretend(folder / "postgres", f"postgres (PostgreSQL) {version}")


@pytest.fixture
def no_wheels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "package_folder", lambda package: None)


def test_the_installed_wheels_are_found():
    postgres, valkey = find.postgres({}, Path("/nowhere")), find.valkey({})

    assert postgres
    assert valkey
    assert (postgres.major, postgres.origin) == (18, "from .venv")
    assert (valkey.major, valkey.origin) == (9, "from .venv")


def test_a_named_folder_comes_before_the_wheel(tmp_path: Path):
    own = pretend_postgres(tmp_path, "17.2")

    found = find.postgres({"PORTAL_PG_BIN": str(tmp_path)})

    assert found == find.Program(own, "17.2", "PORTAL_PG_BIN")


@pytest.mark.usefixtures("no_wheels")
def test_a_link_on_path_leads_to_the_folder_with_initdb(tmp_path: Path):
    real = pretend_postgres(tmp_path / "lib", "16.4")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "postgres").symlink_to(real)

    found = find.postgres({"PATH": str(tmp_path / "bin")}, tmp_path)

    assert found
    assert (found.path, found.origin) == (real, "on PATH")


@pytest.mark.usefixtures("no_wheels")
def test_of_the_systems_versions_the_highest_is_taken(tmp_path: Path):
    pretend_postgres(tmp_path / "usr/lib/postgresql/9/bin", "9.6")
    pretend_postgres(tmp_path / "usr/lib/postgresql/15/bin", "15.18")
    newest = pretend_postgres(tmp_path / "usr/lib/postgresql/17/bin", "17.1")

    found = find.postgres({"PATH": ""}, tmp_path)

    assert found
    assert found.path == newest


@pytest.mark.usefixtures("no_wheels")
def test_a_version_that_is_too_old_is_passed_over(tmp_path: Path):
    pretend_postgres(tmp_path / "usr/lib/postgresql/14/bin", "14.9")

    assert find.postgres({"PATH": ""}, tmp_path) is None


@pytest.mark.usefixtures("no_wheels")
def test_a_program_that_does_not_run_here_is_passed_over(tmp_path: Path):
    broken = pretend_postgres(tmp_path / "broken", "18.6")
    broken.write_text("#!/bin/sh\nexit 127\n")
    good = pretend_postgres(tmp_path / "opt/homebrew/opt/postgresql@16/bin", "16.2")

    found = find.postgres({"PORTAL_PG_BIN": str(broken.parent), "PATH": ""}, tmp_path)

    assert found
    assert (found.path, found.origin) == (good, "Homebrew's")


@pytest.mark.usefixtures("no_wheels")
def test_valkey_comes_before_redis(tmp_path: Path):
    pretend(tmp_path / "redis-server", "Redis server v=7.0.15 sha=00000000:0")
    pretend(tmp_path / "valkey-server", "Valkey server v=8.1.0 sha=00000000:0")

    found = find.valkey({"PATH": str(tmp_path)})

    assert found
    assert (found.path.name, found.version) == ("valkey-server", "8.1.0")


@pytest.mark.usefixtures("no_wheels")
def test_a_named_server_comes_first(tmp_path: Path):
    own = pretend(tmp_path / "own", "Redis server v=7.2.0 sha=00000000:0")
    pretend(tmp_path / "valkey-server", "Valkey server v=8.1.0 sha=00000000:0")

    found = find.valkey({"PORTAL_REDIS_SERVER": str(own), "PATH": str(tmp_path)})

    assert found
    assert found.path == own


@pytest.mark.usefixtures("no_wheels")
def test_without_any_there_is_none_and_the_message_names_three_ways_out():
    assert find.valkey({"PATH": ""}) is None
    assert find.NO_VALKEY.count("\n  - ") == find.NO_POSTGRES.count("\n  - ") == 3
