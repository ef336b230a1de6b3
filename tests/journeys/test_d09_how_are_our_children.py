"""“How are our children doing?” A community member on an old phone (journey D09)."""

import csv
import io
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from measurement.rounding import count_text, percent_text
from tests.journeys.reading import grade
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

MEASURE = "/measures/feelings-and-behaviour-at-school-start/"
NAME = "Children who find feelings and behaviour hard when they start school"
GRADE = 6  # years at school that the answers may ask for
HELD_BACK = "Not published, to protect people’s privacy"


def test_how_are_our_children_doing(visitor, javascript):
    mum = visitor(javascript=javascript)

    # 1: on the first screen who this is, and the answer in two sentences, and all counted.
    mum.go("/")
    answer = mum.page.locator(".hero .lead")
    stops = mum.page.locator(".tally > p")
    for part in (mum.page.locator("header .mark"), answer, stops):
        box = part.bounding_box()
        assert box["y"] + box["height"] <= mum.page.viewport_size["height"], "on the first screen"
    assert "Goulburn" in mum.page.locator("header").inner_text()
    assert "more children find feelings and behaviour hard" in answer.inner_text()
    assert grade(answer.inner_text()) <= GRADE
    tally = mum.page.locator(".tally").inner_text()
    for word in ("Got better", "Got worse", "Read with care"):
        assert word in tally
    assert re.search(r"For all of them the data stop in \d{4} or before\.", mum.main())

    # 2: the latest value, the place, the period, and whether it changed, in plain words.
    mum.follow(NAME)
    assert mum.address == MEASURE
    headline = mum.page.locator(".headline").first.inner_text()
    assert headline == (
        "In 2019, 10.2% of children who started school in the Goulburn Area had a high level of "
        "difficulty. That is up from 7.8% in 2015. Fewer is better."
    )
    assert grade(headline) <= GRADE
    assert "Got worse 2015 to 2019" in mum.main()
    assert "Source: Victorian Child and Adolescent Monitoring System" in mum.main()
    assert "197 of 1,931" in mum.main()

    # 3: the same as a table; a missing period is a gap with a word, and explained.
    mum.page.get_by_text("See this as a table").click()
    table = mum.page.get_by_role("region", name="Data table")
    for year in range(2011, 2015):
        assert HELD_BACK in table.get_by_role("row", name=re.compile(f"^{year}")).inner_text()
    assert "No line for 2011 to 2014" in mum.main()

    # 4: what is done, by whom, and the latest public word with its date.
    doing = mum.page.locator("#actions")
    assert "Bring help to where children already are" in doing.inner_text()
    row = doing.get_by_role("row").filter(has_text="Four visits before the first day")
    assert "Ferry Road Primary School" in row.inner_text()
    assert re.search(r"Stuck\s+\d+ \w+ \d{4}", row.inner_text())

    # 5: a small place says that it is not published, and why; it is never 0.
    mum.follow("Strathbogie")
    own = mum.page.get_by_role("region", name="Strathbogie")
    for year in (2012, 2013, 2014):
        said = own.get_by_role("row", name=re.compile(f"^{year}")).inner_text()
        assert HELD_BACK in said
        assert not re.search(r"\b0\b", said)
    assert "8 of 97" in own.get_by_role("row", name=re.compile("^2019")).inner_text()

    # 6: when the next numbers come; they are late, and it says so.
    assert "The next numbers were due by January 2022 and are late" in mum.main()

    # 7: the address opens the same view on another phone, with the place.
    neighbour = visitor(javascript=javascript)
    neighbour.page.goto(mum.page.url)
    neighbour.arrive()
    assert neighbour.main() == shut_table(mum)

    # 8: whom to tell that something is wrong.
    wrong = mum.page.get_by_role("link", name="Tell us if something on this page is wrong")
    assert wrong.get_attribute("href").startswith("mailto:")
    phone = mum.page.get_by_role("link", name="or call 03 5550 0123")
    assert phone.get_attribute("href") == "tel:0355500123"

    mum.follow("How we choose these words")
    assert "A rule decides, not a person." in mum.main()
    mum.go("/doing/")
    assert mum.cookies() == []


def shut_table(person) -> str:
    person.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = false))")
    return person.main()


def test_every_measure_answers_in_words_that_a_sixth_grader_reads(visitor):
    reader = visitor()
    reader.go("/measures/")
    links = reader.page.locator("main h2 a").all()

    grades = {}
    for address in {link.get_attribute("href") for link in links}:
        reader.go(address)
        grades[address] = grade(reader.page.locator(".headline").first.inner_text())

    assert len(grades) == 7
    assert {address: one for address, one in grades.items() if one > GRADE} == {}


@pytest.mark.parametrize("address", ["/", MEASURE, f"{MEASURE}?place=strathbogie"])
def test_nothing_sideways_on_the_smallest_phone(address, visitor, javascript):
    mum = visitor(javascript=javascript, size={"width": 320, "height": 640})

    mum.go(address)

    width = "document.documentElement.scrollWidth"
    assert mum.page.evaluate(width) == 320


def test_the_grade_is_that_of_flesch_and_kincaid():
    """Two sentences whose words, sentences and syllables can be counted by hand."""
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert grade("Children play. Nobody remembers yesterday.") == pytest.approx(
        0.39 * 5 / 2 + 11.8 * 12 / 5 - 15.59
    )


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


def test_the_years_of_the_explored_chart_keep_apart_when_the_window_narrows(visitor):
    reader = visitor(size=DESKTOP)
    reader.go(MEASURE)
    reader.press("Explore this chart")
    years = reader.page.locator("[data-explore-chart] .xtick text")
    reader.page.locator("[data-explore-chart] .scatterlayer .point").last.wait_for()
    assert years.count() == 10
    assert "by 2030" in reader.page.locator("[data-explore-chart]").text_content()

    reader.page.set_viewport_size({"width": 390, "height": 844})
    expect(years).to_have_count(4)

    boxes = [year.bounding_box() for year in years.all()]
    assert all(one["x"] + one["width"] < then["x"] for one, then in pairwise(boxes))
    assert years.last.text_content() == "2019"

    reader.page.set_viewport_size(DESKTOP)
    expect(years).to_have_count(10)


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


def test_the_contents_mark_the_part_where_the_reader_is(visitor):
    reader = visitor(size=DESKTOP)
    reader.go(MEASURE)
    marked = reader.page.locator(".side-nav [aria-current=true]")
    expect(marked).to_have_text("How are we going?")

    for part in ("What works?", "About this data", "Where?"):
        reader.page.get_by_role("link", name=part, exact=True).click()
        expect(marked).to_have_text(part)
