"""D03: a lead looks after her organisation's people and page, on a phone."""

import re

import pytest

from backbone.demo.seed import PASSWORD as DEMO_PASSWORD
from tests.journeys.made import PASSWORD, make_partner
from tests.journeys.mails import open_mail
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

OLD_WORDS = "Nine families came twice."
THEIR_DRAFT = "Nobody else may read this yet."
# Mo has begun one update, got one back, and has one from before that was accepted.
MOS_UPDATES = """
from strategies import services
from strategies.periods import period_before

mo = User.objects.get(email={email!r})
priya = User.objects.get(email="priya@backbone.example")
begun, asked, old = Action.all_objects.filter(organisation=organisation).order_by("title")
said = {{"delivery": "on_track", "what_happened": "Six families came."}}
services.keep_draft(begun, by=mo, period=now, seen_version=0, **said)
sent = services.submit_update(asked, by=mo, period=now, seen_version=0, **said)
services.return_update(sent, by=priya, note="How many came twice?")
before = period_before(period_before(period_before(now, "month"), "month"), "month")
said["what_happened"] = {words!r}
sent = services.submit_update(old, by=mo, period=before, seen_version=0, **said)
services.accept_update(sent, by=priya)
"""
THEIRS = """
from strategies import services
services.keep_draft(
    Action.all_objects.get(organisation=organisation), by=User.objects.get(email={email!r}),
    period=now, seen_version=0, delivery="stuck", what_happened={words!r},
)
"""


@pytest.fixture
def key(javascript) -> str:
    """What tells the people of one run of the journey from those of the other."""
    return "with" if javascript else "without"


@pytest.fixture
def people(key) -> dict[str, str]:
    return {name: f"{name}-{key}@bul-bul.example" for name in ("pia", "mo", "nora")}


@pytest.fixture
def ours(key, people, portal) -> str:
    """The organisation: Pia leads it, Mo has left and nobody has said so yet, Nora stays."""
    name = f"Bul Bul Families {key} (made up)"
    make_partner(
        portal,
        name,
        people=[
            (people["pia"], "Pia Lang", "lead"),
            (people["mo"], "Mo Ward", "member"),
            (people["nora"], "Nora Finch", "member"),
        ],
        actions={
            f"walks-{key}": f"A walk each week {key}",
            f"books-{key}": f"Books at bedtime {key}",
            f"cooking-{key}": f"Cooking with dads {key}",
        },
        then=MOS_UPDATES.format(email=people["mo"], words=OLD_WORDS),
    )
    return name


@pytest.fixture
def their_draft(key, portal, visitor) -> str:
    """The address of an update that another organisation has begun."""
    email = f"otto-{key}@far-away.example"
    title = f"Their plan {key}"
    make_partner(
        portal,
        f"Far Away {key} (made up)",
        people=[(email, "Otto Berg", "member")],
        actions={f"their-plan-{key}": title},
        then=THEIRS.format(email=email, words=THEIR_DRAFT),
    )
    otto = visitor()
    otto.sign_in(email, PASSWORD)
    return otto.page.get_by_role("link", name=title).get_attribute("href")


def test_looking_after_people_and_page(ours, people, their_draft, key, visitor, javascript):
    pia, mo = visitor(javascript=javascript), visitor(javascript=javascript)
    pia.sign_in(people["pia"], PASSWORD)
    mo.sign_in(people["mo"], PASSWORD)

    # 1. Our organisation: its page, its people, what it has promised and how that goes.
    pia.go("/our-organisation/")
    for words in (ours, "Pia Lang", "Mo Ward", "Nora Finch", "What everybody reads of us"):
        assert words in pia.main()
    promise = pia.page.get_by_role("row", name=re.compile(f"Books at bedtime {key}")).inner_text()
    assert re.search(r"(January|February|March|April|May|June|July|August) \d{4}|\d{4}", promise)
    assert "Needs help" in promise

    # 2. A new member is invited, invited again, and not after all.
    newcomer = f"noor-{key}@bul-bul.example"
    pia.go("/our-people/")
    pia.page.get_by_label("Email").fill(newcomer)
    pia.press("Invite")
    assert f"on its way to {newcomer}" in pia.text()
    pia.press(re.compile(f"Send again {newcomer}"))
    assert "Invited, not here yet" in pia.main()
    pia.press(re.compile(f"Take back {newcomer}"))
    assert newcomer not in pia.main()

    # 3. A member becomes a lead and a member again; the last lead stays, and reads why.
    pia.press(re.compile("Make a lead Nora"))
    assert pia.page.get_by_role("button", name=re.compile("Make a member Nora")).count() == 1
    pia.press(re.compile("Make a member Nora"))
    assert "Pia Lang is the last lead" in pia.main()
    assert pia.page.get_by_role("link", name=re.compile("Has left Pia")).count() == 0

    # 4. Mo has left. What Mo began or got back is listed, and somebody must go on with it.
    pia.go("/our-people/")
    pia.follow(re.compile("Has left Mo"))
    assert "2 updates to hand over" in pia.main()
    assert f"A walk each week {key}" in pia.main()
    assert "Begun for" in pia.main()
    assert f"Books at bedtime {key}" in pia.main()
    assert "Sent back with a question" in pia.main()
    pia.press("Yes, has left")
    assert "Choose who takes these over" in pia.main()
    pia.page.get_by_label("Nora Finch", exact=True).check()
    pia.press("Yes, has left")
    assert pia.address == "/our-people/"
    assert "Mo Ward" not in pia.main()
    mo.page.goto(f"{mo.start}/my-updates/")
    assert mo.address == "/sign-in/", "the next click"
    nora = visitor(javascript=javascript)
    nora.sign_in(people["nora"], PASSWORD)
    tasks = [" ".join(t.split()) for t in nora.page.locator(".tasks li").all_inner_texts()]
    assert {task.split(" You took this over")[0] for task in tasks[:2]} == {
        f"A walk each week {key}", f"Books at bedtime {key}"
    }  # fmt: skip
    told = open_mail(visitor, "Nora Finch", "Updates you take over")
    assert f"Books at bedtime {key}" in told.main()

    # 5. The page: first as the public would see it, then so.
    words = f"We sit with families. {key.title()} tea."
    pia.go("/our-organisation/")
    pia.follow("Change what it says")
    assert "Best a shared one" in pia.main()
    pia.page.get_by_label(re.compile("^About us")).fill(words)
    pia.press("Preview")
    assert "It is not saved yet." in pia.main()
    preview = pia.page.locator("section.panel p").inner_text()
    neighbour = visitor(javascript=javascript)
    neighbour.go("/partners/")
    neighbour.follow(ours)
    assert words not in neighbour.main()
    pia.press("Save for everybody to read")
    neighbour = visitor(javascript=javascript)  # a browser keeps a public page for a minute
    neighbour.go("/partners/")
    neighbour.follow(ours)
    assert neighbour.page.locator("main p", has_text=words).inner_text() == preview

    # 6. The draft of others answers as if it were not there, and stands nowhere.
    pia.go(their_draft, status=404)
    hidden = pia.main()
    pia.go("/my-updates/999999/2026-09-30/", status=404)
    assert pia.main() == hidden
    for address in ("/my-updates/", "/our-organisation/", "/doing/", "/partners/"):
        pia.go(address)
        assert THEIR_DRAFT not in pia.page.content()

    # 7. What Mo wrote is still there, with Mo's name.
    nora.go(_history_of_old(nora, key))
    assert "Mo Ward" in nora.main()
    assert OLD_WORDS in nora.main()

    # Everything is in the audit trail.
    officer = visitor(size=DESKTOP)
    officer.sign_in("priya@backbone.example", DEMO_PASSWORD)
    for kind in (
        "partnership.invitation.revoked", "partnership.membership.role_changed",
        "partnership.membership.ended", "partnership.membership.took_over",
        "strategies.update.taken_over",
    ):  # fmt: skip
        officer.go(f"/admin/partnership/event/?kind__exact={kind}")
        assert "Pia Lang" in officer.main()


def _history_of_old(person, key: str) -> str:
    """The address of the update that Mo sent three months ago: today's, with another day."""
    from django.utils import timezone

    from strategies.periods import period_before, period_to_report

    person.go("/my-updates/")
    link = person.page.get_by_role("link", name=f"Cooking with dads {key}").first
    today = timezone.localdate()
    period = period_to_report(today, "month", since=today.replace(year=today.year - 1, day=1))
    for _month in range(3):
        period = period_before(period, "month")
    number = link.get_attribute("href").split("/")[2]
    return f"/my-updates/{number}/{period.end}/history/"
