"""Targets: proposed from a public figure, agreed by a decision, shown with what may be said."""

import datetime
import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse

from measurement import services
from measurement.calculate.pace import pace
from measurement.charts import line_chart
from measurement.charts.labels import TargetLabel
from measurement.colours import page_colours
from measurement.explore import ExploreWords, figure_json
from measurement.models import SeriesSummary, Target
from partnership.errors import NotAllowed, TooLate
from tests.factories import DecisionFactory, FigureFactory, TargetFactory, WithheldFigureFactory
from tests.measurement.charts.figures import series
from tests.measurement.charts.picture import Picture

BY_2040 = datetime.date(2040, 12, 31)
WANTED = {"value": Decimal(7), "due": BY_2040, "reasons": "Others have done it."}

# METHODS M10: 20.0 in 2018, 15.0 by 2030, 17.2 in 2024 and a fall of 0.4667 a year
WORKED = {
    "start": (2018, 20),
    "target": (2030, 15),
    "latest": (Decimal("17.2"), Decimal("16.4"), Decimal("18.0")),
    "slope": (-0.4667, -0.6, -0.3),
    "slope_from": 2018,
    "is_worse": False,
    "is_stale": False,
    "is_past_due": False,
}


# --- the pace -----------------------------------------------------------------------------


def test_the_worked_example_of_the_method():
    found = pace(**WORKED)

    assert (found.word, round(found.ratio, 2)) == ("on_pace", 1.12)


@pytest.mark.parametrize(
    ("changes", "word", "reason"),
    [
        ({"latest": (14, 13, Decimal("14.9"))}, "met", ""),
        ({"latest": (14, 13, Decimal("15.1"))}, "reached", ""),
        ({"slope": (-0.3, -0.4, -0.2)}, "behind", ""),
        ({"slope": (-0.1, -0.2, -0.05)}, "well_behind", ""),
        ({"slope": (-0.3, -0.7, 0.1)}, "unclear", ""),
        ({"slope": (0.3, 0.1, 0.5), "is_worse": True}, "away", ""),
        ({"is_past_due": True}, "missed", ""),
        ({"is_stale": True}, "", "stale"),
        ({"is_stale": True, "latest": (14, 13, Decimal("14.9"))}, "met", ""),
        ({"slope": None}, "", "few_points"),
        ({"slope_from": 2020}, "", "other_start"),
    ],
)
def test_what_may_be_said_of_the_pace(changes, word, reason):
    found = pace(**WORKED | changes)

    assert (found.word, found.reason_not) == (word, reason)


def test_a_target_that_is_where_it_starts_is_refused():
    with pytest.raises(ValueError, match="another value"):
        pace(**WORKED | {"target": (2030, 20)})


# --- the chart ----------------------------------------------------------------------------


def test_the_chart_shows_a_dashed_line_and_a_diamond_with_its_words():
    label = TargetLabel(Decimal(5), ("Target 5%", "by 2030"))

    picture = Picture(
        line_chart(
            series("Goulburn"),
            series("Victoria"),
            name="Goulburn",
            compare_name="Victoria",
            start_words="first figure",
            target=label,
        )  # fmt: skip
    )

    (dashed,) = picture.marks("tl")
    assert len(picture.marks("tdia")) == 1
    assert dashed.get("y1") == dashed.get("y2")
    assert {"Target 5%", "by 2030"} <= set(picture.words)


def test_the_sheet_draws_each_mark_of_a_target():
    """A line without a style is not there: SVG gives it no stroke of its own."""
    drawn = line_chart(
        series("Goulburn"),
        series("Victoria"),
        name="Goulburn",
        compare_name="Victoria",
        start_words="first figure",
        target=TargetLabel(Decimal(5), ("Target 5%", "by 2030")),
    )
    sheet = (settings.BASE_DIR / "static/css/portal.css").read_text("utf-8")

    classes = set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', drawn))))

    assert {"tl", "tdia", "tgt"} <= classes
    for name in ("tl", "tdia", "tgt"):
        assert f".c .{name} {{" in sheet


@pytest.mark.parametrize("value", ["1", "5", "6.7", "8", "10", "13"])
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_the_words_of_a_target_stand_on_no_other_words(value, size):
    label = TargetLabel(Decimal(value), (f"Target {value}%", "by 2030"))

    picture = Picture(
        line_chart(
            series("Goulburn"),
            series("Victoria"),
            name="Goulburn",
            compare_name="Victoria",
            start_words="first figure",
            target=label,
            size=size,
        )  # fmt: skip
    )

    assert picture.clipped() == []
    assert picture.overlapping() == []


# --- the verbs ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_only_the_backbone_proposes(mai):
    with pytest.raises(NotAllowed):
        services.propose_target(FigureFactory(), by=mai, **WANTED)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "changes", "said"),
    [
        (lambda: WithheldFigureFactory(), {}, "public now"),
        (lambda: FigureFactory(dims="sex=female"), {}, "of everybody"),
        (lambda: FigureFactory(), {"value": Decimal(12)}, "not better"),
        (lambda: FigureFactory(), {"due": datetime.date(2020, 1, 1)}, "a day to come"),
        (lambda: FigureFactory(release__feed__method__polarity="neutral"), {}, "good or bad"),
    ],
)
def test_what_cannot_be_a_target_is_refused_in_a_sentence(start, changes, said, bea):
    with pytest.raises(TooLate, match=said):
        services.propose_target(start(), by=bea, **WANTED | changes)

    assert not Target.objects.exists()


@pytest.mark.django_db
def test_a_decision_agrees_on_it_and_the_one_before_gives_way_and_stays(bea):
    start, decision = FigureFactory(), DecisionFactory()
    first, second = (services.propose_target(start, by=bea, **WANTED) for _ in range(2))

    services.agree_target(first, by=bea, decision=decision)
    services.agree_target(second, by=bea, decision=decision)

    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "agreed")
    assert second.agreed_on == decision.made_on


@pytest.mark.django_db
def test_a_decision_that_is_not_made_agrees_on_nothing(bea):
    target = TargetFactory()

    with pytest.raises(TooLate, match="not made yet"):
        services.agree_target(
            target, by=bea, decision=DecisionFactory(state="proposed", made_on=None)
        )


# --- pages --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_page_shows_an_agreed_target_and_does_not_guess_while_the_data_have_stopped(
    client, bea, everything
):
    from measurement.models import Figure

    slug = everything.arguments["measurement:indicator"]["slug"]
    start = Figure.objects.public().get(
        indicator__slug=slug, place__kind="area", period_end__year=2010
    )
    client.force_login(bea)
    page = reverse("admin:measurement_target_add")
    given = {"start": start.pk, "value": "5", "due": "2040-12-31", "reasons": "Others have."}
    added = client.post(page, given)
    target = Target.objects.get()
    decision = DecisionFactory()
    client.post(
        reverse("admin:measurement_target_agree", args=[target.pk]), {"decision": decision.pk}
    )

    client.logout()
    text = re.sub(r"<[^>]+>", " ", client.get(reverse("measurement:indicator", args=[slug])).text)
    said = re.sub(r"\s+", " ", text)
    assert added.status_code == 302
    assert "The partners want it to be 5.0% by 2040. It started from 6.0% in 2010." in said
    assert "Not known if we are on pace" in said
    assert "The data have stopped" in said
    assert "Target (2040) 5.0% Agreed by the partners" in said


@pytest.mark.django_db
def test_the_chart_to_explore_has_the_target_too(client, everything):
    slug = everything.arguments["measurement:indicator"]["slug"]
    summary = SeriesSummary.objects.exclude(explore=None).get(indicator__slug=slug)
    words = ExploreWords(name="Goulburn", compare_name="Victoria", start="first figure")
    summary.explore = figure_json(
        series("Goulburn"), series("Victoria"), words=words, colours=page_colours()
    )
    summary.save()
    TargetFactory(
        indicator=summary.indicator,
        place=summary.place,
        value=Decimal(8),
        due=datetime.date(2031, 12, 31),
        state="agreed",
        agreed_on=datetime.date(2026, 11, 1),
        decision=DecisionFactory(),
    )

    drawn = client.get(reverse("measurement:indicator-chart", args=[slug])).json()

    assert drawn["data"][1]["y"] == [8, 8]
    assert "by 2031" in drawn["layout"]["annotations"][-1]["text"]


@pytest.mark.django_db
def test_the_desk_hears_why_a_number_is_no_target(client, bea, area):
    start = FigureFactory(place=area)
    client.force_login(bea)

    given = {"start": start.pk, "value": "12", "due": "2040-12-31", "reasons": "x"}
    response = client.post(reverse("admin:measurement_target_add"), given)

    assert "The target is not better than where it starts" in response.text
