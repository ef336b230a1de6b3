import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from measurement.charts import Outline, places_map, project
from measurement.charts.outlines import contains, thinned
from measurement.charts.places_map import colour_steps
from tests.measurement.charts.figures import made, shires
from tests.measurement.charts.picture import Picture, points

BOUNDARIES = Path(__file__).parents[3] / "data" / "geography" / "goulburn_lga.geojson"
SQUARE = "M0 0 L100 0 L100 100 L0 100Z"


@pytest.fixture(scope="module")
def outlines():
    return project(json.loads(BOUNDARIES.read_text("utf-8")))


def draw(figures, outlines, view_box="0 0 350 461"):
    return places_map(figures, outlines, view_box=view_box, not_published="Not published")


def square(name="A"):
    return {name: Outline(SQUARE, 50, 50)}


def test_the_real_outlines_fill_the_box(outlines):
    shapes, view_box = outlines
    corners = [point for one in shapes.values() for ring in one.path.split("Z") if ring
               for point in points(ring)]  # fmt: skip

    assert view_box == "0 0 350 461"
    assert min(x for x, _ in corners) == pytest.approx(5, abs=0.5)
    assert max(x for x, _ in corners) == pytest.approx(345, abs=0.5)
    assert min(y for _, y in corners) == pytest.approx(5, abs=0.5)
    assert max(y for _, y in corners) == pytest.approx(456, abs=1)


def test_the_real_outlines_are_thin_enough_for_a_page(outlines):
    shapes, _ = outlines

    assert sum(len(one.path) for one in shapes.values()) < 16_000
    assert shapes["Murrindindi"].path.count("M") == 2  # the shire has two parts


def test_north_is_up_and_east_is_right(outlines):
    shapes, _ = outlines

    assert shapes["Moira"].label_y < shapes["Strathbogie"].label_y < shapes["Murrindindi"].label_y
    assert shapes["Mitchell"].label_x < shapes["Murrindindi"].label_x


def test_names_and_values_stand_inside_their_places(outlines):
    shapes, _ = outlines
    picture = Picture(draw(shires(2019), shapes))

    for label in picture.labels[::2]:
        ring = points(max(shapes[label.text].path.split("Z"), key=len))
        assert contains(ring, (label.left, label.bottom)), label
        assert contains(ring, (label.right, label.bottom)), label


def test_a_place_has_one_size_however_its_degrees_shrink():
    square_at_sixty = {
        "type": "Polygon",
        "coordinates": [[[10, 59.5], [12, 59.5], [12, 60.5], [10, 60.5], [10, 59.5]]],
    }
    collection = {
        "features": [{"properties": {"lga_name": "A"}, "geometry": square_at_sixty}],
    }

    shapes, view_box = project(collection, width=110)

    assert view_box == "0 0 110 110"  # cos 60° is a half, so two degrees by one are a square
    assert (shapes["A"].label_x, shapes["A"].label_y) == (55, 55)


def test_thinning_keeps_corners_and_drops_what_lies_between():
    ring = [(0, 0), (50, 0.3), (100, 0), (100, 40), (100, 100), (0, 0)]

    assert thinned(ring) == [(0, 0), (100, 0), (100, 100), (0, 0)]


def test_five_places_have_five_colours_in_the_order_of_their_values():
    assert colour_steps(shires(2019)) == {
        "Greater Shepparton": 5,
        "Moira": 4,
        "Mitchell": 3,
        "Strathbogie": 2,
        "Murrindindi": 1,
    }


def test_places_that_read_the_same_have_the_same_colour():
    steps = colour_steps([made("5.01", place="A"), made("5.04", place="B"), made("9", place="C")])

    assert steps == {"A": 1, "B": 1, "C": 5}


def test_many_places_have_no_more_than_five_colours():
    steps = colour_steps([made(str(n), place=f"P{n}") for n in range(1, 18)])

    assert set(steps.values()) == {1, 2, 3, 4, 5}


def test_each_place_has_its_name_and_value(outlines):
    shapes, _ = outlines
    picture = Picture(draw(shires(2019), shapes))

    assert picture.text("Greater Shepparton").get("class") == "inv b2"
    assert picture.text("6.7%").get("class") == "dark xl"
    assert len(picture.marks("area")) == 5
    assert picture.marks("hatchl") == []


def test_a_withheld_place_is_striped_and_says_so(outlines):
    shapes, _ = outlines
    picture = Picture(draw(shires(2012), shapes))

    assert len(picture.marks("supp")) == 1
    assert picture.words.count("Not published") == 1
    assert len(picture.marks("hatchl")) == 1


def test_a_place_without_a_figure_looks_like_a_withheld_one():
    assert draw([], square()) == draw([made(None, place="A")], square())


def test_withheld_numbers_leave_no_trace():
    shapes = square() | square("B") | square("C")
    shown = [made("5", place="A"), made("6", place="B")]
    hidden = made(None, place="C")
    leaking = replace(hidden, value=Decimal(7), numerator=Decimal(3), denominator=Decimal(40))

    assert draw([*shown, hidden], shapes) == draw([*shown, leaking], shapes)


def test_a_bare_number_is_refused():
    with pytest.raises(TypeError):
        draw([10.2], square())


def test_names_are_escaped():
    hostile = "<script>alert(1)</script>"

    assert "<script" not in draw([made("5", place=hostile)], square(hostile))


@pytest.mark.parametrize("year", [2011, 2012, 2019])
def test_no_word_is_clipped_or_stands_on_another(outlines, year):
    shapes, view_box = outlines
    picture = Picture(draw(shires(year), shapes, view_box))

    assert picture.clipped() == []
    assert picture.overlapping() == []
