"""Why we work together and how, in the partnership's own words, on “Who we are”."""

import pytest
from django.urls import reverse

from partnership.models import Event, HowWeWork
from tests.factories import HowWeWorkFactory

pytestmark = pytest.mark.usefixtures("partnership")
PARTNERS = "/partners/"
CHANGE = "/admin/partnership/howwework/1/change/"
ELEMENTS = ("agenda", "learning", "strategies", "engagement", "backbone")


def as_typed(words: HowWeWork, **changes) -> dict:
    """The form of the admin as a browser sends it: what stood there, and what stands there now."""
    fields = ("why", *ELEMENTS)
    seen = {f"initial-{name}": getattr(words, name) for name in fields}
    return {**{name: getattr(words, name) for name in fields}, **seen, **changes}


def test_who_we_are_says_why_and_shows_each_element_beside_its_room(client):
    HowWeWorkFactory(
        why="Nobody can do this alone.\n\nSo we do it together.",
        **{name: f"Our words of {name}." for name in ELEMENTS},
    )

    page = client.get(PARTNERS).text

    assert "<p>Nobody can do this alone.</p>" in page
    for name, room in zip(
        ELEMENTS,
        ["agenda:current", "measurement:learning", "strategies:doing", "engagement:have-your-say",
         "groups"],
        strict=True,
    ):  # fmt: skip
        assert page.index(f'<a href="{reverse(room)}">') < page.index(f"Our words of {name}.")


def test_who_we_are_leaves_out_an_element_without_words(client):
    HowWeWorkFactory(learning="")

    page = client.get(PARTNERS).text

    assert "Common agenda" in page
    assert "Learning and measuring" not in page


def test_who_we_are_says_that_nothing_is_written_yet(client):
    page = client.get(PARTNERS).text

    assert "We have not written down yet how we work together." in page


def test_the_words_are_shown_as_they_are_typed(client):
    HowWeWorkFactory(why="<script>alert(1)</script>")

    page = client.get(PARTNERS).text

    assert "&lt;script&gt;alert(1)" in page


def test_backbone_staff_write_it_and_it_is_recorded(client, bea):
    client.force_login(bea)

    added = client.post("/admin/partnership/howwework/add/", as_typed(HowWeWork(why="Because.")))

    assert added.status_code == 302
    assert HowWeWork.objects.get().why == "Because."
    assert Event.objects.get(kind="partnership.howwework.added").by == bea
    assert client.get("/admin/partnership/howwework/add/").status_code == 403


@pytest.mark.parametrize("person", ["mai", "lena", "ada"])
def test_nobody_else_writes_it(client, request, person):
    words = HowWeWorkFactory(why="As it was.")
    client.force_login(request.getfixturevalue(person))

    client.post(CHANGE, as_typed(words, why="Mine."))

    words.refresh_from_db()
    assert words.why == "As it was."
    assert not Event.objects.filter(kind="partnership.howwework.changed").exists()


def test_two_who_write_different_parts_both_keep_their_words(client, bea):
    seen = HowWeWorkFactory(why="As it was.", agenda="As it was.")
    HowWeWork.objects.update(agenda="Hers.")
    client.force_login(bea)

    client.post(CHANGE, as_typed(seen, why="Mine."))

    now = HowWeWork.objects.get()
    assert (now.why, now.agenda) == ("Mine.", "Hers.")


def test_two_who_write_the_same_part_see_both(client, bea):
    seen = HowWeWorkFactory(why="As it was.")
    HowWeWork.objects.update(why="Hers.")
    client.force_login(bea)

    answer = client.post(CHANGE, as_typed(seen, why="Mine."))

    assert HowWeWork.objects.get().why == "Hers."
    assert "Hers." in answer.text
    assert "Mine." in answer.text


def test_a_save_is_told_in_a_sentence(client, bea):
    words = HowWeWorkFactory()
    client.force_login(bea)

    told = client.post(CHANGE, as_typed(words, why="Because."), follow=True).text

    assert "The page “" in told
    assert "How we work together" in told.split("The page “")[1].split("was changed")[0]
