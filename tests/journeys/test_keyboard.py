"""The whole way without a mouse: read, sign in, send an update."""

import re

import pytest

from backbone.demo.seed import PASSWORD
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

FOCUSED = """() => {
  const part = document.activeElement;
  if (part === document.body) return null; // past the end: the browser's own bar
  // Of a link on two lines the first: the middle of both may be beside its letters.
  const box = part.getClientRects()[0] ?? part.getBoundingClientRect();
  const style = getComputedStyle(part);
  const label = part.labels?.[0] ?? (part.labels === undefined ? part : null);
  const middle = document.elementFromPoint(
    Math.min(box.left + box.width / 2, innerWidth - 1), box.top + Math.min(box.height / 2, 20));
  return {
    name: (part.getAttribute("aria-label") ?? label?.textContent ?? part.textContent).trim()
      .replace(/\\s+/g, " "),
    isMarked: style.boxShadow !== "none" || style.outlineStyle !== "none"
      || part.matches("input, textarea"),
    isSeen: box.width === 0 || box.top >= -1 && box.top < innerHeight
      && (part.contains(middle) || !!middle?.contains(part) || !!label?.contains(middle)),
  };
}"""
MOST_PRESSES = 60


class Keyboard:
    """What one can do with the keys Tab, Enter and Space, and letters."""

    def __init__(self, person):
        self.person = person
        self.keys = person.page.keyboard

    def tab_to(self, name: str):
        """Press Tab until the thing of that name has the focus. Each stop on the way is seen."""
        passed = []
        for _press in range(MOST_PRESSES):
            self.keys.press("Tab")
            stop = self.person.page.evaluate(FOCUSED)
            if stop is None:
                continue
            passed.append(stop["name"])
            assert stop["isMarked"], f"no mark on {stop['name']!r}"
            assert stop["isSeen"], f"{stop['name']!r} is covered or outside"
            if re.match(name, stop["name"]):
                return
        raise AssertionError(f"{name!r} is not reached; the stops were {passed}")

    def press_enter_on(self, name: str):
        """On something that stays on the page."""
        self.tab_to(name)
        self.keys.press("Enter")
        self.person.arrive()

    def follow(self, name: str):
        """To another page."""
        self.tab_to(name)
        with self.person.page.expect_navigation():
            self.keys.press("Enter")
        self.person.arrive()

    def type_into(self, name: str, text: str):
        self.tab_to(name)
        self.keys.press("Control+A")
        self.keys.type(text)


@pytest.mark.usefixtures("more_actions")
def test_read_sign_in_and_send_an_update(visitor):
    dana = visitor()
    by = Keyboard(dana)
    words = "30 parents came for coffee."

    # The first stop is the way past the header.
    dana.go("/")
    by.press_enter_on("Skip to main content$")
    assert dana.page.evaluate("document.activeElement.id") == "main"

    # The menu opens, and leads on.
    dana.go("/")
    by.press_enter_on("Menu$")
    by.follow("What we are doing$")
    assert dana.address == "/doing/"

    # A measure, its table, and the region that scrolls by itself.
    by.follow("How we are going: Children who find")
    by.press_enter_on("See this as a table$")
    by.tab_to("Data table$")

    # Sign in, and write.
    dana.go("/")
    by.follow("Partner sign in$")
    by.type_into("Email$", "dana@kitchen-table.example")
    by.type_into("Password$", PASSWORD)
    by.follow("Sign in$")
    by.follow("Coffee at the school gate$")
    by.press_enter_on("Update this$")
    assert dana.page.evaluate("document.activeElement.type") == "radio", "on the first field"
    dana.page.keyboard.press("Space")
    by.type_into("What happened", words)
    by.press_enter_on("Send update$")

    # The focus is on the heading of what came, and the news is said once.
    assert "Update sent." in dana.text()
    assert dana.page.evaluate("document.activeElement.textContent") == "Coffee at the school gate"
    assert "Update sent." in dana.page.locator("#announce").inner_text()
    by.follow("Sign out$")
    assert dana.address == "/"


def test_after_a_mistake_the_focus_is_on_what_to_fix(visitor, javascript):
    mel = visitor(javascript=javascript)
    mel.go("/sign-in/")

    mel.press("Sign in")

    assert mel.page.locator(".govuk-error-summary").evaluate("box => box.matches(':focus')")
    Keyboard(mel).follow("Enter your email")
    assert mel.page.get_by_label("Email").evaluate("field => field.matches(':focus')")


def test_with_colours_of_their_own_people_see_which_page_is_open(visitor):
    mel = visitor(size=DESKTOP, forced_colors="active")
    mel.page.goto(mel.start + "/doing/")  # axe reads the colours of the sheet, not those in use

    edges = {
        link.inner_text(): link.evaluate("link => getComputedStyle(link).borderBlockEndColor")
        for link in mel.page.locator(".nav__wide a").all()
    }

    ground = mel.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert [name for name, edge in edges.items() if edge != ground] == ["What we are doing"]
