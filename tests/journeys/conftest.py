"""
A whole portal (web, worker, beat, each with its own database role) and a real browser.

The portal is started once by the same code as ``manage.py demo``, with the demonstration in it,
in a database of its own. Every page that a journey visits is looked at: its status, the content
security policy, requests to other hosts, sideways scrolling, and axe.
"""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
PHONE = {"width": 360, "height": 800}
DESKTOP = {"width": 1280, "height": 800}
left_out: list[str] = []


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


def pytest_terminal_summary(terminalreporter):
    if left_out:
        terminalreporter.section("journeys left out: there is no Chromium on this machine")
        for name in left_out:
            terminalreporter.line(name)


@pytest.fixture(scope="session")
def portal(portal_servers, tmp_path_factory):
    from partnership.stack.children import Children
    from partnership.stack.portal import Portal

    local = tmp_path_factory.mktemp("portal")
    children = Children()
    try:
        with Portal(
            children, portal_servers, root=ROOT, local=local, database="journeys", profile="demo"
        ) as running:
            yield running
    finally:
        children.stop_all()


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Visitor:
    """A person with a browser of her own: nothing is shared with another visitor."""

    def __init__(self, browser, portal, *, javascript: bool, size: dict):
        self.portal = portal
        self.javascript = javascript
        self.context = browser.new_context(viewport=size, java_script_enabled=javascript)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.hosts: set[str] = set()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda r: self.hosts.add(urlsplit(r.url).hostname or ""))

    def _heard(self, message):
        expected = "Failed to load resource: the server responded with a status of 4"
        if message.type in ("error", "warning") and expected not in message.text:
            self.said.append(message.text)

    def go(self, address: str, status: int = 200):
        response = self.page.goto(self.portal.url.rstrip("/") + address)
        assert response.status == status, f"{address}: {response.status}"
        self.look()
        return response

    def press(self, name: str, role: str = "button", exact: bool = True):
        """Press a button or follow a link, and look at what comes."""
        self.page.get_by_role(role, name=name, exact=exact).first.click()
        self.page.wait_for_load_state("networkidle")
        self.look()

    def sign_in(self, email: str, password: str):
        self.go("/sign-in/")
        self.page.get_by_label("E-mail").or_(self.page.get_by_label("Email")).fill(email)
        self.page.get_by_label("Password").fill(password)
        self.press("Sign in")

    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def look(self):
        """What must hold on every page that anybody visits."""
        where = self.page.url
        assert self.said == [], f"{where}: {self.said}"
        assert self.hosts <= {"127.0.0.1", ""}, f"{where}: {self.hosts}"
        assert self.page.locator("h1").count() == 1, where
        if self.javascript:
            wide, seen = self.page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            )
            if "/admin/" not in where:
                assert wide <= seen + 1, f"{where} scrolls sideways: {wide} > {seen}"
                self.check_with_axe()

    def check_with_axe(self):
        from axe_playwright_python.sync_playwright import Axe

        results = Axe().run(self.page, options={"resultTypes": ["violations"]})
        found = [
            f"{violation['id']}: {node['html'][:120]}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]
        assert found == [], f"{self.page.url}: {found}"

    def close(self):
        self.context.close()


@pytest.fixture
def visitor(chromium, portal):
    """Make visitors: ``visitor()``, ``visitor(javascript=False)``, ``visitor(size=DESKTOP)``."""
    made = []

    def make(*, javascript=True, size=PHONE):
        one = Visitor(chromium, portal, javascript=javascript, size=size)
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()


@pytest.fixture(params=[True, False], ids=["with-javascript", "without"])
def javascript(request):
    return request.param
