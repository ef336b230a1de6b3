from dataclasses import replace
from decimal import Decimal

import pytest

from measurement.charts import bars_chart
from tests.measurement.charts.figures import made, real, shires
from tests.measurement.charts.picture import Picture

SIZES = ["any", "narrow", "wide"]


def draw(places, area=None, state=None, **more):
    given = {"area_name": "Goulburn", "not_published": "Not published", "fewer_is_better": True}
    return bars_chart(places, area, state, **{**given, **more})


def of_year(year, **more):
    return Picture(draw(shires(year), real("Goulburn", year), real("Victoria", year), **more))


def names(picture):
    known = ["Greater Shepparton", "Mitchell", "Moira", "Murrindindi", "Strathbogie", "Victoria"]
    return [word for word in picture.words if word in known]


def test_bars_go_from_the_worst_to_the_best_with_the_state_last():
    assert names(of_year(2019)) == [
        "Greater Shepparton",
        "Moira",
        "Mitchell",
        "Strathbogie",
        "Murrindindi",
        "Victoria",
    ]


def test_where_more_is_better_the_lowest_is_the_worst():
    assert names(of_year(2019, fewer_is_better=False))[0] == "Murrindindi"


def test_bars_start_at_zero_and_are_as_long_as_their_values():
    bars = Picture(draw([made("10", place="A"), made("5", place="B")])).marks("bar")

    assert [bar.get("x") for bar in bars] == ["0", "0"]
    longer, shorter = (float(bar.get("width")) for bar in bars)
    assert longer == pytest.approx(2 * shorter, abs=0.2)


def test_each_bar_has_the_whisker_of_its_range():
    picture = Picture(draw([made("10", place="A")]))
    (whisker,) = picture.marks("ci")
    (bar,) = picture.marks("bar")

    across, low, high = whisker
    end = float(bar.get("width"))
    assert float(low.get("x1")) == pytest.approx(end * 0.95, abs=0.2)
    assert float(high.get("x1")) == pytest.approx(end * 1.05, abs=0.2)
    assert (across.get("x1"), across.get("x2")) == (low.get("x1"), high.get("x1"))


def test_a_value_of_few_people_has_no_decimal():
    assert "8%" in of_year(2019).words  # Strathbogie: 8.3 % of 97 children


def test_a_withheld_place_stays_in_the_list_and_says_so():
    picture = of_year(2012)

    assert names(picture)[-2:] == ["Strathbogie", "Victoria"]
    assert picture.words.count("Not published") == 1
    assert len(picture.marks("bar")) == 5
    assert len(picture.marks("ci")) == 5


def test_a_withheld_area_has_no_line():
    assert of_year(2012).marks("ref") == []
    assert len(of_year(2019).marks("ref")) == 1
    assert "Goulburn 10.2%" in of_year(2019).words


@pytest.mark.parametrize("size", SIZES)
def test_withheld_numbers_leave_no_trace(size):
    shown = [made("5", place="A"), made("6", place="B")]
    hidden = [made(None, place="D"), made(None, place="C")]
    low, high = (
        [
            replace(one, value=Decimal(n), high=Decimal(n) + 1, numerator=Decimal(n))
            for one in hidden
        ]
        for n in (1, 90)
    )
    area = made(None)

    assert draw([*shown, *low], area, size=size) == draw(
        [*shown, *high[::-1]], replace(area, value=Decimal(50)), size=size
    )


def test_equal_values_stand_by_name():
    picture = Picture(draw([made("5", place="Moira"), made("5", place="Mitchell")]))

    assert names(picture) == ["Mitchell", "Moira"]


@pytest.mark.parametrize("place", [10.2, Decimal("10.2")])
def test_a_bare_number_is_refused(place):
    with pytest.raises(TypeError):
        draw([place])
    with pytest.raises(TypeError):
        draw([], area=place)
    with pytest.raises(TypeError):
        draw([], state=place)


def test_names_are_escaped():
    hostile = "<script>alert(1)</script>"

    svg = draw([made("5", place=hostile)], made("5"), area_name=hostile, not_published=hostile)

    assert "<script" not in svg


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("year", [2010, 2012, 2019])
def test_no_word_is_clipped_or_stands_on_another(size, year):
    picture = of_year(year, size=size)

    assert picture.clipped() == []
    assert picture.overlapping() == []


@pytest.mark.parametrize("size", SIZES)
def test_long_names_are_shortened_and_high_values_fit(size):
    name = "The Most Honourable Shire of Upper and Lower Greater Wangarattashire"
    picture = Picture(
        draw([made("99.4", place=name)], made("99.5"), area_name="Goulburn", size=size)
    )

    assert picture.clipped() == []
    assert len(picture.words) == 3


def test_no_places_and_no_limits_are_drawn_too():
    picture = Picture(draw([made("0", place="A", low=None, high=None)]))

    assert picture.marks("ci") == []
    assert draw([]).startswith("<svg")
