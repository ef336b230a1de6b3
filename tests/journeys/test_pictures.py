"""The pictures of README and docs/, taken from the running portal.

    PICTURES=1 python3 manage.py test tests/journeys/test_pictures.py

They are taken by themselves, before any other journey writes something.
"""

from pathlib import Path

import pytest

from backbone.demo.seed import PASSWORD

pytestmark = pytest.mark.journey

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
FRAME = {"width": 1280, "height": 900}
LARGEST = 400_000  # bytes


def take(person, name: str, height: int = FRAME["height"]):
    person.page.set_viewport_size(FRAME | {"height": height})
    person.page.evaluate("document.fonts.ready")
    person.page.evaluate("scrollTo(0, 0)")
    # The other values would add a style to the page, which its policy forbids.
    picture = person.page.screenshot(caret="initial", animations="allow")
    assert len(picture) < LARGEST
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.png").write_bytes(picture)


def test_public_pages(visitor):
    reader = visitor(size=FRAME)

    reader.go("/")
    take(reader, "home")
    reader.go("/measures/feelings-and-behaviour-at-school-start/")
    take(reader, "measure", height=1500)


def test_partner_pages(visitor):
    mel = visitor(size=FRAME)
    mel.sign_in("mel@red-gum.example", PASSWORD)

    take(mel, "my-updates")
    mel.follow("One plan for each child")
    mel.follow("Go on writing")
    take(mel, "update", height=1330)


def test_admin(visitor):
    priya = visitor(size=FRAME)
    priya.sign_in("priya@backbone.example", PASSWORD)

    priya.go("/admin/strategies/update/")
    take(priya, "admin")
