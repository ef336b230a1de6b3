"""All measures side by side: the tally, the ledger, and the measures of an outcome."""

import datetime
import re
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.urls import reverse

from agenda.models import Agenda
from measurement import words
from measurement.models import Method
from measurement.presenting.overview import (
    all_measures,
    everything_measured,
    ledger,
    measures_of,
    said_of_outcome,
)
from tests.agenda.factories import AgendaFactory, OutcomeTextFactory
from tests.factories import (
    DecisionFactory,
    FigureFactory,
    IndicatorFactory,
    IndicatorOutcomeFactory,
    MethodFactory,
    PublishedReleaseFactory,
    SeriesSummaryFactory,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)


def shown(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def drawn(tag: str, **context) -> str:
    return shown(Template(f"{{% load measurement %}}{{% {tag} %}}").render(Context(context)))


@pytest.fixture
def measure(area):
    """A measure with one published figure for the Area, and the word a test gives it."""

    def make(word="worse", direction="up", **method):
        method = MethodFactory(**method)
        release = PublishedReleaseFactory(feed__method=method, method=method)
        latest = FigureFactory(release=release, place=area)
        start = FigureFactory(
            release=release, place=area, value=Decimal("8.5"),
            period_start=datetime.date(2015, 1, 1), period_end=datetime.date(2015, 12, 31),
        )  # fmt: skip
        return SeriesSummaryFactory(
            release=release, place=area, trend_word=word, direction=direction,
            start=start, latest=latest,
        ).indicator  # fmt: skip

    return make


@pytest.fixture
def in_force(db):
    """Outcomes in the words of an agenda that is in force."""

    def make(*statements: str) -> list:
        agenda = AgendaFactory(number=1)
        texts = [OutcomeTextFactory(agenda=agenda, statement=one) for one in statements]
        Agenda.all_objects.update(
            state="adopted", adopted_on=TODAY, decision=DecisionFactory(), content_hash="x"
        )
        return [text.outcome for text in texts]

    return make


def test_the_tally_counts_measures_by_their_word(measure):
    measure("worse"), measure("better", "down"), measure("better", "down"), measure("care")

    said = drawn("measure_tally")

    assert "The 4 things we track" in said
    assert re.search(r"Got better .*2 Got worse .*1 Read with care", said)
    assert "No clear change" not in said
    assert "For all of them the data stop in 2019 or before." in said


def test_an_outcome_stands_in_the_ledger_with_its_first_measure_or_says_that_it_has_none(
    measure, in_force
):
    ready, _strong = in_force("Children start school ready to learn", "Children are strong")
    IndicatorOutcomeFactory(indicator=measure("same", "flat"), outcome=ready)
    IndicatorOutcomeFactory(indicator=measure("worse"), outcome=ready, role="headline")

    rows = ledger(TODAY)
    said = drawn("outcome_ledger")

    assert [row.headline and row.headline.word for row in rows] == ["Got worse", None]
    assert "We do not measure this yet." in said
    assert "up from 8.5% in 2015" in said


def test_without_an_agenda_in_force_there_is_no_ledger(measure):
    measure()

    assert drawn("outcome_ledger").strip() == ""


def test_the_measures_of_an_outcome_are_counted_worst_first(client, measure, in_force):
    (outcome,) = in_force("Children feel safe and well")
    for word in ("better", "worse", "worse"):
        IndicatorOutcomeFactory(indicator=measure(word), outcome=outcome)

    found = measures_of(outcome, TODAY)
    page = client.get(outcome.get_absolute_url())

    counted = said_of_outcome(found)
    assert [(one["kind"], one["said"]) for one in counted["lines"]] == [
        ("worse", "2 got worse"),
        ("better", "1 got better"),
    ]
    card = shown(page.text)
    assert "Of 3 measures: 2 got worse 1 got better" in card
    assert "For all of them the data stop in" in card


def test_an_outcome_with_one_measure_says_it_without_a_count(client, measure, in_force):
    (outcome,) = in_force("Children feel safe and well")
    IndicatorOutcomeFactory(indicator=measure("better"), outcome=outcome)

    card = shown(client.get(outcome.get_absolute_url()).text)

    assert "Its one measure got better Its data stop in" in card


def test_all_measures_stand_in_one_list_with_what_they_say_and_what_they_are_about(
    client, measure, in_force
):
    (outcome,) = in_force("Children feel safe and well")
    counted = measure("worse")
    IndicatorOutcomeFactory(indicator=counted, outcome=outcome)
    IndicatorFactory(name="How children sleep")

    said = shown(client.get(reverse("measurement:measures")).text)

    for words_of_it in (
        counted.name, "It tells us about what we want: Children feel safe and well",
        "9.5%", "Got worse", "Numbers up to December 2019", "How children sleep", "No numbers yet",
    ):  # fmt: skip
        assert words_of_it in said
    assert reverse("measurement:measures") in client.get(reverse("home")).text


@pytest.mark.parametrize("many", [1, 20])
def test_the_list_of_all_measures_asks_the_same_for_one_and_for_twenty(
    many, measure, in_force, django_assert_num_queries
):
    (outcome,) = in_force("Children feel safe and well")
    for _ in range(many):
        IndicatorOutcomeFactory(indicator=measure(), outcome=outcome)
        IndicatorFactory()

    with django_assert_num_queries(6):
        rows = everything_measured(TODAY)
        found = [(row.measure and row.measure.value, row.outcomes) for row in rows]

    assert len(found) == 2 * many


def test_an_outcome_without_a_measure_says_so(client, in_force):
    (outcome,) = in_force("Families get help early")

    assert "We do not measure this yet." in client.get(outcome.get_absolute_url()).text


def test_as_many_queries_for_many_measures_as_for_one(measure, in_force, django_assert_num_queries):
    (outcome,) = in_force("Children feel safe and well")
    for _ in range(5):
        IndicatorOutcomeFactory(indicator=measure(), outcome=outcome)

    with django_assert_num_queries(5):
        rows = ledger(TODAY)
        [(one.value, one.before, one.spark, one.url) for row in rows for one in row.measures]


def test_the_first_page_names_one_that_got_better_and_one_that_got_worse(measure):
    measure("better", "down")
    measure("worse", "up")

    said = words.answer([one.summary for one in all_measures(TODAY)])

    assert said == "In some ways. Fewer children find it hard. But more children find it hard."


@pytest.mark.parametrize(
    ("given", "begins"),
    [
        ([], "We cannot tell yet."),
        ([("care", "up")], "We cannot tell yet."),
        ([("better", "down")], "In what we can measure so far, yes."),
        ([("worse", "up"), ("same", "flat")], "Not in what we can measure so far."),
        ([("same", "flat")], "In what we can measure so far, we see no clear change."),
    ],
)
def test_the_first_page_says_no_more_than_the_measures_do(given, begins, measure):
    for word, direction in given:
        measure(word, direction)

    assert words.answer([one.summary for one in all_measures(TODAY)]).startswith(begins)


def test_a_rate_is_a_whole_number_and_says_for_how_many(measure):
    indicator = measure("care", "flat", unit=Method.Unit.PER_100000, polarity="neutral")
    (one,) = all_measures(TODAY)
    one.latest.value = Decimal("2162.5")

    assert (one.indicator, one.value, one.status_kind) == (indicator, "2,163", "context")
    assert one.unit_words == "for every 100,000 children who started school"
    assert one.said_below == f"for every 100,000 children who started school, {one.before}"
    assert one.before.startswith("was ")
