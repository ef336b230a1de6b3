"""
Take each guard away in turn and see whether its tests fail: `.ci/guards`.

    .ci/guards              all of them; writes docs/reference/guards.md
    .ci/guards link seal    those whose name or file holds one of the words; writes it too

One PostgreSQL and one Valkey serve all runs, the test database is made once, and nothing is
changed in the tree but that page. A guard inside a function is taken out of a fork of a process
that has loaded everything (tests/guards/fork.py); one in a table or a rule out of a copy of the
tree, in a process of its own.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from partnership.stack import servers, testing
from partnership.stack.children import Children
from tests.guards import GUARDS, Guard
from tests.guards.fork import Forks
from tests.guards.report import MISSED, NOT_MISSED, PAGE, page, results_on_page

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 600  # seconds for the tests of one guard
OPTIONS = ["-q", "--tb=line", "-rf", "-p", "no:cacheprovider", "--reuse-db"]
# In the copy: the database is there already, and only what each role may do in it is set anew.
WITH_A_DATABASE = """
import pytest
from django.db import connection
from partnership import grants

@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    with django_db_blocker.unblock():
        connection.settings_dict["NAME"] = "test_portal"
        grants.apply(connection)
"""


def main(words: list[str]) -> int:
    chosen = [g for g in GUARDS if not words or any(w in f"{g.name} {g.file}" for w in words)]
    children, places = Children(), testing.make_places()
    with tempfile.TemporaryDirectory(prefix="portal-guards-") as folder:
        try:
            started = servers.start(children, places, fast=True)
            os.environ |= {
                "DATABASE_URL": started.address(servers.SUPERUSER, "portal"),
                "REDIS_URL": started.redis,
                "PORTAL_PROFILE": "test",
                "PORTAL_SUPERVISED": "1",
                "PYTEST_XDIST_WORKER": "guards",  # the servers are there: start none
                "SECRET_KEY": "for-tests-only-" + "0123456789abcdef" * 4,
            }
            return try_all(chosen, Path(folder))
        finally:
            children.stop_all()
            testing.remove(places)


def try_all(chosen: list[Guard], folder: Path) -> int:
    copy_tree(folder)
    every_test = sorted({test for guard in chosen for test in guard.tests})
    said = run(every_test, folder, "--create-db")
    if " passed" not in said or " failed" in said or " error" in said:
        print(said)
        print("The tests fail with every guard in its place: nothing can be learned.")
        return 1
    (folder / "conftest.py").write_text(WITH_A_DATABASE)
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    forks = Forks(folder, OPTIONS, every_test)
    tried = {}
    for number, guard in enumerate(chosen, 1):
        tried[guard.name] = try_one(guard, folder, forks)
        print(f"{number}/{len(chosen)} {guard.name}: {tried[guard.name]}", flush=True)
        PAGE.write_text(page(results_on_page() | tried))
    return int(set(tried.values()) != {MISSED})


def copy_tree(folder: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def try_one(guard: Guard, folder: Path, forks: Forks) -> str:
    """An error, for one in a fixture, is no failure: then the tests have not missed it."""
    said = forks.run(guard)
    if said is None:  # it stands in no function
        file = folder / guard.file
        whole = file.read_text()
        file.write_text(whole.replace(guard.text, guard.instead))
        try:
            said = run(list(guard.tests), folder)
        finally:
            file.write_text(whole)
    failed = re.findall(r"^FAILED (\S+)", said, re.MULTILINE)
    if all(any(name.startswith(test) for name in failed) for test in guard.tests):
        return MISSED
    print(said[-3000:])
    return NOT_MISSED


def run(tests: list[str], folder: Path, *more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *OPTIONS, *more, *tests],
        cwd=folder,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    return done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
