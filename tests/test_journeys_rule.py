"""Where there is no browser the journeys are left out by name, unless they are required."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run_journeys(tmp_path):
    """Runs the journeys as on a machine without Chromium, with servers of their own."""
    inherited = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}

    def run(**settings):
        command = [sys.executable, "-m", "pytest", "tests/journeys", "-m", "journey", "-q"]
        env = inherited | {"PATH": str(tmp_path), **settings}
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)

    return run


def test_journeys_without_a_browser_are_left_out_and_named(run_journeys):
    run = run_journeys(JOURNEYS_REQUIRED="")

    assert run.returncode == 0, run.stdout + run.stderr
    assert "journeys left out: there is no Chromium on this machine" in run.stdout
    assert (
        "test_d09_how_are_our_children.py::test_how_are_our_children_doing[without]" in run.stdout
    )


def test_journeys_that_are_required_fail_without_a_browser(run_journeys):
    run = run_journeys(JOURNEYS_REQUIRED="1")

    assert run.returncode != 0
    assert "apt-get install chromium" in run.stdout + run.stderr
