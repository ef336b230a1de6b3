"""Child processes: started with their output prefixed, watched, stopped in order.

Nothing here acts on a signal's instant: a handler only calls `interrupt()`, and whoever waits finds
out in `check()`. So no child can be lost between its start and its place in the list.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

LAUNCH = Path(__file__).with_name("launch.py")
TAIL = 20  # lines kept of each child, to be told when it fails
REPEATED = 5  # of them are told when they stand on the screen already
PATIENCE = 10  # seconds from the polite signal to the next one
POLL = 0.02  # seconds


class Interrupted(Exception):
    """Somebody asked for the end: Ctrl-C, kill, or a closed terminal."""


class Failed(Exception):
    """Something did not come up, or ended by itself. Says what, with its last lines."""


class Child:
    def __init__(self, name: str, process: subprocess.Popen, stop_with: signal.Signals):
        self.name = name
        self.process = process
        self.stop_with = stop_with
        self.started = start_time(process.pid)
        self.tail: deque[str] = deque(maxlen=TAIL)
        self.reader: threading.Thread | None = None
        self.shown = False

    def read(self, show: Callable[[str, str], None]) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.tail.append(line.rstrip())
                if self.shown:
                    show(self.name, line.rstrip())

    def send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            self.process.send_signal(number)

    def failure(self, what: str) -> Failed:
        if self.reader:
            self.reader.join(1)  # so that its last words are in
        told = list(self.tail)[-REPEATED:] if self.shown else list(self.tail)
        return Failed("\n    ".join([f"{self.name} {what}", *told]))


class Children:
    """The running children of one supervisor.

    `show(name, line)` prints a line of a child; without it they are only kept. `record` is a file
    for the pids, so that the next start can end what a killed supervisor left (`end_leftovers`).
    """

    def __init__(
        self, show: Callable[[str, str], None] | None = None, record: Path | None = None
    ) -> None:
        self.show = show
        self.record = record
        self.running: list[Child] = []
        self.interrupted = False

    def interrupt(self) -> None:
        self.interrupted = True

    def start(
        self,
        name: str,
        command: list[str],
        *,
        env: dict[str, str],
        cwd: Path | None = None,
        stop_with: signal.Signals = signal.SIGTERM,
        user: str = "",
        shown: bool = True,
    ) -> Child:
        """Starts a program in its own session, out of reach of the terminal's Ctrl-C.

        On Linux it gets `stop_with` when this process dies. Call it from the main thread only: the
        kernel watches the thread that started a child.
        """
        tie = [str(LAUNCH), str(os.getpid()), str(int(stop_with)), user]
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", *tie, *command],
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        child = Child(name, process, stop_with)
        child.shown = shown and self.show is not None
        child.reader = threading.Thread(target=child.read, args=(self.show,), daemon=True)
        child.reader.start()
        self.running.append(child)
        self.write_record()
        return child

    def run(self, name: str, command: list[str], **options: Any) -> list[str]:
        """Runs a program to its end and gives its last lines; raises Failed if it fails."""
        child = self.start(name, command, **options)
        while child.process.poll() is None:
            self.check(besides=child)
            time.sleep(POLL)
        self.forget(child)
        if child.process.returncode:
            raise child.failure(f"failed (exit {child.process.returncode}):")
        return list(child.tail)

    def wait_until(self, ready: Callable[[], bool], seconds: float, what: str) -> None:
        """Polls until it is ready; raises Failed after that many seconds, or when a child ends."""
        end = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > end:
                raise Failed(f"{what} did not come up within {seconds:.0f} s.")
            time.sleep(POLL)

    def check(self, besides: Child | None = None) -> None:
        """Raises Interrupted, or Failed when a child has ended by itself."""
        if self.interrupted:
            raise Interrupted
        for child in self.running:
            if child is not besides and child.process.poll() is not None:
                raise child.failure(f"ended by itself (exit {child.process.returncode}):")

    def stop(self, *children: Child) -> None:
        """Stops these at once, and returns when all have gone: politely, then not."""
        for child in children:
            child.shown = False  # farewells are no news
        for step in (None, signal.SIGQUIT, signal.SIGKILL):
            left = [child for child in children if child.process.poll() is None]
            for child in left:
                child.send(step or child.stop_with)
            end = time.monotonic() + (PATIENCE if step is None else 2)
            while time.monotonic() < end and any(c.process.poll() is None for c in left):
                time.sleep(POLL)
        for child in children:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.process.pid, signal.SIGKILL)  # children of one that was killed
            child.process.wait()
            self.forget(child)

    def stop_all(self) -> None:
        """Stops everything, the youngest first."""
        for child in reversed(list(self.running)):
            self.stop(child)

    def forget(self, child: Child) -> None:
        if child.reader:
            child.reader.join(1)
        if child in self.running:
            self.running.remove(child)
        self.write_record()

    def write_record(self) -> None:
        if self.record is None:
            return
        rows = [
            {"pid": c.process.pid, "started": c.started, "signal": int(c.stop_with)}
            for c in self.running
        ]
        self.record.write_text(json.dumps(rows))


def end_leftovers(record: Path) -> int:
    """Ends what a killed supervisor left behind, as its record says; gives how many there were.

    Linux ends them by itself (launch.py), so there this only waits for them. The start time guards
    against a pid that now belongs to somebody else.
    """
    try:
        rows = json.loads(record.read_text())
    except (OSError, ValueError):
        return 0
    left = [row for row in rows if row["started"] and start_time(row["pid"]) == row["started"]]
    found = len(left)
    for number in (None, signal.SIGKILL):
        for row in left:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(row["pid"], number or row["signal"])
        end = time.monotonic() + PATIENCE
        while left and time.monotonic() < end:
            left = [row for row in left if start_time(row["pid"]) == row["started"]]
            time.sleep(POLL)
    record.unlink(missing_ok=True)
    return found


def start_time(pid: int) -> str:
    """When that process started, in the system's words; empty when there is none, or a zombie."""
    stat = Path(f"/proc/{pid}/stat")
    if sys.platform == "linux":
        try:  # the name in brackets may hold anything; state is the first field after it
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[0] == "Z" else fields[19]
    shown = subprocess.run(
        ["ps", "-o", "state=,lstart=", "-p", str(pid)], capture_output=True, text=True
    ).stdout.split(maxsplit=1)
    return "" if len(shown) < 2 or shown[0].startswith("Z") else shown[1].strip()
