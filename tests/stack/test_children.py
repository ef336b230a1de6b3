import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from partnership.stack.children import Children, Failed, Interrupted, end_leftovers, start_time

SLEEP = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('up', flush=True); time.sleep(600)",
]
ENV = dict(os.environ)


@pytest.fixture
def children() -> Iterator[Children]:
    group = Children()
    yield group
    group.interrupted = False
    group.stop_all()


def wait_until(true) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def gone(pid: int) -> bool:
    return start_time(pid) == ""


def test_lines_are_shown_with_the_name_of_their_process():
    shown: list[tuple[str, str]] = []
    children = Children(show=lambda name, line: shown.append((name, line)))

    children.run("prepare", [sys.executable, "-c", "print('one'); print('two')"], env=ENV)

    assert shown == [("prepare", "one"), ("prepare", "two")]


def test_a_command_that_fails_tells_its_last_lines(children: Children):
    script = "import sys; print('no such table'); sys.exit(3)"

    with pytest.raises(Failed, match=r"prepare failed \(exit 3\):\n    no such table"):
        children.run("prepare", [sys.executable, "-c", script], env=ENV)


def test_a_child_that_ends_by_itself_is_noticed_with_its_last_lines(children: Children):
    children.start("beat", SLEEP, env=ENV)
    script = "print('out of memory'); raise SystemExit(9)"
    worker = children.start("worker", [sys.executable, "-c", script], env=ENV)
    worker.process.wait()

    with pytest.raises(Failed, match=r"worker ended by itself \(exit 9\):\n    out of memory"):
        children.check()


def test_a_killed_child_ends_the_wait_for_another(children: Children):
    worker = children.start("worker", SLEEP, env=ENV)
    os.kill(worker.process.pid, signal.SIGKILL)

    with pytest.raises(Failed, match="worker ended by itself"):
        children.wait_until(lambda: False, 20, "The web server")


def test_what_does_not_come_up_is_named(children: Children):
    with pytest.raises(Failed, match="The web server did not come up"):
        children.wait_until(lambda: False, 0, "The web server")


def test_an_interruption_ends_a_running_command(children: Children):
    children.show = lambda name, line: children.interrupt()  # as the signal's handler does

    with pytest.raises(Interrupted):
        children.run("prepare", SLEEP, env=ENV)


def test_stopping_leaves_nothing_not_even_a_child_that_will_not_listen(
    children: Children, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("partnership.stack.children.PATIENCE", 0.1)
    stubborn = children.start("web", STUBBORN, env=ENV)
    polite = children.start("worker", SLEEP, env=ENV)
    wait_until(lambda: stubborn.tail and polite.tail)

    children.stop(stubborn, polite)

    assert children.running == []
    assert gone(stubborn.process.pid)
    assert gone(polite.process.pid)


@pytest.mark.slow
def test_a_killed_supervisor_leaves_nothing(tmp_path: Path):
    script = (
        "import os, time; from pathlib import Path;"
        "from partnership.stack.children import Children;"
        f"children = Children(record=Path({str(tmp_path / 'pids.json')!r}));"
        f"children.start('web', {SLEEP!r}, env=dict(os.environ));"
        "time.sleep(600)"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", script])
    record = tmp_path / "pids.json"
    wait_until(lambda: record.exists() and record.read_text().endswith("]"))
    (child,) = json.loads(record.read_text())

    supervisor.kill()
    supervisor.wait()
    end_leftovers(record)

    assert gone(child["pid"])
    assert not record.exists()


def test_a_pid_that_belongs_to_somebody_else_now_is_left_alone(tmp_path: Path):
    record = tmp_path / "pids.json"
    record.write_text(json.dumps([{"pid": os.getpid(), "started": "1", "signal": signal.SIGKILL}]))

    assert end_leftovers(record) == 0


def test_without_a_record_nothing_is_left_to_end(tmp_path: Path):
    assert end_leftovers(tmp_path / "pids.json") == 0
