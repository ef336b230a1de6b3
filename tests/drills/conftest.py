"""A whole portal on servers of its own, which the drills stop, kill and start again."""

import http.client
import http.cookies
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from backbone.demo.seed import PASSWORD
from partnership.stack import find, servers, testing
from partnership.stack.children import Children
from partnership.stack.portal import HOST, Portal
from tests.measurement.sources.workbooks import LAST_YEAR, packed, parts_of, with_cells

ROOT = Path(__file__).resolve().parents[2]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MEL = "mel@red-gum.example"
WAITS = "SELECT count(*) FROM pg_locks WHERE locktype = %s AND NOT granted"
ASK = (
    "from measurement.models import Feed; from measurement.services import *;"
    "feed = Feed.objects.get(slug='vcams-school-entry');"
    "print(queue_run(feed, by=worker_user(), trigger='person').pk)"
)
OF_THE_FEED = "feed_id = (SELECT id FROM measurement_feed WHERE slug = 'vcams-school-entry')"


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

    @contextmanager
    def held(self, statement: str):
        """Whoever wants what the statement locks waits until the block ends."""
        address = self.servers.address("portal_owner", "portal")
        with psycopg.connect(address) as holder:
            holder.execute(statement)
            yield

    def waits(self, locktype: str = "relation") -> bool:
        """Somebody waits for what is held."""
        return self.rows(WAITS, locktype)[0][0] > 0

    def kill(self, name: str) -> None:
        """`kill -9` of a process and of those it started."""
        child = self.child(name)
        os.killpg(child.process.pid, signal.SIGKILL)
        self.gone(name)

    def gone(self, name: str) -> int:
        """Waits until a process that was told to end has ended. Gives its exit code."""
        child = self.child(name)
        code = child.process.wait(timeout=30)
        self.children.forget(child)
        self.portal.mine.remove(child)
        return code

    # --- the feed ---------------------------------------------------------------

    def ask_for_new_data(self) -> int:
        """The source gives other bytes with the same rows, and a person asks. Gives the run."""
        note = {"docProps/note.xml": b"<note>after run %d</note>" % self.last_run()}
        self.workbook.write_bytes(packed(parts_of(self.workbook.read_bytes()) | note))
        self.portal.manage("tick", "shell", "-c", ASK)
        self.portal.manage("tick", "tick")
        return self.last_run()

    def last_run(self) -> int:
        return self.rows(f"SELECT max(id) FROM measurement_run WHERE {OF_THE_FEED}")[0][0]

    def state_of(self, run: int) -> str:
        return self.rows("SELECT state FROM measurement_run WHERE id = %s", run)[0][0]

    # --- the people -------------------------------------------------------------

    def sign_in(self, password: str = PASSWORD) -> tuple[Answer, str]:
        """The answer to Mel's sign-in, and her cookies."""
        page = self.get("/sign-in/")
        cookie = cookies_of(page)
        fields = {"csrfmiddlewaretoken": token_of(page), "login": MEL, "password": password}
        answer = self.ask("POST", "/sign-in/", urlencode(fields), FORM | {"Cookie": cookie})
        return answer, cookies_of(answer)


def token_of(page: Answer) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]


def cookies_of(answer: Answer) -> str:
    jar = http.cookies.SimpleCookie(answer.headers.get("Set-Cookie", ""))
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


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
