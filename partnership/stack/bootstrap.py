"""Before `demo` and `test`: an environment in .venv that holds what requirements-dev.txt says."""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

# All of them, not Django alone: a Django without Celery looks installed and is not.
NEEDED = ("django", "celery", "psycopg", "redis", "pytest_django")
STAMP = ".lock-sha256"


def enter(root: Path) -> None:
    """Returns inside .venv with everything installed; else installs, and starts this command there.

    Exits 2 with a sentence where the portal cannot run at all.
    """
    refusal = unsupported(sys.platform, sys.version_info)
    if refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
    venv, lock = root / ".venv", root / "requirements-dev.txt"
    python = venv / "bin" / "python"
    if not (is_current(venv, lock) and can_import(python)):
        install(venv, lock)
    if Path(sys.prefix).resolve() != venv.resolve():
        os.execv(python, [str(python), *sys.argv])


def unsupported(platform: str, version: tuple) -> str:
    """Why the portal cannot run here, as a sentence; empty when it can."""
    if platform == "win32":
        return "Windows itself is not supported. Use WSL2: clone and run this inside its Linux."
    if tuple(version[:2]) < (3, 11):
        return (
            f"Python 3.11 or newer is needed; this is {version[0]}.{version[1]} ({sys.executable})."
        )
    return ""


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def is_current(venv: Path, lock: Path) -> bool:
    """The environment was finished, and from this very requirement file."""
    stamp = venv / STAMP
    return stamp.is_file() and stamp.read_text().strip() == digest(lock)


def can_import(python: Path) -> bool:
    """Everything NEEDED is found by that interpreter. It only looks: 30 ms instead of a second."""
    look = f"import importlib.util as u; raise SystemExit(not all(map(u.find_spec, {NEEDED!r})))"
    if not python.exists():  # a link to an interpreter that was removed counts as missing, too
        return False
    return subprocess.run([python, "-c", look], capture_output=True).returncode == 0


def install(venv: Path, lock: Path) -> None:
    """Fills .venv from the requirement file, by uv where it is on PATH, else by pip.

    Both take their package index from the machine's own settings. The stamp is written last: an
    installation that was interrupted is done again.
    """
    count = lock.read_text().count("==")
    print(f"First run: installing {count} packages into {venv} (about a minute, once).", flush=True)
    (venv / STAMP).unlink(missing_ok=True)
    began = time.monotonic()
    base = getattr(sys, "_base_executable", sys.executable)
    if not (with_uv(venv, lock, base) or with_pip(venv, lock, base)):
        sys.exit("The packages could not be installed; what the installer said stands above.")
    if not can_import(venv / "bin" / "python"):
        sys.exit(
            f"Installed, but not all of {', '.join(NEEDED)} can be imported. "
            "Delete .venv and try again."
        )
    (venv / STAMP).write_text(digest(lock) + "\n")
    print(f"Installed in {time.monotonic() - began:.0f} s.", flush=True)


def with_uv(venv: Path, lock: Path, base: str) -> bool:
    uv = shutil.which("uv")
    return (
        uv is not None
        and run("environment", [uv, "venv", "--quiet", "--clear", "--python", base, str(venv)])
        and run(
            "packages (uv)",
            [uv, "pip", "sync", "--python", str(venv / "bin" / "python"),
             "--require-hashes", "--only-binary", ":all:", str(lock)],
        )
    )  # fmt: skip


def with_pip(venv: Path, lock: Path, base: str) -> bool:
    python = str(venv / "bin" / "python")
    pip = [python, "-m", "pip"]
    if not run("environment", [base, "-m", "venv", "--clear", str(venv)], quiet=True):
        # Debian without python3-venv has no ensurepip: make it bare and install from outside.
        pip = [base, "-m", "pip", "--python", python]
        if not run("environment", [base, "-m", "venv", "--clear", "--without-pip", str(venv)]):
            return False
    # Byte code of everything would take ten seconds more, most of it for files never used.
    options = ["--require-hashes", "--only-binary=:all:", "--no-compile", "--no-input"]
    return run("packages (pip)", [*pip, "install", *options, "-r", str(lock)])


def run(what: str, command: list[str], quiet: bool = False) -> bool:
    """Runs one step and shows that it moves: the seconds, and the last line the step printed.

    Gives whether it succeeded; when it did not, prints its last lines (unless `quiet`).
    """
    lines: list[str] = []
    began, said, terminal = time.monotonic(), 0.0, sys.stdout.isatty()
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as child:
        reader = threading.Thread(target=collect, args=(child.stdout, lines), daemon=True)
        reader.start()
        try:
            while reader.is_alive():
                reader.join(0.2)
                passed = time.monotonic() - began
                if passed - said >= (0.2 if terminal else 5):
                    said = passed
                    last = lines[-1].strip() if lines else ""
                    show(terminal, f"  {what}: {passed:.0f} s  {last}")
        except KeyboardInterrupt:
            child.terminate()
            sys.exit("\nInterrupted. The next start installs again from the beginning.")
    if terminal and said:
        show(terminal, "")
    if child.returncode and not quiet:
        print(f"  {what}: failed", *lines[-20:], sep="\n    ", flush=True)
    return child.returncode == 0


def collect(output: Iterable[str], lines: list[str]) -> None:
    for line in output:
        lines.append(line.rstrip())


def show(terminal: bool, text: str) -> None:
    """Over the last line on a terminal; a line of its own in a log."""
    if terminal:
        width = shutil.get_terminal_size().columns - 1
        print(f"\r\033[K{text[:width]}", end="", flush=True)
    else:
        print(text[:100], flush=True)
