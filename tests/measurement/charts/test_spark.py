from dataclasses import replace
from decimal import Decimal

import pytest

from measurement.charts import spark_chart
from tests.measurement.charts.figures import made, series
from tests.measurement.charts.picture import Picture, points


def test_the_line_runs_from_an_open_to_a_solid_point():
    picture = Picture(spark_chart(series("Victoria")))
    (line,) = picture.marks("line")

    assert len(points(line.get("d"))) == 10
    assert points(line.get("d"))[0] == (6, float(picture.marks("dot--open")[0].get("cy")))
    assert points(line.get("d"))[-1] == (122, float(picture.marks("dot")[0].get("cy")))
    assert (picture.root.get("width"), picture.root.get("height")) == ("128", "46")


def test_no_line_crosses_withheld_years():
    picture = Picture(spark_chart(series("Goulburn")))

    assert [len(points(line.get("d"))) for line in picture.marks("line")] == [5]


def test_a_small_change_looks_small():
    picture = Picture(spark_chart([made("80", 2018), made("81", 2019)]))
    (line,) = picture.marks("line")

    (_, first), (_, last) = points(line.get("d"))
    assert 0 < first - last < 3


def test_withheld_numbers_leave_no_trace():
    shown = [made("5", 2017), made("6", 2019)]
    hidden = made(None, 2018)

    assert spark_chart([*shown, hidden]) == spark_chart(
        [*shown, replace(hidden, value=Decimal(50), numerator=Decimal(3))]
    )


def test_nothing_shown_is_no_drawing():
    assert spark_chart([made(None)]) == ""


def test_a_target_is_a_dashed_line_in_the_same_scale():
    picture = Picture(
        spark_chart([made("80", 2018), made("70", 2019)], target=Decimal(60), size="card")
    )
    (line,) = picture.marks("line")
    (target,) = picture.marks("tl")

    (_, first), (_, last) = points(line.get("d"))
    assert float(target.get("y1")) - last == pytest.approx(last - first, abs=0.2)
    assert (picture.root.get("width"), picture.root.get("height")) == ("200", "76")


def test_one_figure_is_a_point():
    assert len(Picture(spark_chart([made("5")])).marks("dot")) == 1


def test_a_bare_number_is_refused():
    with pytest.raises(TypeError):
        spark_chart([5.0])
