"""Starts PostgreSQL and Valkey as children, reachable by socket only, and makes the three roles."""

import os
import shutil
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from . import find
from .children import Child, Children, Failed
from .places import Places, reachable

CLIENTS = Path(__file__).with_name("clients.py")
SUPERUSER = "portal"
UNSAFE_BUT_FAST = {  # for tests: nothing has to survive a power cut
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}
SMALL_SHM = 256 * 1024 * 1024  # bytes; containers often have 64 MB


@dataclass(frozen=True)
class Servers:
    """Two running servers. Either may be somebody else's, given by DATABASE_URL or REDIS_URL."""

    database: str  # address, as the user who may make databases
    redis: str  # address; database 1 is the cache, 0 the broker
    ours: bool  # we run the database, so each role has its own address
    said: str  # which servers these are, for people

    def address(self, role: str, name: str) -> str:
        """The address of database `name` for one of the roles."""
        if self.ours:
            query = urlsplit(self.database).query
            return f"postgres://{role}@/{name}?{query}"
        return urlunsplit(urlsplit(self.database)._replace(path=f"/{name}"))


def clean_environment() -> dict[str, str]:
    """For the servers: none of the machine's locales, which may be invalid or change sort order."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PG"))}
    return kept | {"LC_ALL": "C"}


def start(children: Children, places: Places, *, fast: bool = False) -> Servers:
    """Both servers and the roles. `fast` trades safety of the data for speed (tests only).

    Raises Failed, with what a person can do, when a server is missing or does not come up.
    """
    env = os.environ
    database, redis = env.get("DATABASE_URL", ""), env.get("REDIS_URL", "")
    ours, said = not database, []
    if database:
        said.append("PostgreSQL of DATABASE_URL")
    else:
        program = find.postgres()
        if program is None:
            raise Failed(find.NO_POSTGRES)
        start_postgres(children, program, places, fast)
        database = f"postgres://{SUPERUSER}@/postgres?host={quote(str(places.sockets))}"
        said.append(f"PostgreSQL {program.version} ({program.origin})")
    if redis:
        children.run("redis", client("ping", redis), env=dict(env), shown=False)
        said.append("Redis of REDIS_URL")
    else:
        redis = start_valkey(children, places, "redis", said)
    children.run("database", client("roles", database), env=dict(env), shown=False)
    return Servers(database, redis, ours, ", ".join(said))


def client(*arguments: str) -> list[str]:
    return [sys.executable, str(CLIENTS), *arguments]


def start_postgres(children: Children, program: find.Program, places: Places, fast: bool) -> Child:
    """Makes the data folder if there is none of this major version, and starts the server on it."""
    path = reachable(program, places)
    data = places.data / f"pg{program.major}"
    env = clean_environment()
    if not (data / "PG_VERSION").exists():
        make_data_folder(children, program, path, data, places.user, fast)
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(places.sockets),
        "unix_socket_permissions": "0700",
        "dynamic_shared_memory_type": "mmap" if shm_size() < SMALL_SHM else "posix",
        **(UNSAFE_BUT_FAST if fast else {}),
    }
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    child = children.start(
        "database",
        [str(path), "-D", str(data), *options],
        env=env,
        cwd=Path("/"),
        stop_with=signal.SIGINT,  # "fast": SIGTERM would wait until every client has gone
        user=places.user,
        shown=False,
    )
    pid_file, pid = data / "postmaster.pid", child.process.pid
    children.wait_until(lambda: is_ready(pid_file, pid), 60, "PostgreSQL")
    return child


def make_data_folder(
    children: Children, program: find.Program, path: Path, data: Path, user: str, fast: bool
) -> None:
    """initdb into a folder beside, then a rename: an interrupted one is never taken for whole."""
    unfinished = data.with_name(data.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if user:
        shutil.chown(unfinished, user)
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"]  # sorts alike on every machine
    if program.major < 17:
        locale = ["--locale=en_US.UTF-8" if sys.platform == "darwin" else "--locale=C.UTF-8"]
    command = [
        str(path.with_name("initdb")), "-D", str(unfinished), "-U", SUPERUSER,
        "--auth=trust", "--encoding=UTF8", *locale, *(["--no-sync"] if fast else []),
    ]  # fmt: skip
    env = clean_environment()
    children.run("initdb", command, env=env, cwd=Path("/"), user=user, shown=False)
    unfinished.rename(data)


def is_ready(pid_file: Path, pid: int) -> bool:
    """That very server is ready: line 1 of the file is its pid, line 8 its state."""
    try:
        lines = pid_file.read_text().splitlines()
    except OSError:
        return False
    return len(lines) > 7 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"


def shm_size() -> int:
    """Bytes of shared memory that this machine or container offers."""
    shm = Path("/dev/shm")
    if not shm.is_dir():
        return SMALL_SHM if sys.platform == "darwin" else 0
    return shutil.disk_usage(shm).total


def start_valkey(
    children: Children, places: Places, name: str, said: list[str] | None = None
) -> str:
    """Starts a server that keeps nothing on disk; gives its address (database 1)."""
    program = find.valkey()
    if program is None:
        raise Failed(find.NO_VALKEY)
    path = reachable(program, places)
    at = places.sockets / f"{name}.sock"
    if asks(at, b"PING\r\n"):  # of a killed run: it would live on, out of reach
        asks(at, b"SHUTDOWN NOSAVE\r\n")
    at.unlink(missing_ok=True)
    command = [
        str(path), "--port", "0", "--unixsocket", str(at), "--unixsocketperm", "700",
        "--appendonly", "no", "--save", "", "--maxmemory-policy", "noeviction",
        "--daemonize", "no", "--dir", str(places.sockets),
    ]  # fmt: skip
    env = clean_environment()
    children.start(name, command, env=env, cwd=Path("/"), user=places.user, shown=False)
    children.wait_until(lambda: asks(at, b"PING\r\n") == b"+PONG\r\n", 20, "Valkey")
    if said is not None:
        said.append(f"Valkey {program.version} ({program.origin})")
    return f"unix://{at}?db=1"


def asks(at: Path, question: bytes) -> bytes:
    """What that socket answers; nothing when nobody is there."""
    with suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        line.connect(str(at))
        line.sendall(question)
        return line.recv(64)
    return b""


def remove_sockets(places: Places) -> None:
    shutil.rmtree(places.sockets, ignore_errors=True)


def reset(places: Places) -> None:
    """Deletes the demo's data of the version that would be started now."""
    program = find.postgres()
    if program:
        shutil.rmtree(places.data / f"pg{program.major}", ignore_errors=True)
