"""Words are taken out of what a person said, and none are put into her mouth (SECURITY R59)."""

import pytest

from engagement.taking_out import words_put_in

SAID = "My son Jack Miller waits at Ferry Road, every day. Nobody comes, nobody rings."


@pytest.mark.parametrize(
    "now",
    [
        SAID,
        "My son waits every day. Nobody comes, nobody rings.",
        "My son [name removed] waits at [name of a school removed] every day.",
        "Every day nobody comes.",  # a capital letter and a comma at the cut
        "Nobody rings.",
        "My son waits — every day …",
    ],
)
def test_parts_may_be_left_out(now):
    assert words_put_in(SAID, now) == ""


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("The partnership is wonderful.", "The partnership is wonderful."),
        ("My son waits. Nobody comes, and he is glad.", "and he is glad."),
        ("Nobody rings, nobody comes.", "nobody comes."),  # her words in another order
        ("My son [who loves it] waits.", "who loves it] waits."),
        ("My son [the minister is a very good man removed] waits.", "the minister is"),
        ("My son waits every day, every day.", "every day."),  # said once
    ],
)
def test_other_words_are_found(now, found):
    assert words_put_in(SAID, now).startswith(found)


@pytest.mark.parametrize(
    ("said", "now", "foreign"),
    [
        ("أم لأربعة أطفال في شيبارتون", "أم لأربعة أطفال", "أم لثلاثة أطفال"),
        ("Mẹ của bé Na ở Shepparton.", "Mẹ của bé [name removed] ở Shepparton.", "Bố của bé Na"),
        ("He doesn’t talk.", "He doesn’t.", "He does."),
    ],
)
def test_in_every_language(said, now, foreign):
    assert words_put_in(said, now) == ""
    assert words_put_in(said, foreign)


def test_what_was_taken_out_before_stays_out():
    assert words_put_in("My son [name removed] waits.", "My son [name removed] waits.") == ""
    assert words_put_in("My son [name removed] waits.", "My son Jack waits.") == "Jack waits."
