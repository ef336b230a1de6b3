"""Following the news by mail (a part of journey D12)."""

import re

import pytest

from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

PASSWORD = "magpie-lantern-creek"


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
