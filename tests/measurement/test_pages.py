"""The public pages of a measure, with the figures of a real run. Expected numbers: the issue's."""

import csv
import datetime
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from measurement import services
from measurement.models import Figure, Run
from measurement.presenting import measure_page
from measurement.sources.read import read
from tests.factories import IndicatorFactory
from tests.measurement.sources.workbooks import REAL


@pytest.fixture
def url(everything):
    return reverse("measurement:indicator", kwargs=everything.arguments["measurement:indicator"])


class Tables(HTMLParser):
    """Each table of a page as rows of cells."""

    def __init__(self, html):
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.is_cell = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.is_cell = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.is_cell = False

    def handle_data(self, data):
        if self.is_cell:
            self.tables[-1][-1][-1] += data.strip()


def words_of(html: str) -> str:
    without_tags = re.sub(r"<[^>]+>", " ", re.sub(r"</?(strong|b)>", "", html))
    return re.sub(r"\s+", " ", without_tags)


@pytest.mark.django_db
def test_the_first_page_answers_with_the_areas_real_figure(client, everything):
    said = words_of(client.get("/").text)

    assert "10.2%" in said
    assert "Got worse 2015 to 2019" in said
    assert "higher here than in the rest of Victoria" in said


@pytest.mark.django_db
def test_the_headline_compares_with_the_start_of_the_run_that_was_tested(client, url):
    said = words_of(client.get(url).text)

    assert (
        "In 2019, 10.2% of children who started school in the Goulburn Area had a high level of "
        "difficulty. That is up from 7.8% in 2015. Fewer is better."
    ) in said


@pytest.mark.django_db
def test_the_table_shows_every_year_and_says_which_are_not_published(client, url):
    table = Tables(client.get(url).text).tables[0]

    shown = {row[0]: row[2] for row in table[1:] if len(row) == 5}
    withheld = {row[0]: row[1] for row in table[1:] if len(row) == 3}
    assert shown == {
        "2010": "6.0%", "2015": "7.8%", "2016": "8.3%", "2017": "7.6%", "2018": "9.3%",
        "2019": "10.2%",
    }  # fmt: skip
    assert set(withheld) == {"2011", "2012", "2013", "2014"}
    assert set(withheld.values()) == {"Not published, to protect people’s privacy"}
    assert table[1][:4] == ["2019", "197 of 1,931", "10.2%", "8.9% to 11.6%"]


@pytest.mark.django_db
def test_each_place_has_its_own_words(client, url):
    tables = Tables(client.get(url).text).tables
    places = next(table for table in tables if table[0][0] == "Place")

    words = {row[0]: row[4] for row in places[1:]}
    assert words["Greater Shepparton"] == "Got worse 2010 to 2019"
    assert [row[0] for row in places[1:]] == [
        "Greater Shepparton", "Moira", "Mitchell", "Strathbogie", "Murrindindi",
    ]  # fmt: skip
    assert words["Strathbogie"] == "No clear change 2015 to 2019"


@pytest.mark.django_db
def test_a_withheld_cell_looks_the_same_everywhere_and_is_never_a_nought(client, url):
    tables = Tables(client.get(url).text).tables
    every_year = next(table for table in tables if "Moira" in table[0])

    by_year = {row[0]: dict(zip(every_year[0], row, strict=True)) for row in every_year[1:]}
    assert by_year["2011"]["Murrindindi"] == "n.p."
    assert [by_year[str(year)]["Strathbogie"] for year in (2012, 2013, 2014)] == ["n.p."] * 3
    assert sum(cell == "n.p." for row in every_year[1:] for cell in row) == 4
    assert "n.p. means not published." in client.get(url).text


@pytest.mark.django_db
def test_ones_own_place_has_an_address_and_says_what_is_not_published(client, url):
    page = client.get(f"{url}?place=strathbogie")
    own = next(t for t in Tables(page.text).tables if ["2019", "8 of 97"] in [r[:2] for r in t])

    years = {row[0]: row[1] for row in own[1:]}
    assert [years[str(year)] for year in (2012, 2013, 2014)] == [
        "Not published, to protect people’s privacy"
    ] * 3


@pytest.mark.django_db
def test_a_place_may_be_written_with_a_capital_letter(client, url):
    page = client.get(f"{url}?place=Strathbogie")

    assert page.status_code == 200
    assert "Strathbogie, year by year" in page.text


@pytest.mark.django_db
def test_a_place_that_is_not_ours_leads_to_those_that_are(client, url):
    page = client.get(f"{url}?place=melbourne")

    said = words_of(page.text)
    assert page.status_code == 404
    assert "We have no numbers for that place" in said
    assert f'<a href="{url}?place=moira#place">Moira</a>' in page.text
    assert f'<a href="{url}">' in page.text


@pytest.mark.django_db
def test_a_measure_that_counts_repeats_says_why_ranges_apart_are_no_proof(client, everything):
    said = words_of(client.get("/measures/family-incidents/").text)

    assert "no clear change: it could be chance" in said
    assert "Two ranges that do not meet are no proof of a change here." in said


@pytest.mark.django_db
def test_the_page_names_the_refresh_that_loaded_it(client, url):
    said = words_of(client.get(url).text)

    assert "We read 104 numbers from the publisher’s own data on" in said
    assert "(our reading number 1 of this data)" in said
    assert reverse("how-we-use-data") in client.get(url).text
    assert reverse("measurement:how-we-decide") in client.get(url).text


@pytest.mark.django_db
def test_no_number_about_aboriginal_children_is_public_without_an_agreement(client, url):
    page, file = client.get(url).text, client.get(f"{url}data.csv").content.decode("utf-8-sig")

    assert not Figure.objects.filter(dims__contains="aboriginal").exists()
    assert "aboriginal" not in file.lower()
    assert "They have not been asked yet" in words_of(page)


@pytest.mark.django_db
def test_the_file_and_the_table_agree(client, url):
    table = Tables(client.get(url).text).tables[0]
    rows = csv.DictReader(io.StringIO(client.get(f"{url}data.csv").content.decode("utf-8-sig")))

    area = {row["period_end"][:4]: row for row in rows if row["place_kind"] == "area"}
    for year, *cells in table[1:]:
        if len(cells) == 2:
            assert (area[year]["value"], area[year]["status"]) == ("", "not_published")
        else:
            assert f"{float(area[year]['value']):.1f}%" == cells[1]


@pytest.mark.django_db
def test_before_anything_is_published_the_pages_say_so(client, partnership):
    home = client.get("/")

    assert home.status_code == 200
    assert "no numbers have been published here so far" in home.text
    assert client.get("/measures/nothing-here/").status_code == 404


@pytest.mark.django_db
def test_a_page_asks_the_same_number_of_queries_whatever_the_places(
    everything, django_assert_num_queries
):
    indicator = Figure.objects.first().indicator

    with django_assert_num_queries(4):
        page = measure_page(indicator, datetime.date(2026, 11, 24))
        assert page.places.rows
        assert page.groups.charts
        assert page.line_charts


@pytest.mark.django_db
def test_the_map_says_why_the_share_of_few_children_has_no_place_after_the_point(client, url):
    note = "Where fewer than 100 were counted, the share is a whole number"
    assert '<td class="n" data-label="Share">8%</td>' in client.get(url).text, "Strathbogie"
    assert note in client.get(url).text

    Figure.objects.filter(denominator__lt=100).update(denominator=100)

    assert note not in client.get(url).text


@pytest.mark.django_db
def test_the_interactive_chart_is_what_the_worker_stored(client, url):
    answer = client.get(f"{url}chart.json")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == {"data": [], "layout": {}}


@pytest.mark.django_db
def test_a_held_refresh_tells_the_public_that_it_was_held_and_no_number(client, everything, mai):
    real = Run.objects.get(feed__slug="vcams-school-entry")
    later = services.queue_run(real.feed, by=services.worker_user(), trigger=Run.Trigger.PERSON)

    def read_what_is_now_kept_back(content, recipe):
        reading = read(REAL, recipe)
        rows = list(reading.rows)
        place = next(n for n, row in enumerate(rows) if row.place.startswith("Murrindindi"))
        rows[place] = replace(
            rows[place], value=None, numerator=None, denominator=None, missing="source_suppressed"
        )
        return replace(reading, rows=tuple(rows))

    services.refresh(
        later.pk,
        by=services.worker_user(),
        fetch=lambda: b"other bytes",
        read=read_what_is_now_kept_back,
    )

    later.refresh_from_db()
    public = words_of(client.get(reverse("how-we-use-data")).text)
    assert later.state == Run.State.HELD
    assert "kept back by the publisher" in later.message
    # 5.147 %, 11.57 of 224.77 children, is what stood there before.
    for number in ("5.14", "5.15", "11.57", "224.77"):
        assert number not in later.message
        assert number not in public
    assert "Held: a person must look" in public


@pytest.mark.django_db
def test_a_group_that_is_in_the_download_and_in_no_chart_is_explained(client, url):
    said = words_of(client.get(url).text)

    # Victoria - Other Gender, 2019, in the department's table: 15 of 5,028.
    assert "a group “Other gender”, with 5,028 children in 2019" in said
    assert said.count("Other gender") == 1, "it is named, not drawn"


@pytest.mark.django_db
def test_a_measure_without_figures_says_so(client):
    wanted = IndicatorFactory(name="Children who can swim")

    page = client.get(wanted.get_absolute_url())

    assert page.status_code == 200
    assert "Children who can swim" in page.text
    assert "have no numbers that everybody may see" in page.text
