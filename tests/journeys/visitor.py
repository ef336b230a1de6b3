"""A person with a browser, and what must hold on every page that anybody visits."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

PHONE = {"width": 360, "height": 800}
DESKTOP = {"width": 1280, "height": 800}

UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-settling"
# A refusal that the browser only mentions would be missed, so it is said where we listen.
SAY_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
"""

AXE = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
    "preload": False,  # it would add styles to the page, which its policy forbids
}

# What sticks out of the page, or is cut off. A region with its own scroll bar may be wider inside.
MISFITS = """() => {
  const found = [], room = document.documentElement.clientWidth;
  const told = (what, part) => found.push(
    `${what}: <${part.tagName.toLowerCase()} class="${part.getAttribute("class") ?? ""}">` +
    ` ${part.textContent.trim().slice(0, 40)}`);
  if (document.documentElement.scrollWidth > room + 1)
    found.push(`scrolls sideways: ${document.documentElement.scrollWidth} > ${room}`);
  for (const part of document.querySelectorAll("body *")) {
    if (part.closest(".scroll, .results, .sr, .govuk-visually-hidden, input, textarea")
      || part.closest(".js-plotly-plot, #js-plotly-tester, svg *")) continue;
    const box = part.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue; // hidden, or for screen readers only
    const outer = part.parentElement.getBoundingClientRect();
    if (box.right > room + 1 && outer.right <= room + 1 || box.left < -1 && outer.left >= -1)
      told("sticks out", part);
    const cuts = getComputedStyle(part).overflowX !== "visible";
    if (cuts && part.scrollWidth > part.clientWidth + 1) told("is cut off", part);
  }
  for (const part of document.querySelectorAll("[hidden]"))
    if (getComputedStyle(part).display !== "none") told("is hidden, and can be seen", part);
  for (const text of document.querySelectorAll("svg.c text")) {
    const box = text.getBoundingClientRect(), frame = text.closest("svg").getBoundingClientRect();
    if (box.width && (box.left < frame.left - 1 || box.right > frame.right + 1))
      told("is cut off in a chart", text);
  }
  return found;
}"""


class Visitor:
    """A person with a browser of her own: nothing is shared with another visitor."""

    def __init__(self, browser, portal, *, javascript: bool, size: dict, **more):
        self.portal = portal
        self.javascript = javascript
        self.context = browser.new_context(viewport=size, java_script_enabled=javascript, **more)
        self.context.add_init_script(SAY_VIOLATIONS)
        self.context.set_default_timeout(10_000)  # milliseconds
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.hosts: set[str] = set()
        self.requests: list = []
        self.start = portal.url.rstrip("/")
        self.allowed = {"127.0.0.1", ""}  # hosts
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda r: self.hosts.add(urlsplit(r.url).hostname or ""))
        self.page.on("requestfinished", lambda r: self.requests.append(r))

    def _heard(self, message):
        expected = "Failed to load resource: the server responded with a status of 4"
        if message.type in ("error", "warning") and expected not in message.text:
            self.said.append(message.text)

    # --- what she does ----------------------------------------------------------------

    def go(self, address: str, status: int = 200):
        response = self.page.goto(self.start + address)
        assert response.status == status, f"{address}: {response.status}"
        self.look()
        return response

    def press(self, name, role: str = "button"):
        """Press a button, and look at what comes."""
        self.page.get_by_role(role, name=name, exact=isinstance(name, str)).first.click()
        self.arrive()

    def follow(self, name):
        """Follow a link: by its whole name, or by a part of it as a pattern."""
        self.press(name, role="link")

    def arrive(self):
        """Wait for the page, or for the part of it that htmx fetches, and look at it."""
        self.page.wait_for_load_state()
        if self.javascript:
            self.page.wait_for_selector(UNDER_WAY, state="detached")
        self.look()

    def reload(self):
        self.page.reload()
        self.arrive()

    def sign_in(self, email: str, password: str):
        self.go("/sign-in/")
        self.fill_in_sign_in(email, password)

    def fill_in_sign_in(self, email: str, password: str):
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.press("Sign in")

    # --- what she sees ----------------------------------------------------------------

    def text(self) -> str:
        """The words that can be seen on the page."""
        return self.page.locator("body").inner_text()

    def main(self) -> str:
        """The words of the page without its header and footer, in one line."""
        return " ".join(self.page.locator("main, #content").first.inner_text().split())

    @property
    def address(self) -> str:
        return urlsplit(self.page.url).path

    def cookies(self) -> list[str]:
        return [cookie["name"] for cookie in self.context.cookies()]

    def transferred(self) -> dict[str, int]:
        """The bytes of each answer so far, as they were sent, by address."""
        fetched = [r for r in self.requests if r.url.startswith("http")]
        return {urlsplit(r.url).path: r.sizes()["responseBodySize"] for r in fetched}

    # --- what must hold everywhere --------------------------------------------------------

    def look(self):
        where = self.page.url
        assert self.said == [], f"{where}: {self.said}"
        assert self.hosts <= self.allowed, f"{where}: {self.hosts}"
        assert self.page.locator("h1").count() == 1, f"{where}: one h1"
        found = self.misfits() + self.barriers()
        assert found == [], "\n".join([where, *found])

    def misfits(self) -> list[str]:
        """What scrolls sideways, sticks out or is cut off."""
        return self.page.evaluate(MISFITS)

    def barriers(self, *, besides: tuple[str, ...] = ()) -> list[str]:
        """
        What axe finds. It is a script, so it needs a visitor with scripts. ``besides``: selectors
        of what somebody else made.
        """
        if not self.javascript:
            return []
        rest = {"include": [["body"]], "exclude": [[one] for one in besides]} if besides else None
        result = Axe().run(self.page, context=rest, options=AXE)
        return [
            f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
            for violation in result.response["violations"]
            for node in violation["nodes"]
        ]

    def close(self):
        self.context.close()
