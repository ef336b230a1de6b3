"""What of the observations becomes a public number (SECURITY R44, DOMAIN 8)."""

import datetime
from decimal import Decimal

import pytest

from measurement import services
from measurement.models import Figure, Run
from tests.factories import ObservationFactory, RunFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(feed, worker):
    """Figures of these observations: each a place, a year, a group and what else differs."""

    def drafted(*cells) -> dict[tuple, Figure]:
        run = RunFactory(feed=feed, recipe=feed.recipe, number=1, state=Run.State.LOADED)
        for place, year, dims, more in cells:
            ObservationFactory(
                method=feed.method,
                run=run,
                place=place,
                period_start=datetime.date(year, 1, 1),
                period_end=datetime.date(year, 12, 31),
                dims=dims,
                **more,
            )
        release = services.draft_release(run, by=worker)
        return {(f.place.code, f.period_end.year, f.dims): f for f in release.figures.all()}

    return drafted


SUPPRESSED = {"value": None, "numerator": None, "missing_reason": "source_suppressed"}
MISSING = {"value": None, "numerator": None, "denominator": None, "missing_reason": "missing"}
SHIRES = ["22830", "24850", "24900", "25620", "26430"]


def all_shires(places, **of_one) -> list[tuple]:
    """Every shire with 19 of 200 in 2019; some with something else, by the code of the shire."""
    return [(places[code], 2019, "", of_one.get(f"in_{code}", {})) for code in SHIRES]


@pytest.mark.parametrize(
    ("place", "dims"),
    [
        ("2", "aboriginal=aboriginal"),
        ("2", "aboriginal=non-aboriginal"),
        ("2", "sex=female;aboriginal=aboriginal"),
        ("24900", "sex=female"),
        ("24900", "aboriginal=aboriginal"),
    ],
)
def test_a_group_without_an_agreement_is_in_no_release(place, dims, places, drafted):
    figures = drafted((places[place], 2019, dims, {}), (places["2"], 2019, "", {}))

    assert set(figures) == {("2", 2019, "")}


def test_groups_of_the_state_by_sex_are_public(places, drafted):
    assert set(drafted((places["2"], 2019, "sex=female", {}))) == {("2", 2019, "sex=female")}


def test_the_area_adds_up_counts_and_never_averages(places, drafted):
    one = {"value": Decimal(50), "numerator": Decimal(50), "denominator": Decimal(100)}

    figures = drafted(*all_shires(places, in_24900=one))

    area = figures["goulburn", 2019, ""]
    assert (area.numerator, area.denominator) == (4 * 19 + 50, 4 * 200 + 100)
    assert area.value == Decimal(100 * 126) / 900 // Decimal("1e-18") * Decimal("1e-18")
    assert area.low < area.value < area.high


@pytest.mark.parametrize(
    ("of_one", "withheld"),
    [(SUPPRESSED, "privacy"), (MISSING, "missing")],
    ids=["withheld", "missing"],
)
def test_one_part_that_is_not_shown_hides_the_area_of_that_year_only(
    of_one, withheld, places, drafted
):
    earlier = [(places[code], 2018, "", {}) for code in SHIRES]

    figures = drafted(*earlier, *all_shires(places, in_26430=of_one))

    area = figures["goulburn", 2019, ""]
    assert (area.withheld, area.value, area.numerator, area.denominator) == (withheld, *[None] * 3)
    assert figures["goulburn", 2018, ""].is_shown
    assert figures["26430", 2019, ""].denominator is None  # also the one printed beside the mark


def test_a_part_without_a_row_hides_the_area(places, drafted):
    figures = drafted(*all_shires(places)[:4])

    assert figures["goulburn", 2019, ""].withheld == "missing"


def test_a_published_rate_beside_hidden_counts_stays_and_hides_the_area(places, drafted):
    rate_alone = {"numerator": None, "denominator": None}

    figures = drafted(*all_shires(places, in_24850=rate_alone))

    mitchell = figures["24850", 2019, ""]
    assert (mitchell.value, mitchell.low, mitchell.high) == (Decimal("9.5"), None, None)
    assert figures["goulburn", 2019, ""].withheld == "privacy"


def test_words_come_from_figures_so_a_hidden_year_ends_the_run(places, feed, drafted):
    values = {"value": Decimal("9.5"), "numerator": Decimal(19), "denominator": Decimal(200)}
    years = [(places["26430"], year, "", values) for year in (2014, 2016, 2017, 2018, 2019)]

    drafted(*years, (places["26430"], 2015, "", {**SUPPRESSED, "denominator": Decimal(200)}))

    summary = feed.releases.get().summaries.get(place=places["26430"])
    assert (summary.start.period_end.year, summary.latest.period_end.year) == (2016, 2019)
    assert "gap_before" in summary.tests["reasons"]


def test_a_series_without_a_shown_figure_has_no_word(places, feed, drafted):
    drafted((places["26430"], 2019, "", SUPPRESSED))

    summary = feed.releases.get().summaries.get(place=places["26430"])
    assert (summary.trend_word, summary.start, summary.latest) == ("unknown", None, None)
    assert (summary.against_state, summary.decided_by) == ("", "")


@pytest.mark.parametrize(("numerator", "word"), [(19, "unclear"), (60, "higher"), (2, "lower")])
def test_a_place_is_compared_with_the_rest_of_the_state(numerator, word, places, feed, drafted):
    state = {"value": Decimal(10), "numerator": Decimal(5000), "denominator": Decimal(50_000)}
    own = {"value": Decimal(numerator) / 2, "numerator": Decimal(numerator)}

    drafted((places["2"], 2019, "", state), (places["24900"], 2019, "", own))

    summaries = feed.releases.get().summaries
    assert summaries.get(place=places["24900"]).against_state == word
    assert summaries.get(place=places["2"]).against_state == ""


def test_a_group_is_not_compared_with_everybody(places, feed, drafted):
    own = {"value": Decimal(30), "numerator": Decimal(60), "denominator": Decimal(200)}
    state = {"value": Decimal(10), "numerator": Decimal(5000), "denominator": Decimal(50_000)}

    drafted((places["2"], 2019, "", state), (places["2"], 2019, "sex=female", own))

    words = feed.releases.get().summaries.values_list("dims", "against_state")
    assert dict(words) == {"": "", "sex=female": ""}


def test_places_side_by_side_need_a_clearer_difference_than_the_area(places, feed, drafted):
    # 30 of 200 against 10 %: clear at 95 %, not at 99.8 %; five such shires together are clear.
    state = {"value": Decimal(10), "numerator": Decimal(5000), "denominator": Decimal(50_000)}
    own = {"value": Decimal(15), "numerator": Decimal(30), "denominator": Decimal(200)}
    shires = [(places[code], 2019, "", own) for code in SHIRES]

    drafted((places["2"], 2019, "", state), *shires)

    summaries = feed.releases.get().summaries
    assert summaries.get(place=places["24900"]).against_state == "unclear"
    assert summaries.get(place=places["goulburn"]).against_state == "higher"
