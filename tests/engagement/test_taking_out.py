"""Words are taken out of what a person said, and none are put into her mouth (SECURITY R59)."""

from unicodedata import normalize

import pytest

from engagement.taking_out import words_put_in

SAID = "My son Jack Miller waits at Ferry Road, every day. Nobody comes, nobody rings."


@pytest.mark.parametrize(
    "now",
    [
        SAID,
        "My son waits every day. Nobody comes, nobody rings.",
        "My son [Name removed] waits at [school removed] every day.",
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
        ("My son [the minister is good removed] waits.", "the minister is"),
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
        ("He doesn’t talk.", "He doesn't.", "He does."),
        ("我的儿子等了七个月。没有人来。", "我的儿子等了[words removed]。没有人来。", "谢谢部长。"),
    ],
)
def test_in_every_language(said, now, foreign):
    assert words_put_in(said, now) == ""
    assert words_put_in(said, foreign)


def test_what_was_taken_out_before_stays_out():
    assert words_put_in("My son [name removed] waits.", "My son [name removed] waits.") == ""
    assert words_put_in("My son [name removed] waits.", "My son Jack waits.") == "Jack waits."


def test_the_same_letters_written_in_another_way_are_hers():
    assert words_put_in("Mẹ của bé", normalize("NFD", "Mẹ của bé")) == ""
    assert words_put_in("طِفْلٌ صغير", "طِفْلٌ") == ""
