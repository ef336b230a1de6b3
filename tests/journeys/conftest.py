"""
A whole portal (web, worker, beat, each with its own database role) and a real browser.

The portal is started once by the same code as ``manage.py demo``, with the demonstration in it.
Each journey writes about actions of its own, so that they can run in any order.
"""

import os
import shutil

import pytest

from tests.journeys.visitor import PHONE, Visitor

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# The pictures of the README are taken when somebody asks for them: they are files of the project.
collect_ignore = [] if os.environ.get("PICTURES") else ["test_pictures.py"]
left_out: list[str] = []


@pytest.hookimpl(trylast=True)  # after -m and -k: what nobody asked for is not left out
def pytest_collection_modifyitems(config, items):
    """Without a browser the journeys are left out and named; CI insists on them."""
    mine = [item for item in items if item.get_closest_marker("journey")]
    if not mine or CHROMIUM:
        return
    if os.environ.get("JOURNEYS_REQUIRED"):
        raise pytest.UsageError("The journeys need Chromium: apt-get install chromium")
    left_out.extend(item.nodeid for item in mine)
    config.hook.pytest_deselected(items=mine)
    items[:] = [item for item in items if item not in mine]


def pytest_sessionfinish(session, exitstatus):
    """Journeys that were left out are no failure, also where there was nothing else to run."""
    if left_out and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


def pytest_terminal_summary(terminalreporter):
    if left_out:
        terminalreporter.section("journeys left out: there is no Chromium on this machine")
        for name in left_out:
            terminalreporter.line(name)


@pytest.fixture(scope="session")
def portal(whole_portal):
    return whole_portal


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium, portal):
    """Make visitors: ``visitor()``, ``visitor(javascript=False)``, ``visitor(size=DESKTOP)``."""
    made = []

    def make(*, javascript=True, size=PHONE, **more):
        one = Visitor(chromium, portal, javascript=javascript, size=size, **more)
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()


@pytest.fixture(params=[True, False], ids=["with-javascript", "without"])
def javascript(request):
    return request.param


# Two partners of the demonstration have nothing to report on. Here each gets a copy of an action
# that waits for its update, with the words that were said before.
COPIES = """
from django.utils import timezone
from partnership.models import Organisation
from strategies.models import Action, Update
from strategies.periods import period_to_report

for organisation, slug, title in [
    ("Little Lantern Kinders (made up)", "stories-at-the-gate", "Stories at the kinder gate"),
    ("Little Lantern Kinders (made up)", "toy-library", "A toy library on wheels"),
    ("Kitchen Table Parents (made up)", "coffee-at-the-gate", "Coffee at the school gate"),
    ("Little Lantern Kinders (made up)", "pictures", "A wall of pictures"),
    ("Wattle Plains Council (made up)", "bikes", "A bike for each kinder"),
    ("Wattle Plains Council (made up)", "swings", "Swings in every town"),
    ("Wattle Plains Council (made up)", "shade", "Shade on the play ground"),
]:
    action = Action.all_objects.get(slug="family-workers-in-kinders")
    now = period_to_report(timezone.localdate(), action.rhythm, since=action.starts_on)
    updates = list(
        Update.all_objects.filter(action=action, state="accepted", period_end__lt=now.end)
    )
    action.pk = None
    action.slug, action.title = slug, title
    action.organisation = Organisation.objects.get(name=organisation)
    action.save(force_insert=True)
    for update in updates:
        update.pk, update.action = None, action
        update.save(force_insert=True)
"""


@pytest.fixture(scope="session")
def more_actions(portal):
    portal.manage("prepare", "shell", "-c", COPIES)
