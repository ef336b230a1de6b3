"""All that a page shows of one measure, collected from its current release. Reads only."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from measurement import words
from measurement.charts.line import line_chart
from measurement.freshness import Freshness
from measurement.models import Figure, Indicator, Method, Release, SeriesSummary
from measurement.presenting.groups import Groups
from measurement.presenting.places import Places
from measurement.presenting.series import Series
from partnership.models import AreaPartnership, Place

EVERYBODY = ""
GROUPS = ["sex=male", "sex=female", "sex=other"]


@dataclass
class MeasurePage:
    """One measure as the public sees it today. Templates read it; nothing here is tested anew."""

    indicator: Indicator
    method: Method
    release: Release
    partnership: AreaPartnership
    area: Series
    state: Series
    of_places: list[Series]
    of_groups: list[Series]
    fresh: Freshness

    @property
    def summary(self) -> SeriesSummary:
        return self.area.summary

    @property
    def latest(self) -> Figure:
        return self.area.latest

    @property
    def is_stale(self) -> bool:
        return self.fresh.state == "stale"

    @property
    def status(self) -> str:
        return words.status(self.summary, self.is_stale)

    @property
    def status_kind(self) -> str:
        return words.status_kind(self.summary)

    @property
    def data_stop(self) -> str:
        """Said when the next data are late; empty while they are fresh."""
        if self.fresh.state == "current":
            return ""
        return _("Data stop at %(year)s") % {"year": words.year(self.latest)}

    @property
    def headline(self) -> str:
        return words.headline(self.summary, self.indicator, self.method)

    @property
    def answer(self) -> str:
        return words.answer(self.summary, self.indicator, self.is_stale)

    @property
    def rule_used(self) -> str:
        return words.rule_used(self.summary)

    @property
    def polarity(self) -> str:
        return words.polarity(self.method)

    @property
    def chart_title(self) -> str:
        return words.chart_title(self.summary, self.state.summary, self.indicator)

    @property
    def key_figures(self) -> list[dict]:
        """Now, where it started, and the state: each a name, a value and a line below."""
        first = next((f for f in self.area.figures if f.is_shown), None)
        now, state = self.latest, self.state.in_year(words.year(self.latest))
        found = [(_("Latest (%(year)s)"), now, self._counted(now))]
        if self.summary.start and self.summary.start != now:
            start = self.summary.start
            found.append((_("Compared with (%(year)s)"), start, self._counted(start)))
        if first and first not in (now, self.summary.start):
            found.append((_("First figure (%(year)s)"), first, self._counted(first)))
        if state:
            found.append((_("Victoria (%(year)s)"), state, self._state_before()))
        return [
            {
                "name": name % {"year": words.year(figure)},
                "value": words.value(figure),
                "below": below,
            }
            for name, figure, below in found
        ]

    def _counted(self, figure: Figure) -> str:
        text = words.counts(figure)
        return text and f"{text} {self.indicator.counted}"

    def _state_before(self) -> str:
        start = self.summary.start and self.state.in_year(words.year(self.summary.start))
        now = self.state.in_year(words.year(self.latest))
        if not start or not start.is_shown or start == now:
            return ""
        parts = {"value": words.value(start), "year": words.year(start)}
        if now.value > start.value:
            return _("Up from %(value)s in %(year)s") % parts
        if now.value < start.value:
            return _("Down from %(value)s in %(year)s") % parts
        return _("The same as in %(year)s") % parts

    @property
    def years(self) -> tuple[int, int]:
        return words.year(self.area.figures[0]), words.year(self.area.figures[-1])

    @property
    def gap_note(self) -> str:
        """Why some years have no line, without a word about which place it is."""
        gaps = [words.year(f) for f in self.area.figures if f.withheld == "privacy"]
        if not gaps:
            return ""
        span = (
            str(gaps[0])
            if len(gaps) == 1
            else _("%(first)s to %(last)s") % {"first": gaps[0], "last": gaps[-1]}
        )
        return _(
            "No line for %(years)s: the number of at least one shire is not published, to "
            "protect people’s privacy, so we cannot add up the Area."
        ) % {"years": span}

    @property
    def table(self) -> list[dict]:
        """One row a year, newest first: ours, its range, and the state."""
        rows = []
        for figure in reversed(self.area.figures):
            state = self.state.in_year(words.year(figure))
            rows.append(
                {
                    "year": words.year(figure),
                    "is_shown": figure.is_shown,
                    "counts": words.counts(figure),
                    "value": words.value(figure),
                    "range": words.likely_range(figure),
                    "why": figure.get_withheld_display(),
                    "state": words.value(state) if state else "",
                }
            )
        return rows

    @property
    def line_charts(self) -> list[str]:
        return [self._line("wide"), self._line("narrow")]

    def _line(self, size: str) -> str:
        return line_chart(
            self.area.figures,
            self.state.figures,
            name=self.partnership.short_name,
            compare_name=self.state.place.name,
            start_words=_("first figure"),
            size=size,
        )

    @property
    def fewer_is_better(self) -> bool:
        return self.method.polarity != Method.Polarity.HIGHER

    @cached_property
    def places(self) -> Places:
        return Places(
            series=self.of_places,
            area=self.area,
            state=self.state,
            indicator=self.indicator,
            year=words.year(self.latest),
            area_name=self.partnership.short_name,
            is_stale=self.is_stale,
            fewer_is_better=self.fewer_is_better,
        )

    @cached_property
    def groups(self) -> Groups:
        return Groups(
            series=self.of_groups,
            everybody=self.state,
            year=words.year(self.latest),
            fewer_is_better=self.fewer_is_better,
        )


def measure_page(indicator: Indicator, today: datetime.date) -> MeasurePage | None:
    """
    The page of one measure, or None while nothing of it is published.

    Four queries, whatever the number of places and years.
    """
    figures = list(
        Figure.objects.public()
        .filter(indicator=indicator)
        .select_related("place", "release__run", "release__feed__source", "release__method")
        .order_by("period_end")
    )
    if not figures:
        return None
    release = figures[0].release
    series = _series(figures, release)
    everybody = [one for one in series if one.dims == EVERYBODY]
    area = next((one for one in everybody if one.place.kind == Place.Kind.AREA), None)
    state = next((one for one in everybody if one.place.kind == Place.Kind.STATE), None)
    if area is None or state is None or area.latest is None:
        return None
    shires = [one for one in everybody if one.place.kind == Place.Kind.LGA]
    return MeasurePage(
        indicator=indicator,
        method=release.method,
        release=release,
        partnership=AreaPartnership.objects.select_related("area").get(),
        area=area,
        state=state,
        of_places=sorted(shires, key=lambda one: one.place.name),
        of_groups=[
            one
            for dims in GROUPS
            for one in series
            if one.dims == dims and one.place == state.place
        ],
        fresh=words.fresh(area.latest, release.method, today),
    )


def _series(figures: Iterable[Figure], release: Release) -> list[Series]:
    """The figures by place and group, each with the words that were decided for it."""
    summaries = {
        (summary.place_id, summary.dims): summary
        for summary in SeriesSummary.objects.filter(release=release).select_related(
            "place", "start__place", "latest__place"
        )
    }
    found: dict[tuple[int, str], Series] = {}
    for figure in figures:
        key = (figure.place_id, figure.dims)
        one = found.setdefault(key, Series(figure.place, figure.dims, [], summaries[key]))
        one.figures.append(figure)
    return list(found.values())
