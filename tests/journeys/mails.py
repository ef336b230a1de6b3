"""What the backbone team of the demonstration sees in its outbox."""

import re

from tests.journeys.made import PASSWORD
from tests.journeys.visitor import DESKTOP


def open_mail(visitor, to: str, subject: str):
    """An officer with the newest mail of that subject before her."""
    officer = visitor(size=DESKTOP)
    officer.sign_in("priya@backbone.example", PASSWORD)
    for _ in range(40):  # the worker writes the mail a moment later
        officer.go("/outbox/")
        lines = officer.page.locator(".tasks li", has_text=f"To {to}").filter(has_text=subject)
        if lines.count():
            break
        officer.page.wait_for_timeout(500)
    lines.first.get_by_role("link").click()
    officer.arrive()
    return officer


def link_in(officer, start: str, after: str = "") -> str:
    """The path of the first link that starts so; ``after`` some words."""
    words = officer.main().split(after)[-1] if after else officer.main()
    return re.search(rf"{start}\S+", words)[0]
