import subprocess
import sys
from pathlib import Path

import pytest

from partnership.stack import bootstrap

ROOT = Path(bootstrap.__file__).resolve().parents[2]


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "requirements-dev.txt"
    file.write_text("django==5.2.19\n")
    return file


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    folder = tmp_path / ".venv"
    folder.mkdir()
    return folder


def test_windows_is_told_to_use_wsl():
    assert "WSL2" in bootstrap.unsupported("win32", (3, 12))


def test_an_old_python_is_told_which_one_is_needed():
    assert "Python 3.11 or newer is needed; this is 3.10" in bootstrap.unsupported(
        "linux", (3, 10, 4)
    )


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_supported_machines_are_not_refused(platform: str):
    assert bootstrap.unsupported(platform, (3, 11)) == ""


def test_an_environment_without_stamp_was_never_finished(venv: Path, lock: Path):
    assert not bootstrap.is_current(venv, lock)


def test_an_environment_is_current_until_the_requirements_change(venv: Path, lock: Path):
    (venv / bootstrap.STAMP).write_text(bootstrap.digest(lock))
    before = bootstrap.is_current(venv, lock)

    lock.write_text("django==5.2.20\n")

    assert (before, bootstrap.is_current(venv, lock)) == (True, False)


def test_this_environment_holds_everything_needed():
    assert bootstrap.can_import(Path(sys.executable))


def test_an_interpreter_that_is_not_there_counts_as_missing(venv: Path):
    assert not bootstrap.can_import(venv / "bin" / "python")


def test_one_missing_package_is_noticed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bootstrap, "NEEDED", ("django", "no_such_package"))

    assert not bootstrap.can_import(Path(sys.executable))


def test_the_environment_is_made_again_when_it_is_not_current(
    venv: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
):
    steps: list[str] = []
    monkeypatch.setattr(bootstrap, "install", lambda venv, lock: steps.append("install"))
    monkeypatch.setattr(bootstrap.os, "execv", lambda python, command: steps.append(python.name))

    bootstrap.enter(venv.parent)

    assert steps == ["install", "python"]


def test_a_step_that_fails_shows_what_the_installer_said(capsys: pytest.CaptureFixture):
    script = "print('no matching distribution'); raise SystemExit(1)"

    worked = bootstrap.run("packages", [sys.executable, "-c", script])

    assert not worked
    assert "no matching distribution" in capsys.readouterr().out


def test_uv_is_left_out_where_there_is_none(
    venv: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)

    assert not bootstrap.with_uv(venv, lock, sys.executable)


def test_a_debian_without_ensurepip_installs_from_outside(
    venv: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
):
    commands: list[list[str]] = []

    def pretend(what: str, command: list[str], quiet: bool = False) -> bool:
        commands.append(command)
        return not quiet  # the first try, with pip inside, is the quiet one

    monkeypatch.setattr(bootstrap, "run", pretend)

    worked = bootstrap.with_pip(venv, lock, "/usr/bin/python3")

    assert worked
    assert "--without-pip" in commands[1]
    assert commands[2][:4] == ["/usr/bin/python3", "-m", "pip", "--python"]


def test_a_command_without_what_it_needs_says_how_commands_are_run():
    bare = [sys.executable, "-I", "-S", "manage.py", "breaks"]

    answer = subprocess.run(bare, cwd=ROOT, capture_output=True, text=True)

    assert answer.returncode == 1
    assert "There is no django for this Python." in answer.stderr
    assert "docs/operate/install.md" in answer.stderr
    assert "Traceback" not in answer.stderr
