"""How many people there are: a number of one day, about everybody, without a word or a range."""

import csv
import datetime
import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from backbone import thread
from backbone.demo.measures import MEASURES
from measurement import services
from measurement.models import Feed, Figure, Run, SeriesSummary
from measurement.presenting.overview import Tally, all_measures, said_of_outcome
from measurement.sources import connectors
from measurement.sources.read import read
from measurement.tasks import _explore
from tests.factories import IndicatorFactory, IndicatorOutcomeFactory, MethodFactory
from tests.measurement.test_pages import Tables, words_of

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)
(DEMO,) = [one for one in MEASURES if one["feed"] == "abs-young-people"]
REFERENCE = Path(__file__).parents[1] / "data" / "goulburn_population.csv"
# 43,038 of 170,388: the sums of the five shires in the reference, by hand.
YOUNG, EVERYBODY = 43_038, 170_388


@pytest.fixture
def url(everything):
    """The measure of the demonstration, refreshed by a real run from its three files."""
    feed = Feed.objects.get(slug="abs-young-people")
    run = Run.objects.get(feed=feed)
    services.refresh(
        run.pk, by=services.worker_user(), fetch=connectors.of(feed).fetch, read=read,
        explore=_explore,
    )  # fmt: skip
    run.refresh_from_db()
    assert (run.state, run.message, run.rows_read) == ("loaded", "", 18)
    return reverse("measurement:indicator", args=[DEMO["indicator"]["slug"]])


def test_the_reference_gives_what_the_page_is_held_to():
    with REFERENCE.open(newline="", encoding="utf-8") as table:
        lines = [one for one in csv.DictReader(table) if one["year"] == "2020"]

    young = {"0-4", "5-9", "10-14", "15-19"}
    assert YOUNG == sum(int(one["population"]) for one in lines if one["age_group"] in young)
    assert EVERYBODY == sum(
        int(one["population"]) for one in lines if one["age_group"] == "Total persons"
    )


def test_the_page_speaks_of_one_day_and_gives_no_word_on_the_change(client, url):
    said = words_of(client.get(url).text)

    assert (
        "On 30 June 2020, 25.3% of people in the Goulburn Area were 0 to 19 years old. On 30 June "
        "2019 it was 25.5%. This is neither good nor bad."
    ) in said
    assert "43,038 of 170,388 people" in said
    assert "Each number is of one day, 30 June of its year." in said
    assert "For background" in said
    for word in ("Not enough data", "Likely range", "likely to be in", "could be chance",
                 "Who is left behind?", "It belongs to nothing we want yet"):  # fmt: skip
        assert word not in said


def test_its_table_has_days_and_no_column_for_a_range(client, url):
    table, *_others = Tables(client.get(url).text).tables

    assert table == [
        ["Day", "People", "Share", "Victoria"],
        ["30 June 2020", "43,038 of 170,388", "25.3%", "23.7%"],
        ["30 June 2019", "42,808 of 167,856", "25.5%", "24.0%"],
    ]


def test_every_place_has_days_too_and_nothing_unpublished_is_explained(client, url):
    page = client.get(url).text
    every_place = next(t for t in Tables(page).tables if "Moira" in t[0])

    assert [row[0] for row in every_place] == ["Day", "30 June 2020", "30 June 2019"]
    assert every_place[1][3] == "23.0%"  # 6,916 of 30,018 in Moira
    assert "n.p." not in page


def test_no_figure_has_a_range_and_no_series_a_judgement(url):
    figures = Figure.objects.public().filter(indicator__slug=DEMO["indicator"]["slug"])

    assert figures.count() == 5 * 2 + 2 + 8  # shires, Area, Victoria
    assert not figures.exclude(low=None, high=None, low_998=None, high_998=None).exists()
    assert not figures.exclude(withheld="").exists()
    summaries = SeriesSummary.objects.filter(indicator__slug=DEMO["indicator"]["slug"])
    assert {one.against_state for one in summaries} == {""}
    assert not summaries.filter(trend_word__in=["better", "worse", "same"]).exists()


def test_the_file_names_the_cell_and_the_lines(client, url):
    text = client.get(f"{url}data.csv").content.decode("utf-8-sig")

    rows = {(one["place"], one["period_end"]): one for one in csv.DictReader(io.StringIO(text))}
    moira, victoria = rows["Moira", "2020-06-30"], rows["Victoria", "2020-06-30"]
    assert (moira["numerator"], moira["denominator"]) == ("6916", "30018")
    assert moira["source_sheet"] == "32350DS0003_2020.xls, Table 3"
    assert moira["source_cell"] == "E187:H187;W187"
    assert victoria["source_cell"] == "lines 1180;2300;2716;3324"
    assert (moira["period_start"], moira["low"], moira["high_998"]) == ("2020-06-30", "", "")


def test_the_chart_to_explore_has_no_range(client, url):
    shown = client.get(f"{url}chart.json").json()

    assert [len(trace.get("x") or []) for trace in shown["data"]] == [0, 8, 2]


def test_it_is_listed_and_in_no_tally(client, url):
    listed = words_of(client.get(reverse("measurement:measures")).text)

    assert "What share of the people here are children or young people" in listed
    assert "It tells how many people all the other numbers are about." in listed
    assert "One more stands at the end for background" in listed
    measures = all_measures(TODAY)
    tally = Tally(measures)
    assert len(measures) == len(tally.measures) + 1
    names = [one.indicator.short_name for line in tally.lines for one in line["measures"]]
    assert names
    assert "Children and young people" not in names


def test_it_is_not_counted_for_an_outcome_either(url):
    (own,) = [one for one in all_measures(TODAY) if one.method.is_background]

    assert said_of_outcome([own])["lines"] == []


def test_a_background_measure_is_no_break_of_the_thread(db):
    background = IndicatorFactory(short_name="How many")
    other = IndicatorFactory(short_name="How they are")
    MethodFactory(indicator=background, is_background=True, polarity="neutral")
    MethodFactory(indicator=other)

    missing = {step.title for _said, steps in thread.breaks() for step in steps}

    assert "How they are" in missing
    assert "How many" not in missing
    assert thread.neighbours(background) == []
    assert {one.kind for one in thread.neighbours(other)} == {"outcome", "strategy"}


def test_a_background_measure_may_belong_to_an_outcome_and_then_says_so(db):
    method = MethodFactory(is_background=True, polarity="neutral")
    link = IndicatorOutcomeFactory(indicator=method.indicator)

    steps = thread.neighbours(link.outcome)

    assert method.indicator.get_absolute_url() in [s.url for one in steps for s in one.steps]


@pytest.mark.parametrize("polarity", ["lower_is_better", "higher_is_better"])
def test_how_many_people_there_are_is_neither_good_nor_bad(polarity):
    method = MethodFactory(polarity="neutral", is_background=True)
    method.polarity = polarity

    with pytest.raises(ValidationError, match="neither good nor bad"):
        method.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        method.save()


def test_a_feed_may_read_several_files(everything):
    feed = Feed.objects.get(slug="abs-young-people")

    assert feed.config == {"paths": DEMO["paths"]}
    assert feed.approvals.filter(ended_at=None).exists()


def test_home_says_the_newest_day_of_the_area_not_of_the_state(client, url):
    said = words_of(client.get("/").text)

    assert "The newest are for 2020." in said
