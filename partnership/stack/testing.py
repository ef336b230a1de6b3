"""The pytest plugin: PostgreSQL and Valkey are up before Django reads its settings.

Loaded by `-p partnership.stack.testing` (pyproject.toml). DATABASE_URL and REDIS_URL that are set
already are respected: nothing is started for them.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from . import places, servers
from .children import Children, Failed
from .portal import Portal

ROOT = Path(__file__).resolve().parents[2]
NEEDED = 1024**3  # bytes free in memory for the data of a test run


@dataclass(frozen=True)
class Run:
    """What this test run has started."""

    children: Children
    servers: servers.Servers
    places: places.Places


run: Run | None = None


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Before pytest-django looks at DJANGO_SETTINGS_MODULE in the same hook."""
    global run
    if "PYTEST_XDIST_WORKER" in os.environ:  # it inherits the addresses
        return
    children, place = Children(), make_places()
    try:
        run = Run(children, servers.start(children, place, fast=True), place)
    except (Failed, places.Unsafe) as error:
        children.stop_all()
        remove(place)
        raise pytest.UsageError(str(error)) from None
    os.environ["DATABASE_URL"] = run.servers.address(servers.SUPERUSER, "portal")
    os.environ["REDIS_URL"] = run.servers.redis
    os.environ["PORTAL_PROFILE"] = "test"
    os.environ["PORTAL_SUPERVISED"] = "1"
    os.environ.setdefault("SECRET_KEY", "for-tests-only-" + "0123456789abcdef" * 4)


def pytest_unconfigure() -> None:
    global run
    if run:
        run.children.stop_all()
        remove(run.places)
        run = None


@pytest.fixture(scope="session")
def portal_servers() -> servers.Servers:
    """The servers of this test run."""
    assert run
    return run.servers


@pytest.fixture(scope="session")
def whole_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The demonstration with its real processes, started once: web, worker and beat.

    It has a database and a broker of its own, so it meets nothing of the other tests.
    """
    assert run
    redis = run.servers.redis
    if "unix:" in redis:
        redis = servers.start_valkey(run.children, run.places, "journeys")
    local = tmp_path_factory.mktemp("portal")
    own = replace(run.servers, redis=redis)
    # All journeys come from one address: together they speak more often than one household does.
    often = {"ANONYMOUS_LIMITS": '{"say": 99, "wrong_receipt": 99}'}
    with Portal(
        run.children, own, root=ROOT, local=local, database="journeys", settings=often
    ) as portal:
        yield portal


def make_places() -> places.Places:
    """Data in memory where there is room; sockets below /tmp. Both are thrown away at the end."""
    user = places.SERVANT if os.geteuid() == 0 else ""
    memory, disk = Path("/dev/shm"), Path("/tmp")
    sweep(memory, disk)
    roomy = places.free_space(memory) > NEEDED and os.access(memory, os.W_OK)
    return places.Places(
        make_folder(memory if roomy else disk, user), make_folder(disk, user), user
    )


def make_folder(base: Path, user: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"portal-test-{os.getpid()}-", dir=base))
    if user:
        shutil.chown(folder, user)
    return folder


def sweep(*bases: Path) -> None:
    """Removes what test runs left that were killed."""
    for base in bases:
        for folder in base.glob("portal-test-*"):
            pid = folder.name.split("-")[2]
            if Path("/proc/self").exists() and not Path(f"/proc/{pid}").exists():
                shutil.rmtree(folder, ignore_errors=True)


def remove(place: places.Places) -> None:
    for folder in (place.data, place.sockets):
        shutil.rmtree(folder, ignore_errors=True)
