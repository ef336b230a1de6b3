"""What we want, in whose words, and who signed it (DOMAIN thread 6)."""

import re

import pytest

from backbone.demo.seed import PASSWORD

pytestmark = pytest.mark.journey


def test_a_mother_reads_what_partners_want_and_in_whose_words(visitor, javascript):
    mum = visitor(javascript=javascript)
    mum.go("/agenda/")
    assert "Every child here grows up safe, well and curious" in mum.main()
    assert "“Every kid walks in on the first day feeling like school is for them.”" in mum.main()
    assert "four weeks cannot be kept with the nurses we have" in mum.main()

    mum.follow("Children start school ready to learn")
    assert mum.address == "/outcomes/ready-to-learn/"
    page = mum.page
    words = page.locator(".vision").bounding_box()["y"]
    assert words < page.locator("h1").bounding_box()["y"], "the community's words come first"
    vietnamese = page.locator('[lang="vi"]')
    assert "hai thứ tiếng" in vietnamese.inner_text()
    assert "Put into English by Ms Hoa Lê (made up)" in mum.main()

    mum.follow("Read version 2")
    mum.follow("Version 3")
    assert "Nothing on this page is agreed yet." in mum.main()
    mum.follow("What changed from version 2")
    assert "Ask if school is ready for my boy." in mum.main()
    assert page.locator("ins", has_text="in every town").count() == 1
    assert page.locator("del", has_text="2030").count() == 1
    assert mum.cookies() == []


def test_words_that_were_withdrawn_or_not_taken_up(visitor, javascript):
    mum = visitor(javascript=javascript)

    mum.go("/outcomes/help-early/")
    assert "Withdrawn at the speaker’s request." in mum.main()
    mum.go("/outcomes/belong-and-learn/")
    assert "Just run a bus on Saturdays." in mum.main()
    assert "Buses are the state’s." in mum.main()
    assert "not one person rang us" not in mum.main()
    mum.go("/outcomes/strong-in-culture/")
    assert "Nobody’s words stand behind this yet." in mum.main()


def test_a_lead_signs_with_a_reservation_and_comments(visitor, javascript):
    email, name = {
        True: ("lucia@little-lantern.example", "Little Lantern Kinders (made up)"),
        False: ("grace@red-gum.example", "Red Gum Family Services (made up)"),
    }[javascript]
    lead = visitor(javascript=javascript)
    lead.sign_in(email, PASSWORD)
    lead.go("/our-organisation/")
    lead.follow(re.compile("Version 3 waits for our word"))
    assert "The answer will stand here." in lead.main()

    lead.page.get_by_label("Yes, with a reservation").check()
    lead.press("Sign for our organisation")
    assert "There is 1 thing to fix" in lead.main()
    assert lead.page.get_by_label("Yes, with a reservation").is_checked()
    lead.page.get_by_label(re.compile("^Your reservation")).fill("The year must not move again.")
    lead.press("Sign for our organisation")
    assert "Everybody can read the word of your organisation." in lead.text()
    assert "“The year must not move again.”" in lead.main()

    lead.page.get_by_label("What is it about?").select_option(
        label="Children start school ready to learn"
    )
    lead.page.get_by_label("I would change this").check()
    lead.page.get_by_label("Your comment").fill("Say “kinder” where you mean kinder.")
    lead.press("Send comment")
    assert "Say “kinder” where you mean kinder." in lead.main()

    neighbour = visitor(javascript=javascript)
    neighbour.go("/agenda/v3/")
    signed = neighbour.page.locator("li", has_text=name)
    assert "“The year must not move again.”" in signed.inner_text()
    assert "Say “kinder”" not in neighbour.main()
