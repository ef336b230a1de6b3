"""A whole portal on servers of its own, which the drills stop, kill and start again."""

import http.client
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from partnership.stack import find, servers, testing
from partnership.stack.children import Children
from partnership.stack.portal import HOST, Portal
from tests.measurement.sources.workbooks import LAST_YEAR, with_cells

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Drill:
    """The portal, and the hands that break it and mend it."""

    def __init__(self, folder: Path):
        self.children = Children()
        self.places = testing.make_places()
        self.data = folder / "data"
        shutil.copytree(ROOT / "data", self.data)
        self.workbook = self.data / "vcams" / "VCAMS_behavourial.xlsx"
        self.workbook.write_bytes(with_cells(without_rows=LAST_YEAR))
        self.start_database()
        redis = servers.start_valkey(self.children, self.places, "redis")
        database = f"postgres://{servers.SUPERUSER}@/postgres?host={self.places.sockets}"
        self.servers = servers.Servers(database, redis, True, "")
        self.portal = Portal(
            self.children,
            self.servers,
            root=ROOT,
            local=folder,
            database="portal",
            settings={"BUNDLED_DATA": str(self.data)},
        )

    # --- the servers ------------------------------------------------------------

    def start_database(self) -> None:
        servers.start_postgres(self.children, find.postgres(), self.places, fast=True)

    def start_redis(self) -> None:
        servers.start_valkey(self.children, self.places, "redis")

    def stop(self, name: str) -> None:
        self.children.stop(self.child(name))

    def child(self, name: str):
        return next(child for child in self.children.running if child.name == name)

    # --- the portal -------------------------------------------------------------

    def get(self, path: str, cookie: str = "") -> Answer:
        return self.ask("GET", path, headers={"Cookie": cookie} if cookie else {})

    def ask(self, method: str, path: str, body: str | None = None, headers=None) -> Answer:
        with closing(http.client.HTTPConnection(HOST, self.portal.port, timeout=20)) as line:
            line.request(method, path, body, headers or {})
            answer = line.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())

    def rows(self, statement: str, *values) -> list[tuple]:
        """As the owner of the tables."""
        address = self.servers.address("portal_owner", "portal")
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def kill(self, name: str) -> None:
        """`kill -9` of a process and of those it started."""
        child = self.child(name)
        os.killpg(child.process.pid, 9)
        child.process.wait()
        self.children.forget(child)
        if child in self.portal.mine:
            self.portal.mine.remove(child)


def until(true: Callable[[], bool], seconds: float) -> float:
    """Seconds until it was true; fails when it was not in time."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        with suppress(OSError, http.client.HTTPException):
            if true():
                return time.monotonic() - began
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} seconds")


@pytest.fixture(scope="package")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    """Each drill leaves it whole again."""
    one = Drill(tmp_path_factory.mktemp("drill"))
    try:
        one.portal.start()
        yield one
    finally:
        one.children.stop_all()
        testing.remove(one.places)


def ask(drill: Drill, portal: Portal, statement: str) -> list[tuple]:
    """As the owner of that portal's tables."""
    with psycopg.connect(drill.servers.address("portal_owner", portal.database)) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def new_portal(drill, tmp_path):
    """The same portal on an empty database that `prepare` has made."""
    made = []

    def make(name: str) -> Portal:
        command = servers.client("roles", drill.servers.database, name)
        drill.children.run("database", command, env=dict(os.environ))
        portal = Portal(
            drill.children, drill.servers, root=drill.portal.root, local=tmp_path, database=name
        )
        portal.manage("prepare", "prepare")
        made.append(portal)
        return portal

    yield make
    for portal in made:
        portal.stop()
