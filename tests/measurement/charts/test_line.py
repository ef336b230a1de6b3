from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from measurement.charts import line_chart
from tests.measurement.charts.figures import made, series
from tests.measurement.charts.picture import Picture, points

SIZES = ["wide", "narrow"]
WORDS = {"name": "Goulburn", "compare_name": "Victoria", "start_words": "start point"}


def draw(ours, compare=(), **more):
    return line_chart(ours, compare, **{**WORDS, **more})


@pytest.fixture(scope="module")
def real():
    return Picture(draw(series("Goulburn"), series("Victoria")))


def test_the_line_stops_where_nothing_is_published(real):
    (line,) = real.marks("line")
    (compare,) = real.marks("cmpl")

    assert len(points(line.get("d"))) == 5  # 2015 to 2019; 2010 stands alone, 2011 to 2014 withheld
    assert len(points(compare.get("d"))) == 10
    assert len(real.marks("dot")) == 5


def test_the_first_point_is_open_with_its_value_and_words(real):
    (start,) = real.marks("dot--open")

    assert start.get("cx") == "44"
    assert {"6.0%", "start point"} <= set(real.words)


def test_the_last_point_has_a_large_value_and_the_name(real):
    assert real.text("10.2%").get("class") == "m xl halo"
    assert real.text("Goulburn").get("class") == "m halo"
    assert real.text("Victoria").get("class") == "cmp halo"
    assert "6.7%" in real.words


def test_grid_and_years_stand_where_the_mock_up_has_them(real):
    years = {year: real.text(year).get("x") for year in ("2010", "2011", "2015", "2019")}
    lines = [line.get("y1") for line in real.marks("axis") + real.marks("grid")]

    assert years == {"2010": "44", "2011": "111.3", "2015": "380.7", "2019": "650"}
    assert lines == ["370", "263.5", "157.1", "50.6"]
    assert [word for word in real.words[:4]] == ["0%", "4%", "8%", "12%"]


def test_a_narrow_chart_names_every_third_year_and_the_last():
    picture = Picture(draw(series("Goulburn"), series("Victoria"), size="narrow"))

    assert [word for word in picture.words if word.startswith("20")] == [
        "2010",
        "2013",
        "2016",
        "2019",
    ]


def test_the_range_is_drawn_for_each_run_also_for_a_point_alone(real):
    alone, run = real.marks("band")

    assert len(points(alone.get("d"))) == 4
    assert len(points(run.get("d"))) == 10
    assert min(y for _, y in points(run.get("d"))) > 24  # inside the drawing


def test_the_axis_starts_at_zero_however_high_the_values():
    picture = Picture(draw([made("83.1", 2018), made("83.6", 2019)]))

    assert picture.words[0] == "0%"
    assert picture.marks("axis")[0].get("y1") == "370"
    assert "100%" in picture.words


def test_a_missing_year_is_a_gap_like_a_withheld_one():
    missing = [made("5", 2016), made("6", 2017), made("7", 2019)]
    withheld = [*missing, made(None, 2018)]

    drawn, also = Picture(draw(missing)), Picture(draw(withheld))

    assert [len(points(line.get("d"))) for line in drawn.marks("line")] == [2]
    assert [len(points(line.get("d"))) for line in also.marks("line")] == [2]


def test_years_between_rounds_of_a_survey_are_no_gap():
    picture = Picture(draw([made("22", 2009), made("20", 2012), made("21", 2015)]))

    (line,) = picture.marks("line")

    assert len(points(line.get("d"))) == 3


@pytest.mark.parametrize("size", SIZES)
def test_withheld_numbers_leave_no_trace(size):
    figures = [made("5", 2016), made("6", 2017), made("7", 2019)]
    hidden = made(None, 2018)
    leaking = replace(
        hidden,
        value=Decimal("99"),
        low=Decimal("90"),
        high=Decimal("100"),
        numerator=Decimal(4),
        denominator=Decimal(5),
    )

    assert draw([*figures, hidden], size=size) == draw([*figures, leaking], size=size)


def test_withheld_and_missing_look_the_same():
    figures = [made("5", 2017), made("7", 2019)]

    hidden = draw([*figures, made(None, 2018)])
    absent = draw([*figures, made(None, 2018, withheld="missing")])

    assert hidden == absent


@pytest.mark.parametrize("bare", [10.2, Decimal("10.2"), None, "10.2%"])
def test_a_bare_number_is_refused(bare):
    with pytest.raises(TypeError, match="A chart takes figures"):
        draw([bare])


def test_a_figure_with_a_float_inside_is_refused():
    with pytest.raises(TypeError, match="Decimal"):
        draw([replace(made("10.2"), value=10.2)])


def test_two_figures_of_one_year_are_refused():
    with pytest.raises(ValueError, match="one figure a period"):
        draw([made("10.2"), made("10.3")])


def test_nothing_shown_is_no_drawing():
    assert draw([made(None)], [made(None)]) == ""
    assert draw([]) == ""


def test_without_ours_only_the_comparison_is_drawn():
    picture = Picture(draw([made(None, 2019)], [made("6", 2018), made("7", 2019)]))

    assert picture.marks("line") == []
    assert picture.marks("dot") == picture.marks("dot--open") == picture.marks("band") == []
    assert "Goulburn" not in picture.words


def test_a_single_figure_has_its_end_label_and_no_start():
    picture = Picture(draw([made("10.2")]))

    assert picture.marks("dot--open") == []
    assert "start point" not in picture.words
    assert picture.words[-2:] == ["10.2%", "Goulburn"]


def test_words_are_escaped():
    hostile = '<script>alert("1")</script>&\'"'

    svg = draw(
        [made("5", 2018), made("6")],
        [made("4", 2018), made("5")],
        name=hostile,
        compare_name=hostile,
        start_words=hostile,
        unit='"><b>',
    )

    Picture(svg)  # well formed
    assert "<script" not in svg
    assert "<b>" not in svg


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("apart", ["0", "0.1", "0.5", "1", "-0.1", "-0.5", "-1", "4"])
@pytest.mark.parametrize("level", ["0.4", "3", "12"])
def test_end_labels_keep_apart(size, apart, level):
    ours = Decimal(level)
    theirs = max(Decimal(0), ours + Decimal(apart))
    picture = Picture(
        draw(
            [made("6", 2018), made(str(ours))],
            [made("6.5", 2018), made(str(theirs))],
            size=size,
        )
    )

    assert picture.overlapping() == []
    assert picture.clipped() == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "name",
    ["Greater Shepparton", "Goulburn Area Partnership", "Khu vực Goulburn", "Südgrößenwahnsinn"],
)
@pytest.mark.parametrize("place", ["Goulburn", "Greater Shepparton", "Murrindindi", "Strathbogie"])
def test_no_word_is_clipped_or_stands_on_another(size, name, place):
    picture = Picture(draw(series(place), series("Victoria"), name=name, size=size))

    assert picture.clipped() == []
    assert picture.overlapping() == []


def test_it_is_hidden_from_readers_aloud_and_carries_no_style():
    svg = draw(series("Goulburn"), series("Victoria"))

    assert svg.startswith('<svg class="c wide" viewBox="0 0 800 400" aria-hidden="true"')
    assert "style" not in svg
    assert len(svg.encode()) < 3000


def test_a_template_takes_it_as_it_is():
    svg = draw(series("Goulburn"))

    assert svg.__html__() == svg


def test_financial_years_are_named_by_the_year_they_end():
    figures = [
        replace(made("5"), period_start=date(y - 1, 7, 1), period_end=date(y, 6, 30))
        for y in (2018, 2019)
    ]

    picture = Picture(draw(figures))

    assert {"2018", "2019"} <= set(picture.words)
    assert len(picture.marks("line")) == 1
