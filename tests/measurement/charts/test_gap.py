from dataclasses import replace
from decimal import Decimal

import pytest

from measurement.charts import gap_chart
from tests.measurement.charts.figures import made, real
from tests.measurement.charts.picture import Picture

SIZES = ["wide", "narrow"]
HIDDEN_WORDS = "Not published, to protect people’s privacy"
# Victoria 2019, sheet 10.1: rows 887, 888 and 890.
GROUPS = [
    ("Girls", made("5.5917361758")),
    ("Children in care", made(None)),
    ("Aboriginal children", made("18.4988880844")),
    ("Boys", made("8.7383863514")),
]


def draw(everyone=None, groups=GROUPS, **more):
    given = {"everyone_name": "All children", "fewer_is_better": True}
    everyone = everyone or real("Victoria", 2019)
    return gap_chart(everyone, groups, not_published=HIDDEN_WORDS, **{**given, **more})


def test_groups_go_from_the_widest_gap_and_withheld_ones_stay_in_the_list():
    words = Picture(draw()).words

    assert [word for word in words if word in dict(GROUPS)] == [
        "Aboriginal children",
        "Boys",
        "Girls",
        "Children in care",
    ]
    assert words.count(HIDDEN_WORDS) == 1


def test_each_shown_group_has_a_line_from_all_children():
    picture = Picture(draw())
    reference = picture.marks("ref")[0].get("x1")

    assert [line.get("x1") for line in picture.marks("gapl")] == [reference] * 3
    assert "All children 6.7%" in picture.words


def test_the_value_stands_on_the_side_that_leads_away():
    picture = Picture(draw())
    reference = float(picture.marks("ref")[0].get("x1"))

    assert picture.text("5.6%").get("text-anchor") == "end"
    assert float(picture.text("5.6%").get("x")) < reference
    assert float(picture.text("8.7%").get("x")) > reference


def test_the_axis_starts_at_zero():
    assert Picture(draw()).words[0] == "0%"


@pytest.mark.parametrize("size", SIZES)
def test_withheld_numbers_leave_no_trace(size):
    name, hidden = GROUPS[1]
    leaking = replace(hidden, value=Decimal(60), numerator=Decimal(3), denominator=Decimal(5))
    others = [GROUPS[0], *GROUPS[2:]]

    one = draw(groups=[*others, (name, hidden)], size=size)
    other = draw(groups=[*others, (name, leaking)], size=size)

    assert one == other


def test_without_a_figure_of_everyone_there_is_no_gap_to_draw():
    assert draw(everyone=made(None)) == ""


def test_a_bare_number_is_refused():
    with pytest.raises(TypeError):
        draw(groups=[("Boys", 8.7)])
    with pytest.raises(TypeError):
        draw(everyone=6.7)


def test_names_are_escaped():
    hostile = "<script>alert(1)</script>"

    svg = draw(groups=[(hostile, made("5"))], everyone_name=hostile)

    assert "<script" not in svg


@pytest.mark.parametrize("size", SIZES)
def test_no_word_is_clipped_or_stands_on_another(size):
    picture = Picture(draw(size=size))

    assert picture.clipped() == []
    assert picture.overlapping() == []


@pytest.mark.parametrize(("size", "box"), [("wide", "0 0 800 272"), ("narrow", "0 0 343 320")])
def test_the_drawing_is_as_high_as_in_the_mock_up(size, box):
    assert f'viewBox="{box}"' in draw(size=size)
