from decimal import Decimal

import pytest

from measurement.rounding import (
    count_text,
    percent_decimals,
    percent_text,
    rounded,
    rounded_difference,
)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("2.25", 1, "2.3"),
        ("2.35", 1, "2.4"),
        ("-2.25", 1, "-2.3"),
        ("2.2499999999", 1, "2.2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("-0.04", 1, "0.0"),
        ("7", 1, "7.0"),
    ],
)
def test_rounded_goes_half_away_from_zero(value, decimals, expected):
    assert str(rounded(Decimal(value), decimals)) == expected


@pytest.mark.parametrize(
    ("denominator", "decimals"),
    [("99", 0), ("99.99", 0), ("100", 1), ("1930.5", 1), ("0", 0)],
)
def test_percentages_of_under_a_hundred_people_have_no_decimals(denominator, decimals):
    assert percent_decimals(Decimal(denominator)) == decimals


@pytest.mark.parametrize(
    ("value", "denominator", "text"),
    [
        ("10.2188613807", "1930.5135474705", "10.2%"),
        ("11.64998678114", "1930.5135474705", "11.6%"),
        ("8.577009059", "93.8376936439", "9%"),  # Strathbogie, 2016
        ("10", "1000", "10.0%"),
        ("6.65", None, "6.7%"),
    ],
)
def test_percent_text_has_as_many_decimals_as_the_people_allow(value, denominator, text):
    people = Decimal(denominator) if denominator else None

    assert percent_text(Decimal(value), people) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [("197.2765", "197"), ("1930.5135", "1,931"), ("0.4", "0"), ("67286.33", "67,286"), ("0", "0")],
)
def test_count_text_is_whole_with_thousands_apart(count, text):
    assert count_text(Decimal(count)) == text


def test_a_difference_is_rounded_after_the_subtraction():
    # Rounded first, 6.0 - 2.0 would be 4.0.
    assert rounded_difference(Decimal("6.04"), Decimal("1.96")) == Decimal("4.1")


def test_a_difference_downwards_is_negative():
    # METHODS M5: 81 of 263 in 2015, 121 of 489 in 2024.
    later, earlier = Decimal(12100) / 489, Decimal(8100) / 263

    assert rounded_difference(later, earlier) == Decimal("-6.1")
