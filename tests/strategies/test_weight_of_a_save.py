"""What a save costs, in questions to the database and bytes (PERFORMANCE D). No clock is read."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from strategies.models import Update
from tests.strategies.factories import UpdateFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
WORDS = {"delivery": "on_track", "what_happened": "x" * 400, "version": 1}


@pytest.fixture
def save(mai, action):
    """Do something with the update by htmx; gives the answer and the questions it asked."""
    client = Client(headers={"HX-Request": "true"})
    client.force_login(mai)

    def post(name: str, words: dict):
        address = reverse(f"strategies:{name}", args=[action.pk, "2026-09-30"])
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(address, words)
        sql = [q["sql"] for q in queries]
        return answer, [one for one in sql if not one.startswith(("SAVEPOINT", "RELEASE"))]

    return post


def assert_is_light(answer, asked: list[str], *, most: int):
    assert answer.status_code == 200
    assert len(asked) <= most, asked
    assert len(gzip.compress(answer.content, 9)) <= 5_000


@pytest.mark.parametrize(
    ("name", "more", "most"),
    [
        ("keep-update", {"bar": ""}, 10),
        ("keep-update", {"quiet": "1"}, 9),
        ("keep-update", {}, 12),
        ("send-update", {}, 11),
    ],
    ids=["keep", "keep while typing", "keep after a mistake", "send"],
)
@pytest.mark.parametrize("was", [Update.State.DRAFT, Update.State.RETURNED])
def test_a_save_asks_few_questions(name, more, most, was, action, save):
    """The words of a colleague are replaced and go into the history: it cannot cost more."""
    UpdateFactory(action=action, state=was, what_happened="Half a thought.")

    answer, asked = save(name, WORDS | more)

    assert_is_light(answer, asked, most=most)


def test_the_first_word_of_all_is_as_light(save):
    answer, asked = save("send-update", WORDS | {"version": 0})

    assert_is_light(answer, asked, most=11)


def test_nothing_has_changed_asks_one_more_for_what_was_said_last_time(action, save):
    last = {"period_start": "2026-04-01", "period_end": "2026-06-30"}
    UpdateFactory(action=action, state=Update.State.ACCEPTED, **last)
    UpdateFactory(action=action, what_happened="Half a thought.")

    answer, asked = save("nothing-changed", WORDS)

    assert_is_light(answer, asked, most=12)


def test_taking_it_back_asks_least(action, save):
    save("send-update", WORDS | {"version": 0})

    answer, asked = save("undo-update", {})

    assert_is_light(answer, asked, most=10)
