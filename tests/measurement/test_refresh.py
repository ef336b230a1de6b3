"""One refresh from the bytes of the real workbook to what the public sees (R41–R44, R74)."""

import csv
import hashlib
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from measurement import services
from measurement.models import Figure, Release, Run, SeriesSummary, Snapshot
from measurement.models.raw import Observation
from measurement.services import runs as runs_module
from measurement.sources.read import read
from measurement.values import SourceError
from partnership.models import Event
from tests.factories import FeedFactory, RecipeFactory
from tests.measurement.sources.workbooks import REAL, with_cells

pytestmark = pytest.mark.django_db
EXTRACT = Path(__file__).parents[1] / "data" / "goulburn_school_entry_difficulties.csv"


def kinds(subject) -> list[str]:
    events = Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return [event.kind.rpartition(".")[2] for event in events.order_by("pk")]


# --- The real workbook ----------------------------------------------------------------


def test_the_whole_workbook_is_stored_as_the_reference_has_it(feed, run_feed):
    with EXTRACT.open(newline="", encoding="utf-8") as table:
        expected = [
            (
                line["area_code"],
                line["period_start"],
                line["period_end"],
                "" if line["dimension"] == "all" else line["dimension"],
                "" if line["raw_value"] == "NDP" else round(float(line["raw_value"]), 15),
                line["numerator"] and round(float(line["numerator"]), 10),
                line["denominator"] and round(float(line["denominator"]), 10),
                "source_suppressed" if line["status"] == "suppressed" else "",
                line["sheet"],
                line["cell"],
            )
            for line in csv.DictReader(table)
        ]

    run = run_feed(feed)

    stored = [
        (
            o.place.code,
            o.period_start.isoformat(),
            o.period_end.isoformat(),
            o.dims,
            "" if o.value is None else round(float(o.value / 100), 15),
            "" if o.numerator is None else round(float(o.numerator), 10),
            "" if o.denominator is None else round(float(o.denominator), 10),
            o.missing_reason,
            o.sheet,
            o.cell,
        )
        for o in Observation.objects.select_related("place").order_by("pk")
    ]
    assert stored == expected
    assert (len(stored), run.rows_read, run.rows_added) == (104, 104, 104)


def test_the_run_says_what_it_did(approved, run_feed):
    run = run_feed(approved)

    assert (run.state, run.number, run.attempts, run.message) == ("loaded", 1, 1, "")
    assert (run.started_at <= run.finished_at, run.lease_until) == (True, None)
    assert ["Unknown LGA in Victoria", 10] in run.ignored
    assert any("F715" in note for note in run.notes)  # Victoria 2017 differs from its counts
    assert run.snapshot.sha256 == hashlib.sha256(REAL).hexdigest()
    assert kinds(run) == ["queued", "fetching", "validating", "loaded"]
    assert kinds(run.release) == ["drafted", "published"]


@pytest.mark.parametrize(
    ("year", "percent"),
    [
        (2010, "5.99"),
        (2011, None),
        (2012, None),
        (2013, None),
        (2014, None),
        (2015, "7.81"),
        (2016, "8.28"),
        (2017, "7.59"),
        (2018, "9.26"),
        (2019, "10.22"),
    ],
)
def test_the_area_is_published_only_where_every_part_is(year, percent, area, approved, run_feed):
    run_feed(approved)

    figure = Figure.objects.public().get(place=area, period_end__year=year)

    if percent is None:
        assert (figure.withheld, figure.value, figure.low) == ("privacy", None, None)
    else:
        assert (figure.withheld, round(figure.value, 2)) == ("", Decimal(percent))


def test_the_figure_of_the_first_page(area, approved, run_feed):
    run_feed(approved)

    figure = Figure.objects.public().get(place=area, period_end__year=2019)

    assert (round(figure.numerator), round(figure.denominator)) == (197, 1931)
    assert (round(figure.low, 1), round(figure.high, 1)) == (Decimal("8.9"), Decimal("11.6"))
    assert (figure.sheet, figure.cell) == ("", "")


def test_a_cell_the_publisher_kept_back_stays_so_and_says_where_it_stands(
    places, approved, run_feed
):
    run_feed(approved)

    withheld = Figure.objects.public().exclude(withheld="").exclude(place__kind="area")

    assert [(f.place.name, f.period_end.year, f.withheld) for f in withheld] == [
        ("Murrindindi", 2011, "privacy"),
        ("Strathbogie", 2012, "privacy"),
        ("Strathbogie", 2013, "privacy"),
        ("Strathbogie", 2014, "privacy"),
    ]
    assert all(f.sheet == "10.1" and f.cell.startswith("F") for f in withheld)
    assert {(f.value, f.numerator, f.denominator, f.low, f.high) for f in withheld} == {(None,) * 5}


def test_no_breakdown_by_aboriginal_status_is_public_nor_its_complement(approved, run_feed):
    run_feed(approved)

    groups = set(Figure.objects.values_list("dims", flat=True))

    assert Observation.objects.filter(dims__startswith="aboriginal=").count() == 20
    assert groups == {"", "sex=female", "sex=male", "sex=other"}
    assert groups == set(SeriesSummary.objects.values_list("dims", flat=True))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("goulburn", ("worse", "up", 2015, 2019, "m8", "higher")),
        ("22830", ("worse", "up", 2010, 2019, "m7", "higher")),
        ("24850", ("worse", "up", 2010, 2019, "m7", "unclear")),
        ("24900", ("same", "flat", 2010, 2019, "m7", "unclear")),
        ("25620", ("same", "flat", 2012, 2019, "m7_m8", "unclear")),
        ("26430", ("same", "flat", 2015, 2019, "m7_m8", "unclear")),
        ("2", ("worse", "up", 2010, 2019, "m7", "")),
    ],
)
def test_the_words_of_each_place(code, said, approved, run_feed):
    run_feed(approved)

    summary = SeriesSummary.objects.get(place__code=code, dims="")

    assert said == (
        summary.trend_word,
        summary.direction,
        summary.start.period_end.year,
        summary.latest.period_end.year,
        summary.decided_by,
        summary.against_state,
    )


def test_the_words_of_the_area_rest_on_the_published_tests(area, approved, run_feed):
    run_feed(approved)

    summary = SeriesSummary.objects.get(place=area)

    assert round(summary.tests["m8"]["chi2"], 2) == 8.30
    assert round(summary.tests["m8"]["p"], 3) == 0.004
    assert round(summary.tests["m7"]["p"], 2) == 0.23
    assert summary.tests["reasons"] == ["gap_before"]
    assert (summary.start.release, summary.latest.release) == (summary.release, summary.release)


def test_the_interactive_chart_is_built_once_from_the_figures_of_the_area(area, approved, run_feed):
    asked = []

    def explore(ours, state):
        asked.append((ours, state))
        return {"data": [], "layout": {"height": 400}}

    run_feed(approved, explore=explore)

    ((ours, state),) = asked
    assert [f.period_end.year for f in ours] == [f.period_end.year for f in state]
    assert ({f.place.kind for f in ours}, {f.place.kind for f in state}) == ({"area"}, {"state"})
    assert {type(f) for f in [*ours, *state]} == {Figure}
    assert SeriesSummary.objects.exclude(explore=None).get().place == area


# --- Nothing new ----------------------------------------------------------------------


def test_the_same_bytes_again_are_nothing_new_and_write_nothing(approved, run_feed, public):
    run_feed(approved)
    counted = [m.objects.count() for m in (Observation, Snapshot, Release, Figure, SeriesSummary)]
    seen = public()

    run = run_feed(approved, read=None)  # it is not even opened

    assert (run.state, run.rows_read, run.rows_added) == ("unchanged", 0, 0)
    assert kinds(run) == ["queued", "fetching", "unchanged"]
    assert counted == [
        m.objects.count() for m in (Observation, Snapshot, Release, Figure, SeriesSummary)
    ]
    assert public() == seen


def test_the_same_bytes_under_another_recipe_are_read_again(approved, bea, run_feed):
    run_feed(approved)
    recipe = RecipeFactory(feed=approved, number=2, body=approved.recipe.body)
    feed = services.use_recipe(recipe, by=bea)

    run = run_feed(feed)

    assert (run.state, run.recipe, run.rows_read, run.rows_added) == ("loaded", recipe, 104, 0)
    assert Snapshot.objects.count() == 1
    assert run.release.state == Release.State.DRAFT  # the approval ended with the old recipe


def test_the_recipe_is_the_one_in_use_when_the_run_starts(feed, bea, worker):
    run = services.queue_run(feed, by=worker, trigger="setup")
    recipe = RecipeFactory(feed=feed, number=2, body=feed.recipe.body)
    services.use_recipe(recipe, by=bea)

    run = services.refresh(run.pk, by=worker, fetch=lambda: REAL, read=read)

    assert (run.state, run.recipe) == ("loaded", recipe)


def test_a_new_year_is_added_and_the_old_rows_stay_untouched(approved, run_feed, last_year):
    run_feed(approved, **last_year)
    before = set(Observation.objects.values_list("pk", "run", "known_from"))

    run = run_feed(approved)

    assert (run.rows_read, run.rows_added) == (104, 11)
    assert before < set(Observation.objects.values_list("pk", "run", "known_from"))
    assert Figure.objects.public().filter(period_end__year=2019).exists()
    assert Release.objects.filter(state="published").count() == 2


# --- A source that is wrong -----------------------------------------------------------

WRONG = {
    "another workbook": (b"PK\x03\x04 and no more", "failed", "damaged"),
    "a web page": (b"<html>Moved</html>", "failed", "web page"),
    "no bytes": (b"", "failed", "empty"),
    "a missing column": (with_cells(D1="Anzahl"), "held", "Sheet 10.1, row 1: .*“Numerator”"),
    "a numerator above": (with_cells(D29=9000.0), "held", "Sheet 10.1, cell D29: the numerator"),
    "an unknown place": (with_cells(C29="Atlantis (S)"), "held", "cell C29: .*“Atlantis"),
    "a corrected value": (
        with_cells(F29=0.07),
        "held",
        "Sheet 10.1, cell F29: Greater Shepparton.*, 2010 was a number and is now another one",
    ),
    "a withheld value that is shown": (
        with_cells(D146=5.0, E146=100.0, F146=0.05),
        "held",
        "cell F146: Murrindindi.*, 2011 was kept back by the publisher and is now a number",
    ),
    "a row that is gone": (with_cells(without_row=29), "held", "Sheet 10.1"),
    "a group that is gone": (
        with_cells(without_row=83),
        "held",
        r"cell F83: Victoria \(sex=female\), 2010 stood there and is gone",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_table_ends_with_a_sentence_and_the_public_figures_stay(
    wrong, approved, run_feed, public
):
    content, state, sentence = WRONG[wrong]
    run_feed(approved)
    seen, stored = public(), Observation.objects.count()

    run = run_feed(approved, fetch=lambda: content)

    assert run.state == state
    assert re.search(sentence, run.message), run.message
    assert public() == seen
    assert (Observation.objects.count(), Release.objects.count()) == (stored, 1)


def test_a_source_that_does_not_answer_leaves_a_run_that_says_so(approved, run_feed):
    def fetch():
        raise SourceError("The server did not answer.")

    run = run_feed(approved, fetch=fetch)

    assert (run.state, run.message) == ("failed", "The server did not answer.")
    assert (run.snapshot, run.lease_until) == (None, None)
    assert kinds(run) == ["queued", "fetching", "failed"]


def test_a_place_the_portal_does_not_have_is_named_by_its_code(feed, places, run_feed):
    places["24900"].code = "24901"
    places["24900"].save()

    run = run_feed(feed)

    assert run.state == "failed"
    assert "24900" in run.message
    assert not Observation.objects.exists()


def test_our_own_mistake_is_raised_and_the_run_says_whose_fault_it_is(feed, run_feed, caplog):
    def read_with_a_bug(content, recipe):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_feed(feed, read=read_with_a_bug)

    run = Run.objects.get()
    assert (run.state, run.message) == ("failed", "This is our fault: the portal made a mistake.")
    assert caplog.records[-1].message == "refresh.broke"


def test_a_mistake_while_publishing_undoes_the_whole_load(feed, run_feed, monkeypatch):
    def broken(release, figures, explore):
        raise ZeroDivisionError

    monkeypatch.setattr("measurement.services.releases.summaries_of", broken)

    with pytest.raises(ZeroDivisionError):
        run_feed(feed)

    assert Run.objects.get().state == "failed"
    assert [m.objects.count() for m in (Observation, Release, Figure)] == [0, 0, 0]


def test_a_held_table_is_explained_by_five_sentences_and_a_count(approved, run_feed):
    run_feed(approved)
    cells = {f"F{row}": 0.5 for row in (29, 48, 49, 57, 66, 83, 84)}

    run = run_feed(approved, fetch=lambda: with_cells(**cells))

    assert len(run.message.splitlines()) == 6
    assert run.message.endswith("There are 2 more like these.")


def test_what_another_feed_has_brought_is_not_missed(feed, run_feed, last_year, kim):
    """Two tables may fill one measure: the old years stand in one, the new ones in the other."""
    other = FeedFactory(slug="old-years", method=feed.method, configured_by=kim)
    other.recipe = RecipeFactory(feed=other, body=feed.recipe.body)
    other.save()
    run_feed(other, **last_year)

    def read_2019(content, recipe):
        reading = read(content, recipe)
        return replace(reading, rows=tuple(r for r in reading.rows if r.period_end.year == 2019))

    run = run_feed(feed, read=read_2019)

    assert (run.state, run.rows_read, run.rows_added) == ("loaded", 11, 11)


def test_storing_holds_the_lock_of_the_feed(feed, run_feed, monkeypatch):
    """SECURITY R75: whoever else would store for this feed waits."""
    held = []

    def load(run, reading):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")
            held.append(cursor.fetchone()[0])
        raise SourceError("Far enough.")

    monkeypatch.setattr(runs_module, "load", load)
    run_feed(feed)

    assert held == [2]  # the other is the one of queue_run, in the same transaction of this test


def test_a_table_that_needs_too_much_memory_is_said_so_and_the_figures_stay(
    approved, run_feed, public
):
    def read_too_much(content, recipe):
        raise MemoryError

    run_feed(approved)
    before = public()

    with pytest.raises(MemoryError):
        run_feed(approved, fetch=lambda: with_cells(C1="LGA"), read=read_too_much)

    run = Run.objects.latest("number")
    assert (run.state, "needs more memory" in run.message) == ("failed", True)
    assert public() == before
