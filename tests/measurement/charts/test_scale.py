from decimal import Decimal

import pytest

from measurement.charts.scale import Scale, tick_text, ticks
from measurement.charts.svg import element, number, shortened, text_width, words, wrapped


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("11.6", ["0%", "4%", "8%", "12%"]),
        ("18.5", ["0%", "5%", "10%", "15%", "20%"]),
        ("0.7", ["0%", "0.2%", "0.4%", "0.6%", "0.8%"]),
        ("95", ["0%", "25%", "50%", "75%", "100%"]),
        ("100", ["0%", "25%", "50%", "75%", "100%"]),
        ("1", ["0%", "0.4%", "0.8%", "1.2%"]),
        ("8", ["0%", "2%", "4%", "6%", "8%"]),
        ("1234", ["0%", "400%", "800%", "1200%", "1600%"]),
    ],
)
def test_grid_lines_are_round_start_at_zero_and_reach_the_top(top, expected):
    assert [tick_text(tick, "%") for tick in ticks(Decimal(top))] == expected


@pytest.mark.parametrize("top", [Decimal(n) / 7 for n in range(1, 1500, 13)])
def test_there_are_three_to_five_grid_lines(top):
    found = ticks(top)

    assert 3 <= len(found) <= 5
    assert found[0] == 0
    assert found[-1] >= top


def test_a_top_of_zero_still_has_an_axis():
    assert ticks(0) == [0, 1]


def test_a_scale_maps_ends_on_ends():
    scale = Scale(0, 13, 370, 24)

    assert (scale(0), scale(Decimal(13))) == (370, 24)


@pytest.mark.parametrize(
    ("value", "expected"), [(44.04, "44"), (111.33, "111.3"), (-0.01, "0"), (7, "7"), (0.05, "0.1")]
)
def test_coordinates_have_one_decimal_at_most(value, expected):
    assert number(value) == expected


def test_words_and_attributes_are_escaped():
    assert (
        words("a<b>&", 0, 0, cls='"x') == '<text class="&quot;x" x="0" y="0">a&lt;b&gt;&amp;</text>'
    )
    assert element("g", title="<'\">") == '<g title="&lt;&#x27;&quot;&gt;"/>'


def test_a_long_text_is_wrapped_between_words_and_a_long_word_is_cut():
    assert wrapped("Goulburn Area Partnership", 90) == ["Goulburn", "Area", "Partnership"]
    assert wrapped("Goulburn Area Partnership", 115) == ["Goulburn Area", "Partnership"]
    assert all(text_width(part) <= 80 for part in wrapped("W" * 40, 80))


def test_a_text_is_shortened_only_where_it_must_be():
    assert shortened("Moira", 100) == "Moira"
    assert shortened("The Shire of Greater Shepparton", 100).endswith("…")
    assert text_width(shortened("The Shire of Greater Shepparton", 100)) <= 100


# Widths at 14 pixels as Chromium draws them in Public Sans, regular and at weight 720.
@pytest.mark.parametrize(
    ("text", "regular", "bold"),
    [
        ("Greater Shepparton", 130.4, 134.5),
        ("start point", 67.8, 70.6),
        ("10.2%", 38.4, 41.0),
        ("Goulburn", 60.6, 62.7),
    ],
)
def test_the_width_of_a_text_is_never_thought_too_small(text, regular, bold):
    assert regular <= text_width(text) < regular * 1.15
    assert bold <= text_width(text, bold=True) < bold * 1.15
