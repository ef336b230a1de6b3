"""Servers and processes to be measured: durable, as a real site would run them."""

import json
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from partnership.stack import find, places, servers
from partnership.stack.children import Child, Children
from partnership.stack.portal import HOST, Portal, free_port

ROOT = Path(__file__).resolve().parent.parent


class Stage:
    def __init__(self, folder: Path, place: places.Places):
        self.children, self.folder, self.places = Children(), folder, place
        servers.start_postgres(self.children, find.postgres(), place, fast=False)
        redis = servers.start_valkey(self.children, place, "redis")
        database = f"postgres://{servers.SUPERUSER}@/postgres?host={place.sockets}"
        self.servers = servers.Servers(database, redis, True, "")

    def portal(self, name: str, *, partners: int, updates: int) -> tuple[Portal, list[dict]]:
        """A portal with so many partners, and as whom and where each of them saves."""
        portal = Portal(self.children, self.servers, root=ROOT, local=self.folder, database=name)
        portal.make_database()
        portal.manage("prepare", "prepare")
        people = self.folder / f"{name}.json"
        self.run("bench.people", portal.environment("prepare"), partners, updates, people)
        portal.start_web()
        return portal, json.loads(people.read_text())

    def plain(self, partners: int) -> tuple[int, list[dict], Child]:
        """The same for the plain project: its port, its partners, and its server."""
        self.children.run(
            "database",
            servers.client("roles", self.servers.database, "plain"),
            env=servers.clean_environment(),
        )
        env = servers.clean_environment() | {
            "DATABASE_URL": self.servers.address("portal_owner", "plain"),
            "DJANGO_SETTINGS_MODULE": "bench.plain.settings",
        }
        people = self.folder / "plain.json"
        self.run("bench.plain.people", env, partners, people)
        port = free_port(0)
        command = [
            sys.executable, "-m", "gunicorn", "bench.plain.wsgi:application",
            "--bind", f"{HOST}:{port}", "--worker-class", "gthread", "--workers", "2",
            "--threads", "4", "--no-control-socket", "--log-level", "warning",
            "--config", "python:bench.plain",  # none: ours is for the portal
        ]  # fmt: skip
        child = self.children.start("plain", command, env=env, cwd=ROOT)
        self.children.wait_until(lambda: is_open(port), 30, "The plain web server")
        return port, json.loads(people.read_text()), child

    def run(self, module: str, env: dict[str, str], *arguments: object) -> None:
        command = [sys.executable, "-m", module, *map(str, arguments)]
        self.children.run(module, command, env=env, cwd=ROOT)


def cpu_seconds(child: Child) -> float:
    """Processor time that a server and its workers have used; 0 where nobody says (macOS)."""
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[3]) == child.process.pid:  # its session
                used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def is_open(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex((HOST, port)) == 0


@contextmanager
def stage() -> Iterator[Stage]:
    """On a disk, not in memory: a durable commit is part of what is measured."""
    user = places.SERVANT if os.geteuid() == 0 else ""
    folders = [Path(tempfile.mkdtemp(prefix=f"portal-bench-{os.getpid()}-")) for _ in range(3)]
    for folder in folders[:2]:
        if user:
            shutil.chown(folder, user)
    one = None
    try:
        one = Stage(folders[2], places.Places(folders[0], folders[1], user))
        yield one
    finally:
        if one:
            one.children.stop_all()
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
