"""Every page in every size: small and large screens, large letters, paper."""

import re

import pytest
from django.template.loader import render_to_string

from backbone.demo.seed import PASSWORD
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

WIDTHS = (320, 360, 390, 768, 1280)
PAPER = 703  # CSS pixels: A4 with margins of 12 mm
ROWS_OF_OURS = {
    f"/admin/{table}/"
    for table in ("agenda/agenda", "agenda/comment", "backbone/meeting", "engagement/answer",
                  "engagement/contribution", "measurement/feed", "measurement/finding",
                  "measurement/release", "strategies/strategy", "strategies/update")
}  # fmt: skip
DJANGOS_OWN = (".inline-group thead",)  # the empty corner of its inline tables
PAGES = {
    "/": 200,
    "/measures/": 200,
    "/measures/feelings-and-behaviour-at-school-start/": 200,
    "/measures/feelings-and-behaviour-at-school-start/?place=strathbogie": 200,
    "/measures/family-incidents/": 200,
    "/measures/children-and-young-people/": 200,
    "/measures/connected-to-school-years-7-9/": 200,
    "/learning/": 200,
    "/learning/what-helps-children-settle-at-school/": 200,
    "/learning/why-do-families-stop-coming/": 200,
    "/how-we-decide/": 200,
    "/how-we-use-data/": 200,
    "/about/": 200,
    "/doing/": 200,
    "/agenda/": 200,
    "/agenda/v1/": 200,
    "/agenda/v3/changes/": 200,
    "/outcomes/help-early/": 200,
    "/outcomes/ready-to-learn/": 200,
    "/agenda/v3/outcomes/O1/": 200,
    "/what-people-told-us/": 200,
    "/doing/tell-your-story-once/one-plan-for-each-child/": 200,  # with a picture
    "/strategies/help-where-children-are/": 200,
    "/strategies/saturday-drop-in/": 200,
    "/doing/saturday-drop-in/saturday-play-morning/": 200,
    "/partners/": 200,
    "/partners/red-gum-family-services-made-up/": 200,
    "/groups/": 200,
    "/groups/table/": 200,
    "/decisions/": 200,
    "/decisions/3/": 200,
    "/resources/": 200,
    "/funding/": 200,
    "/what-we-ask-for/": 200,
    "/not-yet/": 200,
    "/search/?words=kinder": 200,
    "/have-your-say/": 200,
    "/have-your-say/what-would-make-mornings-easier/": 200,
    "/have-your-say/poster/": 200,
    "/receipt/": 200,
    "/you-said-we-did/": 200,
    "/you-said-we-did/sheet/": 200,
    "/you-said-we-did/one-person/": 200,
    "/news/": 200,
    "/news/the-drop-in-is-on-tuesdays/": 200,
    "/follow/": 200,
    "/follow/asked/": 200,
    "/sign-in/": 200,
    "/sign-out/": 200,
    "/forgotten-password/": 200,
    "/forgotten-password/sent/": 200,
    "/new-password/": 410,
    "/new-password/done/": 200,
    "/no-such-page/": 404,
    "/invitations/no-such-invitation/": 404,
}


@pytest.mark.parametrize(("address", "status"), PAGES.items())
def test_public_page(address, status, visitor):
    reader = visitor(size=DESKTOP)

    reader.go(address, status)

    assert problems(reader, large_letters=(320, 390, 1280)) == []


def test_partner_pages(visitor):
    mel = visitor(size=DESKTOP)
    mel.sign_in("mel@red-gum.example", PASSWORD)
    links = mel.page.locator(".tasks h3 a").all()
    addresses = ["/my-updates/", *(link.get_attribute("href") for link in links)]
    addresses += [f"{address}edit/" for address in addresses[1:]]
    addresses += [f"{addresses[1]}files/{which}" for which in ("", "add-photo/", "add-file/")]

    found = []
    for address in addresses:
        mel.go(address)
        found += problems(mel)

    more = ("/my-mail/", "/our-organisation/", "/our-organisation/our-part/", "/ideas/",
            "/ideas/new/", "/ratings/1/", "/write-down/", "/meetings/", "/meetings/3/",
            "/our-search/", "/for-partners/", "/agenda/v3/our-word/",
            "/learning/why-do-families-stop-coming/propose/")  # fmt: skip
    for address in more:
        mel.go(address)
        found += problems(mel)

    assert len(addresses) >= 11, "an update of each kind"
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("email", "addresses"),
    [
        (
            "lucia@little-lantern.example",
            ["/my-account/", "/my-account/password/", "/my-account/second-step/",
             "/my-account/second-step/app/", "/my-account/second-step/passkey/", "/confirm/",
             "/our-people/", "/our-organisation/profile/", "/acting-for/",
             "/ratings/2/a-lift-to-kinder/"],
        ),
        ("priya@backbone.example", ["/invite-many/", "/my-account/", "/outbox/"]),
    ],
)  # fmt: skip
def test_account_pages(email, addresses, visitor):
    one = visitor(size=DESKTOP)
    one.sign_in(email, PASSWORD)

    found = []
    for address in addresses:
        one.go(address)
        found += problems(one)

    assert found == [], "\n".join(found)


def test_the_check_of_a_list_of_people(visitor):
    priya = visitor(size=DESKTOP)
    priya.sign_in("priya@backbone.example", PASSWORD)
    priya.go("/invite-many/")
    priya.page.get_by_label("Paste your list").fill(
        "email,organisation,role\n"
        "a.person.with.a.long.name@kitchen-table.example,Kitchen Table Parents (made up),member\n"
        "nobody,Nowhere,member"
    )

    priya.press("Check the list")

    assert "1 person can be invited" in priya.main()
    assert problems(priya) == []


def test_pages_of_the_desk(visitor):
    priya = visitor(size=DESKTOP)
    priya.sign_in("priya@backbone.example", PASSWORD)
    found = problems(priya)

    priya.follow("Ask about “Ask a nurse at enrolment”")
    found += problems(priya)

    assert found == []


def test_tables_of_the_admin(visitor):
    """Every table, and the rows that have a page of ours: what axe finds there."""
    priya = visitor(size=DESKTOP)
    priya.sign_in("priya@backbone.example", PASSWORD)
    priya.page.goto(priya.start + "/admin/")
    links = priya.page.locator("#content-main th a").all()
    tables = sorted({link.get_attribute("href") for link in links})

    found = []
    for address in ["/admin/", *tables]:
        priya.page.goto(priya.start + address)
        found += [f"{address}: {line}" for line in priya.barriers()]
        if address in ROWS_OF_OURS:
            priya.page.locator("#result_list tbody th a").first.click()
            priya.page.wait_for_load_state()
            lines = priya.barriers(besides=DJANGOS_OWN)
            found += [f"{address}, a row: {line}" for line in lines]

    assert len(tables) > 25
    assert set(tables) >= ROWS_OF_OURS
    assert found == [], "\n".join(found)


def test_the_history_of_an_event_fits_a_phone(visitor):
    """Its name, the kind of the event, is one long word."""
    robin = visitor(size={"width": 320, "height": 800})
    robin.sign_in("robin@portal.example", PASSWORD)

    robin.go("/admin/partnership/delivery/1/history/")

    assert "mail_the_question" in robin.page.locator("h1").inner_text()
    assert robin.misfits() == []


def test_update_with_errors(visitor):
    mel = visitor(size=DESKTOP)
    mel.sign_in("mel@red-gum.example", PASSWORD)
    mel.follow("One plan for each child")
    mel.follow("Go on writing")
    mel.page.get_by_label("What happened").fill("")

    mel.press("Send update")

    assert problems(mel) == []


def test_sign_in_with_errors_and_too_often(visitor):
    somebody = visitor(size=DESKTOP)
    somebody.go("/sign-in/")
    somebody.fill_in_sign_in("nobody@nowhere.example", "wrong wrong wrong")
    assert somebody.page.title().startswith("Error:")
    assert problems(somebody) == []

    for _try in range(5):
        somebody.fill_in_sign_in("nobody@nowhere.example", "wrong wrong wrong")

    assert "Wait" in somebody.main()
    assert problems(somebody) == []


def test_a_form_that_is_too_old(visitor):
    somebody = visitor(size=DESKTOP)
    somebody.go("/sign-in/")
    somebody.context.clear_cookies()

    somebody.fill_in_sign_in("mel@red-gum.example", PASSWORD)

    assert "We could not check that form" in somebody.main()
    assert problems(somebody) == []


def test_tables_are_open_on_paper(visitor):
    reader = visitor(size=DESKTOP)
    reader.go("/measures/feelings-and-behaviour-at-school-start/")

    reader.page.emulate_media(media="print")

    assert reader.page.get_by_role("cell", name="197 of 1,931").is_visible()
    foot = reader.page.locator(".print-only").inner_text()
    assert reader.portal.url in foot
    assert re.search(r"Printed on \d+ \w+ 20\d\d\.", foot)


@pytest.mark.parametrize("address", ["/you-said-we-did/sheet/", "/have-your-say/poster/"])
def test_what_is_for_a_wall_fits_on_one_sheet(address, visitor):
    reader = visitor(size=DESKTOP)
    reader.go(address)

    sheet = reader.page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


@pytest.mark.parametrize("status", [400, 500, 503])
def test_page_for_when_little_works(status, visitor):
    """The portal itself shows them only when something is broken; here they take a page's place."""
    somebody = visitor(size=DESKTOP)
    body = render_to_string(f"{status}.html", {"code": "1f3a9c"})
    somebody.page.route(
        "**/about/",
        lambda route: route.fulfill(status=status, content_type="text/html", body=body),
    )
    # The browser mentions every answer from 500 on; that is not what is looked at here.
    somebody._heard = lambda message: None

    somebody.page.goto(f"{somebody.portal.url}about/")

    assert problems(somebody, printed=False) == []


def problems(person, *, printed: bool = True, large_letters=(390, 1280)) -> list[str]:
    """What is wrong with the page before her, at each width, with large letters, and on paper."""
    found = []

    def note(situation: str, what: list[str]):
        found.extend(f"{person.address}, {situation}: {line}" for line in what)

    page = person.page
    page.evaluate("document.querySelectorAll('main details').forEach((part) => part.open = true)")
    for width in WIDTHS:
        resize(page, width)
        note(f"{width} px", person.misfits())
        if width in (320, 1280):
            note(f"{width} px", person.barriers())
    letters = person.context.new_cdp_session(page)
    letters.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    for width in large_letters:
        resize(page, width)
        note(f"{width} px, letters of 200 %", person.misfits())
    letters.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    if printed:
        resize(page, PAPER)
        page.emulate_media(media="print")
        note("on paper", person.misfits())
        for part in page.locator("header, nav, footer").all():
            if part.is_visible():
                note("on paper", [f"is printed: {part.inner_text()[:60]!r}"])
        page.emulate_media(media="screen")
    resize(page, DESKTOP["width"])
    return found


def resize(page, width: int):
    page.set_viewport_size({"width": width, "height": 800})
