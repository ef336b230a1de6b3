"""The portal's own processes on running servers: prepare, worker, beat, web."""

import http.client
import json
import os
import secrets
import socket
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from .children import Child, Children
from .servers import Servers, client

HOST = "127.0.0.1"  # never anything that another machine can reach
ROLES = {"prepare": "portal_owner", "web": "portal_web"}  # all others: portal_worker
PORTS_TO_TRY = 50
CELERY = [sys.executable, "-m", "celery", "-q", "-A", "partnership"]


class Portal:
    """One running portal.

        with Portal(children, servers, root=…, local=…, database="journeys") as portal:
            open(portal.url)

    `root` is the checkout, `local` a folder for what the processes write, `database` is made if it
    is missing. Leaving the block stops web, beat and worker, not the servers.
    """

    def __init__(
        self,
        children: Children,
        servers: Servers,
        *,
        root: Path,
        local: Path,
        database: str = "portal",
        profile: str = "demo",
        port: int | None = None,
        settings: dict[str, str] | None = None,
    ) -> None:
        self.children = children
        self.servers = servers
        self.root = root
        self.local = local
        self.database = database
        self.port = port or free_port(0)
        self.url = f"http://{HOST}:{self.port}/"
        self.instance = secrets.token_hex(16)
        self.settings = {"PORTAL_PROFILE": profile, **(settings or {})}
        self.mine: list[Child] = []

    def environment(self, process: str) -> dict[str, str]:
        """The settings of one process; each has the database role that it needs, and no more."""
        role = ROLES.get(process, "portal_worker")
        # With PYTHONDONTWRITEBYTECODE every process would compile everything, at every start.
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        return kept | {
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "DATABASE_URL": self.servers.address(role, self.database),
            "DEBUG": "0",
            "DJANGO_SETTINGS_MODULE": "partnership.settings",
            "PORTAL_INSTANCE": self.instance,
            "PORTAL_SUPERVISED": "1",
            "PYTHONUNBUFFERED": "1",
            "REDIS_URL": self.servers.redis,
            "SITE_URL": self.url,
            "SECRET_KEY": secret_key(self.local / "secret-key"),
            "STATIC_ROOT": str(self.local / "static"),
            "WITHDRAWAL_LIST": str(self.local / "withdrawals.txt"),
            **self.settings,
        }

    def start(self, say: Callable[[str], None] = lambda text: None) -> None:
        """Everything in its order; the web process last, when it has something to show.

        `say` gets a sentence before each step. Raises Failed with the last lines of what failed.
        """
        self.make_database()
        say("Preparing the demonstration …")
        self.manage("prepare", "prepare", "--demo")
        say("Starting the worker and the clock; the worker reads its first source …")
        self.start_worker()
        self.start_beat()
        self.manage("tick", "tick", "--wait", "60")
        self.manage("prepare", "demo_target")
        say("Starting the web server …")
        self.start_web()

    def make_database(self) -> None:
        command = client("roles", self.servers.database, self.database)
        self.children.run("database", command, env=dict(os.environ), shown=False)

    def manage(self, process: str, *arguments: str) -> None:
        """Runs one of the portal's commands to its end; raises Failed if it fails."""
        command = [sys.executable, str(self.root / "manage.py"), *arguments]
        self.children.run(process, command, env=self.environment(process), cwd=self.root)

    def start_worker(self) -> None:
        # One worker has nobody to talk to; looking for others takes a second.
        alone = ["--without-gossip", "--without-mingle"]
        self.launch("worker", [*CELERY, "worker", "-l", "WARNING", "--concurrency", "1", *alone])

    def start_beat(self) -> None:
        """The clock that ticks once a minute."""
        schedule = ["--schedule", str(self.local / "beat-schedule"), "--pidfile", ""]
        self.launch("beat", [*CELERY, "beat", "-l", "WARNING", *schedule])

    def start_web(self) -> None:
        """Gunicorn; returns when it answers, and it is ours and not an older one on that port."""
        gunicorn = [
            sys.executable, "-m", "gunicorn", "partnership.wsgi:application",
            "--bind", f"{HOST}:{self.port}", "--worker-class", "gthread",
            "--workers", "2", "--threads", "4", "--graceful-timeout", "5",
            "--no-control-socket", "--log-level", "warning",
        ]  # fmt: skip
        self.launch("web", gunicorn)
        self.children.wait_until(self.answers, 60, "The web server")

    def launch(self, name: str, command: list[str]) -> None:
        env = self.environment(name)
        self.mine.append(self.children.start(name, command, env=env, cwd=self.root))

    def answers(self) -> bool:
        with (
            suppress(OSError, http.client.HTTPException, ValueError),
            closing(http.client.HTTPConnection(HOST, self.port, timeout=5)) as line,
        ):
            line.request("GET", "/health/live")
            told = json.loads(line.getresponse().read())
            return isinstance(told, dict) and told.get("instance") == self.instance
        return False

    def stop(self) -> None:
        self.children.stop(*reversed(self.mine))
        self.mine.clear()

    def __enter__(self) -> "Portal":
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def free_port(wanted: int) -> int:
    """The wanted port, or the next one that nobody uses; 0 is any."""
    for port in range(wanted, wanted + PORTS_TO_TRY):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does
            with suppress(OSError, OverflowError):
                trial.bind((HOST, port))
                trial.listen()
                return trial.getsockname()[1]
    raise OSError(f"No free port between {wanted} and {wanted + PORTS_TO_TRY - 1}.")


def secret_key(file: Path) -> str:
    """A random key, kept so that people stay signed in when the demo is started again."""
    if not file.exists():
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(50))
    return file.read_text()
