"""A lead looks after her organisation's page, and prints its part for her board (journey D03)."""

import re

import pytest

from backbone.demo.seed import PASSWORD

pytestmark = pytest.mark.journey


def test_a_lead_and_her_organisations_page(visitor, javascript):
    words = f"We sit with families. {'Also on Saturdays.' if javascript else 'Also at night.'}"
    grace = visitor(javascript=javascript)
    grace.sign_in("grace@red-gum.example", PASSWORD)
    grace.go("/our-organisation/")
    assert "Mel Tran" in grace.main()

    grace.follow("Change what it says")
    grace.page.get_by_label(re.compile("^About us")).fill(words)
    grace.press("Preview")
    assert "The public will see this" in grace.main()
    assert "It is not saved yet." in grace.main()
    preview = grace.page.locator("section.panel p").inner_text()

    neighbour = visitor(javascript=javascript)
    neighbour.go("/partners/red-gum-family-services-made-up/")
    assert words not in neighbour.main()

    grace.press("Save for everybody to read")
    assert "Saved. Everybody can read it now." in grace.text()
    neighbour = visitor(javascript=javascript)  # a browser keeps a public page for a minute
    neighbour.go("/partners/")
    neighbour.follow("Red Gum Family Services (made up)")
    assert neighbour.page.locator("main p", has_text=words).inner_text() == preview
    assert "What they have promised" in neighbour.main()
    assert neighbour.cookies() == []


def test_our_part_fits_on_one_sheet(visitor):
    grace = visitor()
    grace.sign_in("grace@red-gum.example", PASSWORD)
    grace.go("/our-organisation/our-part/")

    sheet = grace.page.pdf(prefer_css_page_size=True)

    assert "Updates on time" in grace.main()
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
