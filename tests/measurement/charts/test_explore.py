import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from measurement.charts.labels import TargetLabel
from measurement.colours import Colours, colours_of
from measurement.explore import ExploreWords, figure_json, with_target
from tests.measurement.charts import plotly_styles
from tests.measurement.charts.figures import made, series

ROOT = Path(__file__).parents[3]
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text("utf-8")
WORDS = ExploreWords(name="Goulburn", compare_name="Victoria", start="start point")


def build(ours, compare=(), words=WORDS):
    return figure_json(ours, compare, words=words, colours=colours_of(TOKENS))


@pytest.fixture(scope="module")
def real():
    return build(series("Goulburn"), series("Victoria"))


def numbers(thing):
    """Every number anywhere in the data, which is all that comes from figures."""
    if isinstance(thing, dict):
        return [n for key, value in thing.items() if key in ("x", "y") for n in numbers(value)]
    if isinstance(thing, list):
        return [n for value in thing for n in numbers(value)]
    return [thing] if isinstance(thing, float) else []


def test_each_point_says_what_the_page_says(real):
    said = real["data"][2]["customdata"]

    assert said[-1] == "2019: 10.2% (8.9% to 11.6%), 197 of 1,931"
    assert said[0] == "2010: 6.0% (5.0% to 7.2%), 110 of 1,827"
    assert real["data"][1]["customdata"][-1].startswith("Victoria<br>2019: 6.7% (6.5% to 6.9%)")


def test_withheld_years_are_null_and_not_joined(real):
    ours = real["data"][2]

    assert ours["x"] == [2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019]
    assert ours["y"] == [6.0, None, None, None, None, 7.8, 8.3, 7.6, 9.3, 10.2]
    assert ours["connectgaps"] is False


def test_the_range_is_one_shape_a_run(real):
    band = real["data"][0]

    assert band["fill"] == "toself"
    assert band["y"].count(None) == 1
    assert band["y"][:4] == [7.2, 7.2, 5.0, 5.0]
    assert max(n for n in band["y"] if n) == 11.6


def test_no_number_is_more_precise_than_the_page(real):
    assert all(
        number == round(number, 1) for trace in real["data"][1:] for number in numbers(trace)
    )
    assert all(number == round(number, 1) for number in real["data"][0]["y"] if number)


def test_a_value_of_few_people_has_no_decimal():
    figure = build([made("8.3175897427", denominator=Decimal("96.9"))])

    assert figure["data"][2]["y"] == [8]


def test_the_picture_starts_at_zero_and_names_real_years(real):
    assert real["layout"]["yaxis"]["range"] == [0, 13]
    assert real["layout"]["yaxis"]["dtick"] == 4, "the steps of the drawing"
    assert real["layout"]["xaxis"]["ticktext"][::9] == ["2010", "2019"]


def aimed(figure, value):
    label = TargetLabel(Decimal(value), (f"Target {value}%", "by 2031"))
    return with_target(figure, label, colours_of(TOKENS))


def test_a_target_is_a_dashed_line_with_a_diamond_and_its_words(real):
    before = json.dumps(real)
    figure = aimed(real, "8")
    line, words = figure["data"][1], figure["layout"]["annotations"][-1]

    assert (line["x"], line["y"]) == ([2010, 2019], [8, 8])
    assert figure["data"][-1] == real["data"][-1], "our line stays on top"
    assert line["marker"]["symbol"] == "diamond"
    assert line["line"]["color"] == words["font"]["color"] == "#254a86"
    assert words["text"] == "Target 8%<br>by 2031"
    assert json.dumps(real) == before, "what is stored stays as it is"


def test_the_axis_reaches_a_target_above_all_figures(real):
    assert aimed(real, "8")["layout"]["yaxis"] == real["layout"]["yaxis"]
    assert aimed(real, "18")["layout"]["yaxis"]["range"][1] > 18


@pytest.mark.parametrize("value", ["1", "5", "6.7", "8", "10", "13"])
def test_the_words_of_a_target_stand_on_no_other_words(real, value):
    layout = aimed(real, value)["layout"]
    pixels = (400 - 36 - 40) / layout["yaxis"]["range"][1]
    parts = []
    for one in layout["annotations"]:
        room = 1.2 * one["font"].get("size", 14) * (one["text"].count("<br>") + 1)
        bottom = {"bottom": 0, "middle": -room / 2, "top": -room}[one["yanchor"]]
        if one["xshift"] == 12:
            start = one["y"] * pixels + one["yshift"] + bottom
            parts.append((start, start + room))

    parts.sort()
    assert len(parts) == 4
    for below, above in pairwise(parts):
        assert below[1] <= above[0] + 6, "the big value stands a little nearer to its name"
    assert parts[0][0] >= 0


def first_words(ours, theirs=()):
    """Value and words of the first point: to which side, and the pixels each begins above it."""
    figure = build(ours, theirs)
    mine = [one for one in figure["layout"]["annotations"] if not one.get("name")]
    assert [one["text"] for one in mine] == ["5%", "start point"]
    rooms = {"bottom": 0, "top": -14 * 1.3}
    return mine[0]["xanchor"], *(round(one["yshift"] + rooms[one["yanchor"]]) for one in mine)


def test_the_words_of_the_first_point_stand_where_no_line_runs(real):
    first = made("5", 2012, denominator=Decimal(50))
    climbing, falling = [first, made("6", 2013)], [first, made("4", 2013)]
    long_before = [made("5", year, "Victoria") for year in range(2000, 2014)]

    side, value, words = first_words(climbing)
    assert side == "left"
    assert value < -40, "below its range of half a point"
    assert words < value - 14, "and the words below the value"
    side, value, words = first_words(falling)
    assert side == "left"
    assert value > words + 14 > 40
    assert first_words(climbing, [made("4.9", 2012, "Victoria")])[1] > 0, "another line runs below"
    assert first_words(falling, long_before)[0] == "right", "it starts late, near its end"
    beside = [one for one in real["layout"]["annotations"] if not one.get("name")]
    assert [(one["xanchor"], one["xshift"]) for one in beside] == [("left", 8)] * 2, "a gap follows"


def test_nothing_leads_away_or_makes_a_picture(real):
    config = real["config"]

    assert config["displaylogo"] is config["showSendToCloud"] is False
    assert "toImage" in config["modeBarButtonsToRemove"]
    assert "template" in real["layout"]
    assert "<b>" not in json.dumps(real)  # Plotly turns it into a style attribute
    assert len(json.dumps(real)) < 6000


def test_withheld_numbers_leave_no_trace():
    shown = [made("5", 2017), made("6", 2019)]
    hidden = made(None, 2018)
    leaking = replace(hidden, value=Decimal(50), high=Decimal(60), numerator=Decimal(3))

    assert build([*shown, hidden]) == build([*shown, leaking])


def test_a_missing_year_ends_the_line_too():
    ours = build([made("5", 2016), made("6", 2017), made("7", 2019)])["data"][2]

    assert ours["y"] == [5, 6, None, 7]


def test_words_are_escaped_for_the_small_markup_of_plotly():
    hostile = '<a href="javascript:alert(1)">x</a>'
    words = ExploreWords(name=hostile, compare_name=hostile, start=hostile)

    text = json.dumps(build([made("5", 2018), made("6")], [made("4")], words))

    assert "<a" not in text


def test_translated_buttons_become_a_language_of_the_chart():
    words = replace(WORDS, buttons={"Zoom in": "Phóng to"})

    config = build([made("5")], words=words)["config"]

    assert config["locales"][config["locale"]]["dictionary"] == {"Zoom in": "Phóng to"}


def test_a_bare_number_is_refused():
    with pytest.raises(TypeError):
        build([10.2])


def test_nothing_shown_is_nothing_to_explore():
    with pytest.raises(ValueError, match="nothing to explore"):
        build([made(None)])


def test_colours_are_the_light_ones_of_the_page():
    assert colours_of(TOKENS).series == "#176654"
    assert colours_of(TOKENS) == Colours(
        paper="#fbf9f4",
        surface="#ffffff",
        ink="#1b2a2b",
        ink_2="#4a5654",
        rule_strong="#857d6e",
        grid="#e2dccf",
        series="#176654",
        compare="#737c7c",
        target="#254a86",
    )
    with pytest.raises(ValueError, match="--ap-paper"):
        colours_of(":root {}")


def test_plotly_is_loaded_only_when_a_figure_is_built():
    code = "import sys, measurement.explore; sys.exit('plotly' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_the_linked_style_sheet_is_the_one_of_the_bundle():
    linked = (plotly_styles.FOLDER / "plotly.css").read_text("utf-8")

    assert linked == plotly_styles.stylesheet()
    assert linked.count("{") > 60


def test_the_bundle_in_the_browser_understands_what_the_worker_builds():
    import plotly

    package = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    with package.open(encoding="utf-8") as script:
        worker = next(line for line in script if "plotly.js v" in line).strip().split("v")[-1]

    assert plotly_styles.version().split(".")[0] == worker.split(".")[0]
