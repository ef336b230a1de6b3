"""D08 1, from the person's side: a second step is set up and used, in a real browser."""

import re
import time

import pytest

from tests.journeys.visitor import DESKTOP
from tests.partnership.test_second_step import code_of

pytestmark = pytest.mark.journey
PASSWORD = "magpie-lantern-creek"


@pytest.fixture
def with_a_device(visitor):
    """A visitor whose computer has a fingerprint reader; passkeys need a name, not a number."""
    ben = visitor(size=DESKTOP)
    device = ben.context.new_cdp_session(ben.page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    ben.start = ben.portal.url.replace("127.0.0.1", "localhost").rstrip("/")
    ben.allowed = {"localhost", ""}
    return ben


def test_a_passkey_lets_in_alone(with_a_device):
    ben = with_a_device
    ben.sign_in("ben@backbone.example", PASSWORD)
    ben.go("/my-account/second-step/")
    ben.follow("Add a passkey")
    ben.page.get_by_label("What shall we call it?").fill("Ben’s laptop")
    ben.page.get_by_role("button", name="Add this device").click()
    ben.page.wait_for_url("**/codes/")
    ben.look()
    assert ben.page.locator("ol.lines li").count() == 10
    ben.go("/my-account/second-step/")
    assert "Ben’s laptop" in ben.main()
    ben.press("Sign out")

    ben.go("/sign-in/")
    ben.page.get_by_role("button", name="Sign in with a passkey").click()
    ben.page.wait_for_url("**/desk/")

    ben.go("/my-account/")
    assert "Here, now" in ben.main()
    ben.go("/my-account/second-step/")
    ben.follow(re.compile("Remove"))
    ben.press("Remove it")
    assert "You have none yet" in ben.main()


def test_a_code_from_an_app_is_asked_for_after_the_password(visitor, javascript):
    tom = visitor(javascript=javascript)
    tom.sign_in("tom@ferry-road.example", PASSWORD)
    tom.go("/my-account/second-step/")
    tom.follow("Set up an app")
    key = tom.page.locator("b.num").inner_text().replace(" ", "")
    wait_for_a_fresh_code()
    tom.page.get_by_label("The code it shows now").fill(code_of(key))
    tom.press("Use this app")
    assert tom.page.locator("ol.lines li").count() == 10
    spare = tom.page.locator("ol.lines li").first.inner_text()
    tom.press("Sign out")

    tom.sign_in("tom@ferry-road.example", PASSWORD)
    assert "Now show that it is you" in tom.main()
    tom.page.get_by_label("Code").fill("000000")
    tom.press("Sign in")
    assert "This code did not work" in tom.main()
    tom.page.get_by_label("Code").fill(spare)
    tom.press("Sign in")

    assert tom.address == "/my-updates/"
    tom.go("/my-account/second-step/app/remove/")
    tom.press("Remove the app")
    assert "You have none yet" in tom.main()


def wait_for_a_fresh_code():
    """A code that lives for another few seconds."""
    left = 30 - time.time() % 30
    if left < 6:
        time.sleep(left + 0.5)
