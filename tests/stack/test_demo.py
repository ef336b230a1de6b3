import json
import signal
import sys
from pathlib import Path

import pytest

from partnership.stack import demo
from partnership.stack.children import Children, Failed

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


def test_a_second_demo_names_the_first_and_leaves_it_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture
):
    (tmp_path / ".local").mkdir()
    first = demo.take_lock(tmp_path / ".local" / "lock")
    assert first
    first.write("http://127.0.0.1:8123/")
    first.flush()

    status = demo.main(tmp_path, [])
    first.close()

    assert status == 1
    assert "already running at http://127.0.0.1:8123/" in capsys.readouterr().out


def test_the_lock_is_free_again_when_its_holder_has_gone(tmp_path: Path):
    first = demo.take_lock(tmp_path / "lock")
    assert first
    first.close()

    second = demo.take_lock(tmp_path / "lock")

    assert second
    second.close()


def test_the_announcement_fits_in_twelve_lines(capsys: pytest.CaptureFixture):
    person = {"name": "Mai", "email": "mai@example.org", "password": "pw", "what": "a partner"}

    demo.announce("http://127.0.0.1:8000/", [person] * 6, Path("/data"), 4.4)

    said = capsys.readouterr().out
    assert len(said.splitlines()) <= 12
    assert "http://127.0.0.1:8000/" in said
    assert "mai@example.org  pw  a partner" in said
    assert "--reset" in said
    assert "Ctrl-C" in said


def test_people_are_read_from_what_prepare_wrote(tmp_path: Path):
    (tmp_path / "demo-people.json").write_text(json.dumps([{"email": "mai@example.org"}]))

    assert demo.people(tmp_path) == [{"email": "mai@example.org"}]


def test_the_death_of_one_child_ends_the_watch_and_then_all(tmp_path: Path):
    children = Children()
    env = {"PATH": ""}
    children.start("database", SLEEP, env=env, stop_with=signal.SIGINT)
    web = children.start("web", SLEEP, env=env)
    worker = children.start("worker", SLEEP, env=env)
    worker.process.kill()

    with pytest.raises(Failed, match="worker ended by itself"):
        demo.watch(children)
    demo.stop(children, None)

    assert children.running == []
    assert web.process.returncode == -signal.SIGTERM


def test_help_explains_the_options(capsys: pytest.CaptureFixture):
    with pytest.raises(SystemExit) as ended:
        demo.read(["--help"])

    assert ended.value.code == 0
    assert "--reset" in capsys.readouterr().out
