"""“How are our children doing?” A community member on an old phone (journey D09)."""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest

from measurement.rounding import count_text, percent_text
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

MEASURE = "/measures/feelings-and-behaviour-at-school-start/"
NAME = "Children who find feelings and behaviour hard when they start school"
HELD_BACK = "Not published, to protect people’s privacy"


def test_how_are_our_children_doing(visitor, javascript):
    mum = visitor(javascript=javascript)

    mum.go("/")
    answer = mum.page.locator(".hero .lead")
    box = answer.bounding_box()
    assert "more children find feelings and behaviour hard" in answer.inner_text()
    assert box["y"] + box["height"] <= mum.page.viewport_size["height"], "on the first screen"
    assert "10.2%" in mum.main()

    mum.follow(NAME)
    assert mum.address == MEASURE
    assert "197 of 1,931" in mum.main()
    assert "In 2019, 10.2% of children who started school in the Goulburn Area" in mum.main()
    assert "up from 7.8% in 2015. Fewer is better." in mum.main()
    assert "Got worse 2015 to 2019" in mum.main()
    assert "Data stop at 2019" in mum.main()

    mum.page.get_by_text("See this as a table").click()
    table = mum.page.get_by_role("region", name="Data table")
    for year in range(2011, 2015):
        assert HELD_BACK in table.get_by_role("row", name=re.compile(f"^{year}")).inner_text()

    assert "Refresh number 1 of the feed vcams-school-entry" in mum.main()
    assert "CC BY 4.0" in mum.main()

    mum.follow("How we choose these words")
    assert "A rule decides, not a person." in mum.main()

    mum.go("/doing/")
    assert mum.cookies() == []


def test_page_chart_table_and_download_say_the_same(visitor, javascript):
    journalist = visitor(javascript=javascript)
    journalist.go(MEASURE)
    page = journalist.page

    with page.expect_download() as download:
        page.get_by_role("link", name="Download the data (CSV)").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    said = {(row["place"], row["period_end"][:4]): as_shown(row) for row in rows_of_all(rows)}
    years = sorted({year for _place, year in said}, reverse=True)

    page.get_by_text("See this as a table").click()
    assert cells(page.get_by_role("region", name="Data table")) == [
        [year, *area_cells(said["Goulburn Area", year]), said["Victoria", year]["value"]]
        for year in years
    ]
    page.get_by_text("See every place and every year").click()
    everywhere = page.get_by_role("region", name="Every place and every year")
    places = everywhere.get_by_role("columnheader").all_inner_texts()[1:]
    assert len(places) == 5
    assert cells(everywhere) == [
        [year, *(said[place, year]["value"] or "n.p." for place in places)] for year in years
    ]

    drawn = page.locator("#going svg.c:visible text").all_text_contents()
    first, last = said["Goulburn Area", "2010"], said["Goulburn Area", "2019"]
    percentages = [text for text in drawn if re.fullmatch(r"\d+\.\d%", text)]
    assert sorted(percentages) == sorted(
        [first["value"], last["value"], said["Victoria", "2019"]["value"]]
    )
    bars = " ".join(page.locator("#where svg.c:visible text").all_text_contents())
    for place in places:
        assert said[place, "2019"]["value"] in bars


def rows_of_all(rows):
    return [row for row in rows if row["group"] == "all"]


def as_shown(row) -> dict[str, str]:
    """The numbers of a row as the portal writes them; empty where it publishes none."""
    number = {name: Decimal(row[name]) for name in NUMBERS if row[name]}
    assert (row["status"] == "shown") == ("value" in number)
    total = number.get("denominator")
    return {
        "value": percent_text(number["value"], total) if "value" in number else "",
        "range": " to ".join(percent_text(number[n], total) for n in ("low", "high"))
        if "low" in number
        else "",
        "counts": f"{count_text(number['numerator'])} of {count_text(total)}" if total else "",
    }


NUMBERS = ("value", "low", "high", "numerator", "denominator")


def area_cells(figure) -> list[str]:
    if not figure["value"]:
        return [HELD_BACK]
    return [figure["counts"], figure["value"], figure["range"]]


def cells(table) -> list[list[str]]:
    rows = table.locator("tbody tr").all()
    return [[text.strip() for text in row.locator("th, td").all_inner_texts()] for row in rows]


@pytest.mark.parametrize("address", ["/", MEASURE])
def test_first_visit_is_light(address, visitor):
    mum = visitor()

    mum.go(address)
    mum.page.get_by_role("contentinfo").scroll_into_view_if_needed()
    mum.page.evaluate("document.fonts.ready")
    mum.page.wait_for_load_state("networkidle")

    sent = mum.transferred()
    without_fonts = sum(size for path, size in sent.items() if "/fonts/" not in path)
    weight = f"{without_fonts:,} of {sum(sent.values()):,} bytes"
    print(f"{address}: {len(sent)} requests, {weight} without fonts")
    assert len(sent) <= 8
    assert without_fonts <= 60_000
    assert sum(sent.values()) <= 100_000
    assert mum.cookies() == []


@pytest.mark.parametrize(
    ("size", "touch"),
    [(DESKTOP, False), ({"width": 390, "height": 844}, True)],
    ids=["mouse", "touch"],
)
def test_explore_this_chart(size, touch, visitor):
    reader = visitor(size=size, has_touch=touch, is_mobile=touch)
    reader.go(MEASURE)
    page = reader.page
    still = page.locator("#going svg.c:visible")
    assert still.count() == 1

    reader.press("Explore this chart")
    point = page.locator("[data-explore-chart] .scatterlayer .trace").last.locator(".point").last
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.touchscreen.tap(*middle) if touch else page.mouse.move(*middle)
    page.locator(".hoverlayer .hovertext").wait_for()
    assert still.count() == 0
    assert "2019: 10.2% (8.9% to 11.6%), 197 of 1,931" in page.locator(".hoverlayer").text_content()

    for button in page.locator(".modebar-btn").all():
        button.click(force=True)
    reader.look()
    reader.press("Back to the picture")
    assert still.count() == 1
    assert reader.cookies() == []
