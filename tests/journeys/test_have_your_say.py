"""Having a say without an account, and hearing back (journeys D10 and D13, as far as built)."""

import re

import pytest

from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

PASSWORD = "magpie-lantern-creek"
QUESTION = "What would make the morning easier, from bed to kinder?"
AWAY = "**/leave/"  # which sends to the weather; in a test nothing is asked of the internet
ADMIN = "/admin/engagement/contribution/"


def test_somebody_speaks_is_heard_and_takes_it_back(visitor, javascript):
    words = f"The {'early' if javascript else 'late'} bus would carry Jayden and me to kinder."
    child, team = visitor(javascript=javascript), visitor(size=DESKTOP)

    # She sees what is open and what came of what was asked, each with its dates.
    child.go("/have-your-say/")
    assert "Open until" in child.main()
    assert "Closed, with outcome" in child.main()
    assert "reads it within 5 days" in child.main()
    child.follow(QUESTION)
    for said in ("Your answer can change", "It cannot change", "Who reads it", "We answer by"):
        assert said in child.main()

    # Before sending, the page shows what would be public, and what gives people away.
    child.page.get_by_label("What do you want to tell us?").fill(f"{words} Ring 0412 345 678.")
    child.page.get_by_label("Show them on this site").check()
    child.press("Check what you wrote")
    assert "Everybody could read this" in child.main()
    assert "“Jayden”: a name" in child.main()
    assert "“0412 345 678”: a phone number" in child.main()
    child.press("Change it")
    child.page.get_by_label("What do you want to tell us?").fill(words)
    child.press("Check what you wrote")
    child.press("Send")
    code = child.page.locator("#code").inner_text()
    assert re.fullmatch(r"(\w{4} ){3}\w{4}", code)
    assert "a person reads it" in child.main()
    assert set(child.cookies()) <= {"csrf"}
    if javascript:
        assert child.page.evaluate("localStorage.length + sessionStorage.length") == 0

    # The team takes a name out, gives the reason, and shows the rest.
    team.sign_in("ben@backbone.example", PASSWORD)
    team.go("/desk/")
    assert "Voices to read" in team.main()
    team.page.goto(team.start + ADMIN + "?waits=yes")
    find(team, words)
    team.page.get_by_label("The words without it").fill(words.replace("Jayden and me", "us"))
    team.page.get_by_label("Why", exact=True).select_option(label="A child could be recognised.")
    team.page.get_by_role("button", name="Take it out").click()
    team.page.get_by_label("No child can be recognised").check()
    team.page.get_by_role("button", name="Show it to everybody").click()
    team.page.get_by_label("Getting there").check()
    team.page.get_by_role("button", name="Save the themes").click()

    # Everybody reads the edited words; her receipt tells what became of them, and the answer.
    child.go("/you-said-we-did/getting-there/")
    assert words.replace("Jayden and me", "us") in child.main()
    assert "We took something out to protect a person." in child.main()
    assert "Jayden" not in child.text()
    open_receipt(child, code)
    assert "Everybody can read it now" in child.main()
    assert "Getting there" in child.main()
    assert "We can’t do this" in child.main()

    # She takes it back: first she reads what will happen, then it is gone at once.
    child.press("Take my words back")
    assert "It cannot be undone." in child.main()
    child.press("Yes, delete my words")
    assert "Your words are deleted" in child.main()
    child.page.wait_for_timeout(100)
    fresh = visitor(javascript=javascript)
    for page in ("/you-said-we-did/", "/you-said-we-did/getting-there/"):
        fresh.go(page)
        assert "bus would carry" not in fresh.text()
    open_receipt(fresh, code)
    assert "You took your words back" in fresh.main()


def find(team, words):
    """Open what waits, one after the other, until these words stand there."""
    links = team.page.locator("#result_list tbody th a")
    addresses = [link.get_attribute("href") for link in links.all()]
    for address in addresses:
        team.page.goto(team.start + address)
        if words in team.page.locator("#content-main").inner_text():
            return
    raise AssertionError("these words are not at the desk")


def open_receipt(somebody, code):
    somebody.go("/receipt/")
    somebody.page.get_by_label("Your code").fill(code.lower().replace(" ", ""))
    somebody.press("Show me")


def test_a_wrong_code_is_answered_in_words(visitor, javascript):
    somebody = visitor(javascript=javascript)

    open_receipt(somebody, "0000 0000 0000 0000")

    assert "No words have this code." in somebody.main()


@pytest.mark.parametrize("way", ["link", "button", "shift"])
def test_leaving_is_one_press_and_back_does_not_show_the_form(visitor, way):
    somebody = visitor(javascript=way != "link")
    somebody.context.route(
        AWAY, lambda route: route.fulfill(body="<h1>Rain</h1>", content_type="text/html")
    )
    somebody.go("/have-your-say/")
    somebody.page.get_by_label("What do you want to tell us?").fill("He hits us.")

    if way == "shift":
        for _time in range(3):
            somebody.page.keyboard.press("Shift")
    else:
        somebody.page.get_by_role("link", name="Leave this site now").click()
    somebody.page.wait_for_url(AWAY)
    somebody.page.go_back()

    text = somebody.page.locator("textarea")
    assert text.count() == 0 or text.input_value() == ""
    if way != "link":
        assert "/have-your-say/" not in somebody.page.url


def test_a_worker_writes_for_somebody_and_the_device_keeps_nothing(visitor, javascript):
    worker = visitor(javascript=javascript)
    worker.sign_in("mel@red-gum.example", PASSWORD)
    worker.go("/write-down/")
    worker.page.get_by_label("On paper").check()
    worker.page.get_by_label("What did the person say?").fill("A chair in the waiting room.")
    worker.page.get_by_label("Read them, count them").check()
    worker.press("Send and show the code")
    assert "Read the question to the person" in worker.main()
    worker.page.get_by_label("I read this question aloud").check()
    worker.press("Send and show the code")
    code = worker.page.locator("#code").inner_text()

    worker.follow("Done: this device keeps nothing")

    assert "A chair in the waiting room." not in worker.page.content()
    if javascript:
        kept = worker.page.evaluate("JSON.stringify([localStorage, sessionStorage])")
        assert "chair" not in kept
    person = visitor(javascript=javascript)
    open_receipt(person, code)
    assert "A chair in the waiting room." in person.main()


def test_following_by_mail(visitor, javascript):
    somebody, team = visitor(javascript=javascript), visitor(size=DESKTOP)
    address = f"{'with' if javascript else 'without'}@reader.example"
    somebody.go("/follow/")
    somebody.page.get_by_label("Your email").fill(address)
    somebody.press("Email me")
    assert somebody.address == "/follow/asked/"

    team.sign_in("ben@backbone.example", PASSWORD)
    team.go("/outbox/")
    mail = team.page.get_by_role("listitem").filter(has_text=address).first
    mail.get_by_role("link").click()
    link = re.search(r"http://[^/]+(/follow/confirm/\S+)", team.page.content())[1]

    somebody.go(link.split('"')[0].split("<")[0])
    somebody.press("Yes, email me")
    assert "You follow us now" in somebody.main()
