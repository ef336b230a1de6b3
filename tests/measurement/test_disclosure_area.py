from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from measurement.disclosure import Publishable, area_figure, publishable
from measurement.values import Row
from tests.measurement.goulburn import area

ROW = Row(
    place="Mitchell",
    code="24850",
    period_start=date(2019, 1, 1),
    period_end=date(2019, 12, 31),
    dims="",
    value=Decimal("9.5"),
    numerator=Decimal(19),
    denominator=Decimal(200),
    missing="",
    sheet="10.1",
    cell="F852",
)


def part(numerator, denominator):
    return Publishable(
        value=Decimal(100) * numerator / denominator,
        numerator=Decimal(numerator),
        denominator=Decimal(denominator),
    )


def test_the_wider_range_is_the_one_for_many_places():
    # tests/oracles/proportion_interval.csv, 5 of 10 at alpha 0.05 and 0.002
    expected = [23.65930905, 76.34069095, 15.05436721, 84.94563279]

    figure = publishable(
        replace(ROW, value=Decimal(50), numerator=Decimal(5), denominator=Decimal(10))
    )

    found = [figure.low, figure.high, figure.low_998, figure.high_998]
    assert [float(limit) for limit in found] == pytest.approx(expected, rel=1e-6)


def is_empty(figure):
    numbers = (figure.value, figure.numerator, figure.denominator, figure.low, figure.high)
    return all(number is None for number in (*numbers, figure.low_998, figure.high_998))


# --- The real Area --------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "percent"),
    [
        (2010, "5.99"),
        (2015, "7.81"),
        (2016, "8.28"),
        (2017, "7.59"),
        (2018, "9.26"),
        (2019, "10.22"),
    ],
)
def test_the_goulburn_area_is_the_ratio_of_the_sums_of_its_shires(year, percent):
    figure = area(year)

    assert figure.withheld == ""
    assert round(figure.value, 2) == Decimal(percent)


def test_the_goulburn_area_of_2019_has_its_counts_and_limits():
    figure = area(2019)

    assert (round(figure.numerator), round(figure.denominator)) == (197, 1931)
    assert (round(figure.low, 1), round(figure.high, 1)) == (Decimal("8.9"), Decimal("11.6"))


@pytest.mark.parametrize("year", [2011, 2012, 2013, 2014])
def test_the_goulburn_area_is_withheld_where_one_shire_is(year):
    # Each of these years has one small shire withheld; the other four hold over 90 % of children.
    assert area(year) == Publishable(withheld="privacy")


# --- The rule -------------------------------------------------------------------


def test_percentages_are_never_averaged():
    # METHODS M1: 15.0 % of 80 and 5.0 % of 900 are 5.8 % of 980, not 10.0 %.
    figure = area_figure([part(12, 80), part(45, 900)])

    assert (figure.numerator, figure.denominator) == (57, 980)
    assert round(figure.value, 1) == Decimal("5.8")


def test_a_part_of_nought_counts_as_nought():
    assert area_figure([part(0, 100), part(10, 100)]).value == 5


@pytest.mark.parametrize(
    ("others", "withheld"),
    [
        ([Publishable(withheld="privacy")], "privacy"),
        ([Publishable(withheld="missing")], "missing"),
        ([None], "missing"),
        ([None, Publishable(withheld="privacy")], "privacy"),
        ([Publishable(withheld="missing"), Publishable(withheld="privacy")], "privacy"),
        ([Publishable(value=Decimal("1.2"))], "privacy"),  # a rate whose counts are kept back
        ([Publishable(value=Decimal("1.2"), denominator=Decimal(50))], "privacy"),
    ],
)
def test_an_area_with_a_part_that_is_not_shown_is_not_shown(others, withheld):
    figure = area_figure([part(900, 99_000), *others])

    assert figure.withheld == withheld
    assert is_empty(figure)


def test_an_area_of_nobody_has_no_value():
    nobody = Publishable(value=Decimal(0), numerator=Decimal(0), denominator=Decimal(0))

    assert area_figure([nobody]) == Publishable(withheld="missing")


def test_an_area_of_no_places_is_refused():
    with pytest.raises(ValueError, match="made of places"):
        area_figure([])


# --- One published row ----------------------------------------------------------


def test_a_published_row_keeps_its_numbers_and_gets_limits():
    figure = publishable(ROW)

    assert (figure.value, figure.numerator, figure.denominator) == (Decimal("9.5"), 19, 200)
    assert figure.low < figure.value < figure.high


@pytest.mark.parametrize(
    ("missing", "withheld"), [("source_suppressed", "privacy"), ("missing", "missing")]
)
def test_a_marked_row_loses_every_number_also_the_ones_beside_the_mark(missing, withheld):
    figure = publishable(replace(ROW, missing=missing))

    assert figure.withheld == withheld
    assert is_empty(figure)


def test_a_row_without_a_value_is_missing():
    assert publishable(replace(ROW, value=None)) == Publishable(withheld="missing")


def test_a_published_rate_beside_counts_kept_back_stays_without_limits():
    figure = publishable(replace(ROW, numerator=None, denominator=None))

    assert figure == Publishable(value=Decimal("9.5"))


def test_a_published_rate_far_from_its_counts_gets_no_limits_from_them():
    figure = publishable(replace(ROW, value=Decimal("30")))

    assert (figure.value, figure.low, figure.high) == (30, None, None)


@pytest.mark.parametrize(
    "numbers",
    [
        {"withheld": "privacy", "value": Decimal(1)},
        {"withheld": "privacy", "denominator": Decimal(9)},
        {},
    ],
)
def test_a_figure_is_a_value_or_a_reason_never_both_or_neither(numbers):
    with pytest.raises(ValueError, match="a withheld figure|without a value"):
        Publishable(**numbers)
