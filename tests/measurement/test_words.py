"""The sentences that stand for a judgement; the judgement itself is tested in test_status.py."""

import datetime
from decimal import Decimal

import pytest

from measurement import words
from measurement.models import Method, SeriesSummary
from tests.factories import FigureFactory, SeriesSummaryFactory, WithheldFigureFactory


@pytest.fixture
def summary(db):
    """A series from 8 % in 2015 to 10 % in 2019, with the word that a test gives it."""

    def make(trend_word: str, direction: str, place_kind: str = "lga") -> SeriesSummary:
        latest = FigureFactory(
            value=Decimal("10"), low=Decimal(9), high=Decimal(11), low_998=Decimal(8),
            high_998=Decimal(12), denominator=Decimal(1000), numerator=Decimal(100),
            place__name="Mitchell", place__kind=place_kind,
        )  # fmt: skip
        start = FigureFactory(
            release=latest.release, place=latest.place, value=Decimal("8"), low=Decimal(7),
            high=Decimal(9), low_998=Decimal(6), high_998=Decimal(10),
            denominator=Decimal(1000), numerator=Decimal(80),
            period_start=datetime.date(2015, 1, 1), period_end=datetime.date(2015, 12, 31),
        )  # fmt: skip
        return SeriesSummaryFactory(
            release=latest.release, place=latest.place, trend_word=trend_word,
            direction=direction, start=start, latest=latest,
        )  # fmt: skip

    return make


@pytest.mark.parametrize(
    ("word", "direction", "is_stale", "said"),
    [
        ("better", "down", False, "Getting better, 2015 to 2019"),
        ("better", "down", True, "Got better 2015 to 2019"),
        ("worse", "up", False, "Getting worse, 2015 to 2019"),
        ("worse", "up", True, "Got worse 2015 to 2019"),
        ("same", "flat", True, "No clear change 2015 to 2019"),
        ("care", "up", True, "Read with care, 2015 to 2019"),
        ("unknown", "flat", True, "Not enough data"),
    ],
)
def test_a_status_is_dated_and_in_the_past_once_the_data_have_stopped(
    word, direction, is_stale, said, summary
):
    assert words.status(summary(word, direction), is_stale) == said


@pytest.mark.parametrize(
    ("word", "direction", "then"),
    [
        ("worse", "up", "That is <strong>up from 8.0%</strong> in 2015."),
        ("better", "down", "That is <strong>down from 8.0%</strong> in 2015."),
        (
            "same",
            "flat",
            "It was 8.0% in 2015. That is <strong>no clear change</strong>: it could be chance.",
        ),
        (
            "unknown",
            "flat",
            "We have too few years to compare, so we cannot say if this is changing.",
        ),
    ],
)
def test_a_headline_says_now_then_and_which_way_is_good(word, direction, then, summary):
    series = summary(word, direction)
    indicator = series.indicator
    indicator.who, indicator.what = "children", "were counted"

    said = words.headline(series, indicator, Method(polarity="lower_is_better"))

    first = "In 2019, <strong>10.0%</strong> of children in Mitchell were counted."
    assert said == f"{first} {then} Fewer is better."


def test_words_of_the_indicator_are_escaped(summary):
    series = summary("worse", "up")
    series.indicator.who = "<script>alert(1)</script>"

    said = words.headline(series, series.indicator, Method(polarity="lower_is_better"))

    assert "<script>" not in said


def test_what_is_not_published_is_said_in_one_way(db):
    figure = WithheldFigureFactory()

    assert words.value(figure) == "Not published"
    assert (words.counts(figure), words.likely_range(figure)) == ("", "")
