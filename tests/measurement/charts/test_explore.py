import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from measurement.explore import Colours, ExploreWords, colours_of, figure_json
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
    assert real["layout"]["xaxis"]["ticktext"][::9] == ["2010", "2019"]


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
