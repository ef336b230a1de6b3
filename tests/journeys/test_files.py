"""A partner adds a photo and a table to her update, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from backbone.demo.seed import PASSWORD
from tests.journeys.visitor import PHONE
from tests.partnership import hostile

pytestmark = pytest.mark.journey

TABLE = b"Month,Families\nJuly,14\n"
PEOPLE = b"First name,Date of birth\nCanary,3/4/2021\n"


def choose(page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)


@pytest.mark.usefixtures("more_actions")
def test_a_photo_and_a_table_go_with_an_update_and_no_word_is_lost(visitor, javascript):
    lucia = visitor(javascript=javascript, size=PHONE)
    lucia.sign_in("lucia@little-lantern.example", PASSWORD)
    page = lucia.page
    lucia.go("/my-updates/")
    lucia.follow(re.compile("A wall of pictures"))
    lucia.follow(re.compile("^(Update this|Go on writing)$"))
    words = page.get_by_label(re.compile("^What happened"))
    words.fill("Typed before the photo.")

    page.get_by_role("button", name=re.compile("^(Add a file or photo|Files and photos)")).click()
    page.wait_for_url("**/files/")
    lucia.follow("Add a photo")
    page.get_by_role("button", name="Add this photo").click()
    page.get_by_text("There are 4 things to fix").wait_for()
    choose(page, "IMG_1.jpg", hostile.photo_with_a_place())
    page.get_by_label("What is on the photo?").fill("A table under a tree")
    page.get_by_label("Words under the photo").fill("Our table, made up")
    page.get_by_label("Everyone in the picture agreed").check()
    page.get_by_role("button", name="Add this photo").click()
    page.get_by_text("Added: Our table, made up.").wait_for()

    lucia.follow("Add a file")
    page.get_by_label("What is it?").fill("Families by month")
    choose(page, "people.csv", PEOPLE)
    page.get_by_role("button", name="Add this file").click()
    page.get_by_text("This looks like a list of people").first.wait_for()
    assert page.get_by_label("What is it?").input_value() == "Families by month"
    choose(page, "families.csv", TABLE)
    page.get_by_role("button", name="Add this file").click()
    page.get_by_text("Added: Families by month.").wait_for()
    photo = page.get_by_role("img", name="A table under a tree")
    expect(photo).to_have_js_property("naturalWidth", 40)  # the browser could show it

    for title in ("Our table, made up", "Families by month"):
        page.get_by_role("link", name=re.compile("^Take out")).first.click()
        page.get_by_role("button", name="Take it out").click()
        page.get_by_text(f"Taken out: {title}.").wait_for()
    page.get_by_role("link", name="Back to the update").last.click()
    assert words.input_value() == "Typed before the photo."
