from decimal import Decimal
from itertools import combinations, permutations

import pytest

from measurement.calculate import (
    Z_95,
    Z_998,
    chi_squared_tail,
    cochran_armitage,
    difference_from_rest,
    mann_kendall,
    newcombe_difference,
    rate_interval,
    wilson_interval,
)
from tests.measurement.goulburn import published
from tests.oracles import numbers, rows

CLOSE = 1e-6  # relative: the oracles have about ten digits

# --- Wilson -------------------------------------------------------------------

# Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3
NEWCOMBE_TABLE_1 = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
Z_OF_ALPHA = {"0.05": Z_95, "0.002": Z_998}


@pytest.mark.parametrize(("x", "n", "lower", "upper"), NEWCOMBE_TABLE_1)
def test_wilson_interval_agrees_with_the_published_table(x, n, lower, upper):
    assert wilson_interval(x, n) == pytest.approx((lower, upper), abs=5e-5)


@pytest.mark.parametrize("row", rows("proportion_interval.csv"))
def test_wilson_interval_agrees_with_statsmodels(row):
    interval = wilson_interval(float(row["x"]), float(row["n"]), Z_OF_ALPHA[row["alpha"]])

    assert interval == pytest.approx(
        (float(row["wilson_low"]), float(row["wilson_high"])), rel=CLOSE, abs=1e-12
    )


@pytest.mark.parametrize("row", rows("proportion_wilson_phe.csv"))
def test_wilson_interval_agrees_with_phe_in_r(row):
    x, n = float(row["x"]), float(row["n"])

    limits = wilson_interval(x, n) + wilson_interval(x, n, Z_998)

    expected = [float(row[name]) for name in ("lower95", "upper95", "lower998", "upper998")]
    assert limits == pytest.approx(tuple(expected), rel=CLOSE, abs=1e-12)


@pytest.mark.parametrize("row", rows("proportion_wilson_phe_published.csv"))
def test_wilson_interval_agrees_with_the_published_test_data_of_phe(row):
    x, n = float(row["Numerator"]), float(row["Denominator"])

    limits = wilson_interval(x, n) + wilson_interval(x, n, Z_998)

    columns = ("lower95_0cl", "upper95_0cl", "lower99_8cl", "upper99_8cl")
    assert limits == pytest.approx(tuple(float(row[c]) for c in columns), rel=CLOSE, abs=1e-12)


def test_wilson_interval_is_exact_at_both_ends():
    assert wilson_interval(0, 7)[0] == 0.0
    assert wilson_interval(15, 15)[1] == 1.0  # the formula alone gives 1 - 1e-16
    assert wilson_interval(Decimal("93.7"), Decimal("93.7"))[1] == 1.0


def test_wilson_interval_takes_weighted_counts_unrounded():
    whole = wilson_interval(197, 1931)
    weighted = wilson_interval(Decimal("197.2765033518"), Decimal("1930.5135474705"))

    assert weighted[0] > whole[0]
    assert [round(100 * limit, 1) for limit in weighted] == [8.9, 11.6]


@pytest.mark.parametrize(("x", "n"), [(1, 0), (0, 0), (-1, 5), (6, 5), (1, -5)])
def test_wilson_interval_refuses_what_is_no_proportion(x, n):
    with pytest.raises(ValueError, match="is not a proportion"):
        wilson_interval(x, n)


# --- Differences --------------------------------------------------------------


@pytest.mark.parametrize("row", rows("proportion_compare.csv"))
def test_newcombe_difference_agrees_with_statsmodels_and_table_2(row):
    difference = newcombe_difference(*(int(row[name]) for name in ("x1", "n1", "x2", "n2")))

    assert (difference.value, difference.low, difference.high) == pytest.approx(
        tuple(float(row[name]) for name in ("diff", "newcombe_low", "newcombe_high")),
        rel=CLOSE,
        abs=1e-9,
    )


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ((56, 70, 48, 80), "higher"),
        ((48, 80, 56, 70), "lower"),
        ((121, 489, 81, 263), "unclear"),  # 6 points apart, and could be chance
    ],
)
def test_the_word_of_a_difference_follows_its_interval(counts, word):
    assert newcombe_difference(*counts).word == word


def test_difference_from_rest_takes_the_place_out_of_the_whole():
    # 56 of 70 within 104 of 150: the rest is the 48 of 80 of Newcombe's table II.
    difference = difference_from_rest(56, 70, 104, 150)

    assert (difference.low, difference.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_difference_from_rest_is_harder_to_find_when_many_places_stand_side_by_side():
    place, victoria = published("Mitchell", 2019), published("Victoria", 2019)
    counts = (place.numerator, place.denominator, victoria.numerator, victoria.denominator)

    assert difference_from_rest(*counts).word == "higher"
    assert difference_from_rest(*counts, Z_998).word == "unclear"


def test_difference_from_rest_is_not_made_from_withheld_counts():
    difference = difference_from_rest(None, None, 4504, 67286)

    assert (difference.word, difference.reason_not) == ("", "no_counts")
    assert difference.value is None


@pytest.mark.parametrize("whole", [(56, 70), (50, 150), (140, 150)])
def test_difference_from_rest_needs_a_rest(whole):
    difference = difference_from_rest(56, 70, *whole)

    assert (difference.word, difference.reason_not) == ("", "no_rest")


# --- Mann-Kendall -------------------------------------------------------------

LONG_ENOUGH = [row for row in rows("trend.csv") if int(row["n"]) >= 5]
SHORT = [row for row in LONG_ENOUGH if int(row["n"]) < 10]


@pytest.mark.parametrize("row", LONG_ENOUGH, ids=lambda row: row["series"])
def test_mann_kendall_agrees_with_pymannkendall_and_scipy(row):
    result = mann_kendall(numbers(row["t"]), numbers(row["y"]))

    assert (result.method, result.n, result.s) == ("M7", int(row["n"]), int(row["S"]))
    assert (result.slope, result.intercept, result.slope_low, result.slope_high) == pytest.approx(
        tuple(
            float(row[name])
            for name in ("theil_sen_slope", "theil_sen_intercept", "slope_low95", "slope_high95")
        ),
        rel=CLOSE,
        abs=1e-9,
    )


@pytest.mark.parametrize("row", SHORT, ids=lambda row: row["series"])
def test_mann_kendall_under_ten_periods_is_exact_also_with_ties(row):
    result = mann_kendall(numbers(row["t"]), numbers(row["y"]))

    assert result.exact
    assert result.p == pytest.approx(float(row["p_exact_permutation"]), rel=CLOSE)


@pytest.mark.parametrize(
    "row", [row for row in LONG_ENOUGH if row not in SHORT], ids=lambda row: row["series"]
)
def test_mann_kendall_from_ten_periods_takes_the_normal_distribution(row):
    result = mann_kendall(numbers(row["t"]), numbers(row["y"]))

    assert not result.exact
    assert result.p == pytest.approx(float(row["p_normal"]), rel=CLOSE)


@pytest.mark.parametrize("values", [(3, 1, 1, 2, 3, 3), (1, 1, 1, 1, 2), (2, 2, 1, 3, 5, 4)])
def test_mann_kendall_exact_p_is_the_share_of_all_orders(values):
    def s_of(order):
        return sum((b > a) - (b < a) for a, b in combinations(order, 2))

    orders = list(permutations(values))
    as_far = sum(abs(s_of(order)) >= abs(s_of(values)) for order in orders)

    assert mann_kendall(range(len(values)), values).p == pytest.approx(as_far / len(orders))


@pytest.mark.parametrize("periods", [0, 1, 4])
def test_mann_kendall_under_five_periods_is_not_enough_data(periods):
    result = mann_kendall(range(periods), range(periods))

    assert (result.reason_not, result.n) == ("few_periods", periods)
    assert (result.p, result.slope, result.is_clear) == (None, None, False)


@pytest.mark.parametrize("periods", [5, 12])
def test_mann_kendall_of_equal_values_is_no_change(periods):
    result = mann_kendall(range(periods), [Decimal("4.2")] * periods)

    assert (result.s, result.p, result.slope, result.sign) == (0, 1.0, 0.0, 0)
    assert not result.is_clear


def test_mann_kendall_is_clear_only_when_the_slope_is_away_from_nought():
    # A late step: the order is unlikely by chance, but half of all pairs do not move.
    result = mann_kendall(range(9), [0, 0, 0, 0, 0, 0, 1, 1, 1])

    assert result.p == pytest.approx(2 / 84)  # of the 84 ways to place three, the two ends
    assert result.slope_low == 0
    assert not result.is_clear


@pytest.mark.parametrize(
    ("values", "autocorrelation"),
    [
        # The same backwards, so the slope is 0; the mean is 0.4 and the squares sum to 2.4.
        ([0, 0, 0, 1, 1, 1, 1, 0, 0, 0], (4 * 0.16 + 3 * 0.36 - 2 * 0.24) / 2.4),
        ([0, 1, 1, 0, 0, 0, 0, 1, 1, 0], (3 * 0.16 + 2 * 0.36 - 4 * 0.24) / 2.4),
    ],
)
def test_mann_kendall_tells_how_much_neighbours_resemble_each_other(values, autocorrelation):
    result = mann_kendall(range(10), values)

    assert result.slope == 0
    assert result.autocorrelation == pytest.approx(autocorrelation)


def test_mann_kendall_takes_the_slope_out_before_it_compares_neighbours():
    straight = mann_kendall(range(2010, 2020), [0.1 * year for year in range(10)])
    swinging = mann_kendall(range(10), [0, 11, 20, 31, 40, 51, 60, 71, 80, 91])

    assert straight.autocorrelation == 0.0
    assert swinging.autocorrelation < 0


@pytest.mark.parametrize(
    ("times", "values"),
    [([1, 2, 2, 3, 4], [1] * 5), ([5, 4, 3, 2, 1], [1] * 5), ([1, 2, 3], [1, 2])],
)
def test_mann_kendall_refuses_times_that_do_not_rise(times, values):
    with pytest.raises(ValueError, match="rising series of times"):
        mann_kendall(times, values)


# --- Cochran-Armitage ---------------------------------------------------------

COUNTS = [row for row in rows("count_trend.csv") if row["series"] != "small"]
DEPARTURES = {row["series"]: row for row in rows("count_departure.csv")}


@pytest.mark.parametrize("row", COUNTS, ids=lambda row: row["series"])
def test_cochran_armitage_agrees_with_r(row):
    result = cochran_armitage(numbers(row["t"]), numbers(row["x"]), numbers(row["n"]))

    assert (result.chi2, result.p) == pytest.approx(
        (float(row["chisq_trend"]), float(row["p_chisq_trend"])), rel=CLOSE
    )
    assert result.sign == (1 if float(row["poisson_log_slope"]) > 0 else -1)


@pytest.mark.parametrize("row", COUNTS, ids=lambda row: row["series"])
def test_cochran_armitage_departure_agrees_with_scipy(row):
    result = cochran_armitage(numbers(row["t"]), numbers(row["x"]), numbers(row["n"]))

    expected = DEPARTURES[row["series"]]
    assert (result.departure_chi2, result.departure_p) == pytest.approx(
        (float(expected["chisq_departure"]), float(expected["p_departure"])), rel=CLOSE, abs=1e-7
    )
    assert result.is_uneven == (row["series"] == "vshape")


@pytest.mark.parametrize(
    ("numerators", "denominators", "reason"),
    [
        ([4, 6, 7, 9, 12], [30, 31, 29, 33, 30], "small_counts"),  # the oracle's series "small"
        ([26, 10, 10], [30, 30, 30], "small_counts"),  # four without it are as few as four with
        ([10, None, 10], [30, 30, 30], "no_counts"),
        ([10, 10, 10], [30, 30, None], "no_counts"),
        ([10, 10], [30, 30], "few_periods"),
        ([], [], "few_periods"),
        ([10] * 10, [30] * 10, "many_periods"),
    ],
)
def test_cochran_armitage_says_why_it_cannot_be_used(numerators, denominators, reason):
    result = cochran_armitage(range(len(numerators)), numerators, denominators)

    assert (result.reason_not, result.n) == (reason, len(numerators))
    assert (result.chi2, result.p, result.departure_p) == (None, None, None)
    assert not result.is_clear


def test_cochran_armitage_takes_counts_of_five():
    assert cochran_armitage([1, 2, 3], [5, 5, 5], [10, 10, 10]).reason_not == ""


def test_cochran_armitage_refuses_more_than_all():
    with pytest.raises(ValueError, match="above its denominator"):
        cochran_armitage([1, 2, 3], [10, 31, 10], [30, 30, 30])


# Fisher's table of chi-squared, 5 % and 1 % points
@pytest.mark.parametrize(
    ("x", "df", "tail"),
    [
        (3.841, 1, 0.05),
        (5.991, 2, 0.05),
        (7.815, 3, 0.05),
        (9.488, 4, 0.05),
        (11.070, 5, 0.05),
        (12.592, 6, 0.05),
        (14.067, 7, 0.05),
        (6.635, 1, 0.01),
        (18.475, 7, 0.01),
    ],
)
def test_chi_squared_tail_agrees_with_the_printed_table(x, df, tail):
    assert chi_squared_tail(x, df) == pytest.approx(tail, abs=2e-5)


# --- rates --------------------------------------------------------------------


@pytest.mark.parametrize("row", rows("rate_byars_phe.csv"))
def test_rate_interval_agrees_with_phe_in_r(row):
    x, n, multiplier = (float(row[name]) for name in ("x", "n", "multiplier"))

    limits = [multiplier * limit for z in (Z_95, Z_998) for limit in rate_interval(x, n, z)]

    expected = [float(row[name]) for name in ("lower95", "upper95", "lower998", "upper998")]
    assert limits == pytest.approx(expected, rel=CLOSE)


def test_no_event_has_a_lowest_rate_of_nought():
    low, high = rate_interval(0, 1000)

    # tests/oracles: chi-squared, 0 of 1,000 at alpha 0.05
    assert (low, high) == (0, pytest.approx(0.003688879454, rel=CLOSE))


@pytest.mark.parametrize(("events", "people"), [(-1, 100), (3, 0)])
def test_what_is_no_rate_is_refused(events, people):
    with pytest.raises(ValueError, match="is not a rate"):
        rate_interval(events, people)
