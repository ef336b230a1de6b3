"""A lead prints her organisation's part for its board; the rest of D03 is in its own journey."""

import re

import pytest

from backbone.demo.seed import PASSWORD

pytestmark = pytest.mark.journey


def test_our_part_fits_on_one_sheet(visitor):
    grace = visitor()
    grace.sign_in("grace@red-gum.example", PASSWORD)
    grace.go("/our-organisation/our-part/")

    sheet = grace.page.pdf(prefer_css_page_size=True)

    assert "Updates on time" in grace.main()
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
