from datetime import date

import pytest

from strategies import words
from strategies.models import Update
from strategies.periods import Period

TODAY = date(2026, 10, 14)  # a Wednesday
MONTH = Period(date(2026, 10, 1), date(2026, 10, 31))
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


def test_a_period_is_named_by_its_months():
    assert words.period_words(MONTH) == "October 2026"
    assert words.period_words(QUARTER) == "July to September 2026"


def test_the_question_names_the_period():
    assert words.question(MONTH) == "What happened in October 2026?"
    assert words.question(QUARTER) == "What happened from July to September 2026?"


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (date(2026, 9, 3), ("Due 3 September", "41 days ago")),
        (date(2026, 10, 13), ("Due 13 October", "1 day ago")),
        (date(2026, 10, 14), ("Due today", "14 October")),
        (date(2026, 10, 15), ("Due tomorrow", "15 October")),
        (date(2026, 10, 16), ("Due Friday", "16 October")),
        (date(2026, 10, 20), ("Due Tuesday", "20 October")),
        (date(2026, 10, 21), ("Due in 7 days", "21 October")),
    ],
)
def test_due_words_say_the_day_and_how_far_it_is(due_on, said):
    assert words.due_words(due_on, TODAY) == said


def test_each_way_it_can_go_has_its_own_shape_and_word():
    said = [words.status(Update(delivery=delivery)) for delivery in Update.Delivery]

    assert {s["word"] for s in said} == {
        "On track",
        "Needs help",
        "Stuck",
        "Finished",
        "Stopped",
    }
    assert len({s["kind"] for s in said}) == 5
    assert words.status(None) == {"kind": "unknown", "word": "No word yet"}
