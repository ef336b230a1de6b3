from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from measurement.status import Period, latest_run, trend
from tests.measurement.goulburn import series
from tests.oracles import numbers, rows

PRIVACY = object()


def periods(*values, first=2010, step=1):
    """Rates without counts, so that only M7 can speak; PRIVACY stands for a withheld one."""
    return [
        Period(first + step * index, None, None, None, "privacy")
        if value is PRIVACY
        else Period(first + step * index, Decimal(str(value)), None, None)
        for index, value in enumerate(values)
    ]


def counted(years, numerators, denominators, values=None):
    """Percentages with their counts; values, where given, replace the percentages."""
    values = values or [100 * x / n for x, n in zip(numerators, denominators, strict=True)]
    return [
        Period(int(year), Decimal(str(value)), Decimal(str(x)), Decimal(str(n)))
        for year, x, n, value in zip(years, numerators, denominators, values, strict=True)
    ]


# --- The real series of the demonstration --------------------------------------


def test_the_goulburn_area_got_worse_2015_to_2019_by_its_counts():
    result = trend(series("Goulburn"), "lower_is_better")

    assert (result.trend_word, result.direction, result.rule) == ("worse", "up", "m8")
    assert (result.first_year, result.last_year) == (2015, 2019)
    assert (result.start, result.latest) == (5, 9)
    assert result.reasons == ("gap_before",)
    assert not result.uneven


def test_the_goulburn_area_has_the_published_evidence():
    result = trend(series("Goulburn"), "lower_is_better")

    assert result.m8.chi2 == pytest.approx(8.30, abs=0.005)
    assert result.m8.p == pytest.approx(0.004, abs=0.0005)
    assert result.m7.p == pytest.approx(0.23, abs=0.005)


def test_greater_shepparton_got_worse_2010_to_2019_by_the_order_of_its_rates():
    result = trend(series("Greater Shepparton"), "lower_is_better")

    assert (result.trend_word, result.direction, result.rule) == ("worse", "up", "m7")
    assert (result.first_year, result.last_year, result.start, result.latest) == (2010, 2019, 0, 9)
    assert result.reasons == ()


# --- Which run is tested --------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "run"),
    [
        ([], range(0)),
        ([PRIVACY, PRIVACY], range(0)),
        ([1], range(1)),
        ([1, 2, PRIVACY, 4, 5], range(3, 5)),
        ([1, 2, PRIVACY], range(2)),
        ([1, PRIVACY, 3, 4, PRIVACY, PRIVACY], range(2, 4)),
        ([*range(10)], range(10)),
        ([*range(12)], range(2, 12)),
    ],
)
def test_latest_run_is_the_last_one_without_a_gap_and_at_most_ten_long(values, run):
    assert list(latest_run(periods(*values))) == list(run)


def test_a_year_without_a_row_ends_a_run_too():
    gap = [*periods(1, 2, first=2010), *periods(3, 4, first=2013)]

    assert list(latest_run(gap)) == [2, 3]
    assert trend(gap, "lower_is_better").reasons[0] == "gap_before"


def test_a_collection_every_third_year_is_no_gap():
    every_third = periods(1, 2, 3, first=2009, step=3)

    assert list(latest_run(every_third, years_between=3)) == [0, 1, 2]
    assert list(latest_run(every_third)) == [2]


def test_a_withheld_value_is_not_used_even_when_it_is_known():
    known = Period(2012, Decimal(3), Decimal(3), Decimal(100), "privacy")

    assert list(latest_run([*periods(1, 2), known])) == [0, 1]


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ([PRIVACY, 1, 2, 3, 4, 5], ("gap_before",)),
        ([1, 2, 3, 4, 5, PRIVACY], ("gap_after",)),
        ([PRIVACY, 1, 2, 3, 4, 5, PRIVACY], ("gap_before", "gap_after")),
        ([*range(11)], ("longest_run",)),
    ],
)
def test_what_was_left_out_of_the_run_is_said(values, reasons):
    assert trend(periods(*values), "neutral").reasons == reasons


# --- Words ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "polarity", "word", "direction"),
    [
        ([1, 2, 3, 4, 5], "lower_is_better", "worse", "up"),
        ([1, 2, 3, 4, 5], "higher_is_better", "better", "up"),
        ([5, 4, 3, 2, 1], "lower_is_better", "better", "down"),
        ([5, 4, 3, 2, 1], "higher_is_better", "worse", "down"),
        ([1, 2, 3, 4, 5], "neutral", "care", "up"),
        ([5, 4, 3, 2, 1], "neutral", "care", "down"),
        ([1, 5, 2, 4, 3], "neutral", "care", "flat"),
        ([1, 5, 2, 4, 3], "lower_is_better", "same", "flat"),
        ([4, 4, 4, 4, 4], "lower_is_better", "same", "flat"),
    ],
)
def test_the_word_follows_the_change_and_what_is_good(values, polarity, word, direction):
    result = trend(periods(*values), polarity)

    assert (result.trend_word, result.direction, result.rule) == (word, direction, "m7")


@pytest.mark.parametrize("polarity", ["lower_is_better", "neutral"])
def test_four_rates_without_counts_are_not_enough_data(polarity):
    result = trend(periods(1, 2, 3, 4), polarity)

    assert (result.trend_word, result.direction, result.rule) == ("unknown", "flat", "")
    assert (result.first_year, result.last_year) == (2010, 2013)
    assert result.reasons == ("few_periods", "no_counts")


def test_nothing_shown_is_not_enough_data_and_has_no_years():
    result = trend(periods(PRIVACY, PRIVACY), "lower_is_better")

    assert result.trend_word == "unknown"
    assert (result.first_year, result.last_year, result.start, result.latest) == (None,) * 4


def test_three_periods_with_large_counts_are_enough():
    (row,) = (row for row in rows("count_trend.csv") if row["series"] == "three")
    counts = counted([2017, 2018, 2019], numbers(row["x"]), numbers(row["n"]))

    result = trend(counts, "lower_is_better")

    assert (result.trend_word, result.direction, result.rule) == ("better", "down", "m8")
    assert result.m7.reason_not == "few_periods"


def test_both_tests_are_named_when_both_find_the_change():
    counts = counted(range(2015, 2020), [50, 60, 70, 80, 90], [500] * 5)

    result = trend(counts, "lower_is_better")

    assert (result.trend_word, result.rule) == ("worse", "m7_m8")


def test_both_tests_are_named_when_neither_finds_a_change():
    counts = counted(range(2015, 2020), [50, 52, 49, 51, 50], [500] * 5)

    result = trend(counts, "lower_is_better")

    assert (result.trend_word, result.rule) == ("same", "m7_m8")


def test_a_change_is_not_called_one_when_the_other_test_leans_the_opposite_way():
    # Four years fall slightly and the last leaps: up by the counts, down by the order.
    counts = counted(range(2015, 2020), [103, 102, 101, 100, 200], [1000] * 5)

    result = trend(counts, "lower_is_better")

    assert result.m8.is_clear
    assert (result.m7.s, result.m8.sign) == (-2, 1)
    assert (result.trend_word, result.direction, result.rule) == ("same", "flat", "m7_m8")
    assert "tests_disagree" in result.reasons


def test_a_clear_order_is_kept_when_the_counts_are_too_small_to_be_asked():
    counts = counted(range(2015, 2020), [1, 2, 3, 4, 6], [500] * 5)

    result = trend(counts, "lower_is_better")

    assert result.m8.reason_not == "small_counts"
    assert (result.trend_word, result.rule) == ("worse", "m7")


def test_an_uneven_change_is_said():
    (row,) = (row for row in rows("count_trend.csv") if row["series"] == "vshape")
    counts = counted(range(2010, 2016), numbers(row["x"]), numbers(row["n"]))

    result = trend(counts, "lower_is_better")

    assert result.uneven
    assert (result.trend_word, result.reasons) == ("same", ("uneven",))


def test_neighbours_that_resemble_each_other_lower_the_confidence():
    result = trend(periods(0, 0, 0, 1, 1, 1, 1, 0, 0, 0), "neutral")

    assert result.m7.autocorrelation == pytest.approx(1.24 / 2.4)
    assert result.reasons == ("autocorrelated",)


# --- What is refused ------------------------------------------------------------


@pytest.mark.parametrize("years", [(2011, 2010), (2010, 2010)])
def test_years_that_do_not_rise_are_refused(years):
    with pytest.raises(ValueError, match="oldest first"):
        trend([Period(year, Decimal(1), None, None) for year in years], "lower_is_better")


def test_a_polarity_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="no such polarity"):
        trend(periods(1, 2, 3, 4, 5), "range")


def test_a_period_takes_its_year_from_the_end_of_the_figure():
    figure = SimpleNamespace(
        period_end=date(2021, 6, 30),
        value=Decimal("5.5"),
        numerator=Decimal(11),
        denominator=Decimal(200),
        withheld="",
    )

    assert Period.of(figure) == Period(2021, Decimal("5.5"), Decimal(11), Decimal(200))
