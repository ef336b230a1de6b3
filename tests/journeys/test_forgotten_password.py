"""A forgotten password: from sign-in over the mail to being in again (SECURITY R5)."""

import pytest

from tests.journeys.made import PASSWORD, make_partner
from tests.journeys.mails import link_in, open_mail

pytestmark = pytest.mark.journey
NEW = "nine loud magpies sing"


def test_from_forgotten_to_signed_in(portal, visitor, javascript):
    key = "with" if javascript else "without"
    email, name = f"ida-{key}@she-oak.example", f"Ida {key.title()}"
    make_partner(portal, f"She-oak {key} (made up)", people=[(email, name, "member")], actions={})
    elsewhere, ida = visitor(), visitor(javascript=javascript)
    elsewhere.sign_in(email, PASSWORD)

    # She asks, and reads the same as somebody whom nobody knows.
    answers = []
    for typed in ("nobody@example.org", email):
        ida.go("/sign-in/")
        ida.follow("Forgotten your password?")
        ida.page.get_by_label("Email").fill(typed)
        ida.press("Email me a link")
        answers.append(ida.main())
    assert answers[0] == answers[1]

    # The link leads to a page whose address is no secret.
    link = link_in(open_mail(visitor, name, "Your account"), "/new-password/")
    ida.go(link)
    assert ida.address == "/new-password/"
    ida.page.get_by_label("Your new password").fill("too short")
    ida.press("Set it")
    assert "There is 1 thing to fix" in ida.main()
    ida.page.get_by_label("Your new password").fill(NEW)
    ida.press("Set it")
    assert "Your new password is set" in ida.main()

    # Out everywhere, in with the new one; the link has done its work.
    elsewhere.page.goto(f"{elsewhere.start}/my-updates/")
    assert elsewhere.address == "/sign-in/"
    ida.follow("Sign in with it")
    ida.fill_in_sign_in(email, NEW)
    assert ida.address == "/my-updates/"
    ida.go(link, status=410)
