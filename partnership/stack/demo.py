"""`manage.py demo`: everything on this machine, from nothing to an address to open."""

import argparse
import fcntl
import json
import os
import shutil
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from . import places, servers
from .children import Children, Failed, Interrupted, end_leftovers
from .portal import HOST, Portal, free_port

COLOURS = {"prepare": 35, "worker": 33, "beat": 36, "tick": 33, "web": 32}
PORT = 8000


def main(root: Path, arguments: list[str]) -> int:
    """Runs until it is told to stop; gives the exit status: 0 stopped, 1 something failed."""
    options = read(arguments)
    local = root / ".local"
    local.mkdir(mode=0o711, exist_ok=True)  # 711: `nobody` may have to pass through (places.py)
    lock = take_lock(local / "lock")
    if lock is None:
        url = (local / "lock").read_text().strip()
        say(f"The demo is already running{f' at {url}' if url else ''}. Stop it there with Ctrl-C.")
        return 1
    children = Children(show=Printer(), record=local / "pids.json")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: children.interrupt())
    place = None
    try:
        if end_leftovers(local / "pids.json"):
            say("Ended what an earlier run had left behind.")
        place = places.for_demo(root, local)
        if options.reset:
            reset(local, place)
        start(children, root, local, place, options.port, lock)
        watch(children)
        status = 0
    except Interrupted:
        status = 0
    except (Failed, places.Unsafe, OSError) as error:
        say(str(error))
        status = 1
    say("Stopping …")
    stop(children, place)
    say("Stopped.")
    return status


def read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="manage.py demo",
        description="Starts the portal with its database, cache, worker and clock on this machine.",
        epilog="DATABASE_URL, REDIS_URL name running servers to use instead of those that come "
        "along; PORTAL_PG_BIN (a folder), PORTAL_REDIS_SERVER (a program) name others to start.",
    )
    parser.add_argument("--port", type=int, default=PORT, help="the next free one if it is taken")
    parser.add_argument("--reset", action="store_true", help="delete the demo's data first")
    return parser.parse_args(arguments)


def take_lock(file: Path) -> IO[str] | None:
    """The one lock of this checkout; None if another demo holds it. Gone with the process."""
    lock = open(file, "a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    lock.truncate(0)
    return lock


def start(
    children: Children,
    root: Path,
    local: Path,
    place: places.Places,
    wanted: int,
    lock: IO[str],
) -> None:
    """Servers, then the portal on them. The lock says at which address, for a second start."""
    began = time.monotonic()
    port = free_port(wanted)
    if port != wanted:
        say(f"Port {wanted} is taken; using {port}.")
    lock.write(f"http://{HOST}:{port}/")
    lock.flush()
    say("Starting the database and the cache …")
    running = servers.start(children, place)
    say(f"  {running.said}")
    portal = Portal(children, running, root=root, local=local, port=port)
    portal.start(say)
    announce(portal.url, people(local), place.data, time.monotonic() - began)


def announce(url: str, who: list[dict[str, str]], data: Path, seconds: float) -> None:
    """At most twelve lines: all that a newcomer needs next."""
    width = max((len(person["email"]) for person in who), default=0)
    say(f"\nReady after {seconds:.0f} s:  {url}\n")
    for person in who:
        say(f"  {person['email']:{width}}  {person['password']}  {person['what']}")
    say(f"\nData: {data}.  Start afresh: python3 manage.py demo --reset")
    say("Stop: Ctrl-C")


def people(local: Path) -> list[dict[str, str]]:
    """Who can sign in, as `prepare --demo` wrote it down."""
    try:
        return json.loads((local / "demo-people.json").read_text())
    except (OSError, ValueError):
        return []


def watch(children: Children) -> None:
    """Stays until somebody asks for the end, or a child ends."""
    while True:
        children.check()
        time.sleep(0.2)


def stop(children: Children, place: places.Places | None) -> None:
    """The portal's processes together, then the cache, and the database last."""
    last = [child for child in children.running if child.name in ("redis", "database")]
    children.stop(*(child for child in children.running if child not in last))
    for child in reversed(last):
        children.stop(child)
    if place:
        servers.remove_sockets(place)


def reset(local: Path, place: places.Places) -> None:
    servers.reset(place)
    shutil.rmtree(local / "static", ignore_errors=True)
    for file in local.glob("beat-schedule*"):
        file.unlink()
    say("The demo's data has been deleted.")


class Printer:
    """Prints a child's line behind its name, in colour on a terminal; called from many threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def __call__(self, name: str, line: str) -> None:
        label = f"{name:>8} |"
        if self.colour:
            label = f"\033[{COLOURS.get(name, 37)}m{label}\033[0m"
        with self.lock:
            say(f"{label} {line}")


def say(text: str) -> None:
    with suppress(OSError):  # a closed terminal must not keep us from stopping everything
        print(text, flush=True)
