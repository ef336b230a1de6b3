"""All that a page shows of one measure, collected from its current release. Reads only."""

import datetime
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from measurement import words
from measurement.charts.bars import bars_chart
from measurement.charts.gap import gap_chart
from measurement.charts.line import line_chart
from measurement.charts.outlines import Outline
from measurement.charts.places_map import places_map
from measurement.freshness import Freshness
from measurement.models import Figure, Indicator, Method, Release, SeriesSummary
from partnership.models import AreaPartnership, Place

EVERYBODY = ""
GROUPS = ["sex=male", "sex=female"]


@dataclass
class Series:
    """The figures of one place and group, oldest first, and what they say."""

    place: Place
    dims: str
    figures: list[Figure]
    summary: SeriesSummary | None = None

    @property
    def latest(self) -> Figure | None:
        shown = [figure for figure in self.figures if figure.is_shown]
        return shown[-1] if shown else None

    def in_year(self, year: int) -> Figure | None:
        return next((f for f in self.figures if f.period_end.year == year), None)


class SideBySide:
    """A figure that stands beside many others: its range is the wider one (method M0)."""

    def __init__(self, figure: Figure):
        self._figure = figure
        self.low, self.high = figure.low_998, figure.high_998

    def __getattr__(self, name):
        return getattr(self._figure, name)


@dataclass
class MeasurePage:
    """One measure as the public sees it today. Templates read it; nothing here is tested anew."""

    indicator: Indicator
    method: Method
    release: Release
    partnership: AreaPartnership
    area: Series
    state: Series
    places: list[Series]
    groups: list[Series]
    fresh: Freshness
    words: dict = field(default_factory=dict)

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
            "No line for %(years)s: the number of one shire is not published, to protect "
            "people’s privacy, so we cannot add up the Area."
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
    def place_rows(self) -> list[dict]:
        """The places, highest share first, with what each one's own years say."""
        rows = []
        for series in self._places_by_value():
            figure = series.in_year(words.year(self.latest)) or series.figures[-1]
            rows.append(
                {
                    "place": series.place,
                    "value": words.value(figure),
                    "is_shown": figure.is_shown,
                    "counts": words.counts(figure),
                    "range": words.range_side_by_side(figure),
                    "status": words.status(series.summary, self.is_stale),
                    "status_kind": words.status_kind(series.summary),
                }
            )
        return rows

    @property
    def every_year(self) -> list[dict]:
        """The long table: a row a year, a cell a place."""
        return [
            {
                "year": year,
                "cells": [series.in_year(year) for series in self.places],
            }
            for year in sorted({words.year(f) for f in self.area.figures}, reverse=True)
        ]

    def _places_by_value(self) -> list[Series]:
        latest = words.year(self.latest)

        def key(series: Series):
            figure = series.in_year(latest)
            shown = figure is not None and figure.is_shown
            return (not shown, -figure.value if shown else 0, series.place.name)

        return sorted(self.places, key=key)

    @property
    def places_title(self) -> str:
        """The finding of the map: from the lowest to the highest share."""
        figures = [s.in_year(words.year(self.latest)) for s in self._places_by_value()]
        shown = [f for f in figures if f and f.is_shown]
        if len(shown) < 2:
            return _("Share of %(counted)s by place") % {"counted": self.indicator.counted}
        return _("From %(low)s in %(low_place)s to %(high)s in %(high_place)s") % {
            "low": words.value(shown[-1]),
            "low_place": shown[-1].place.name,
            "high": words.value(shown[0]),
            "high_place": shown[0].place.name,
        }

    @property
    def places_sentence(self) -> str:
        """Which places differ from the rest of the state, by the test made at release."""
        higher = [s.place.name for s in self.places if s.summary.against_state == "higher"]
        lower = [s.place.name for s in self.places if s.summary.against_state == "lower"]
        said = []
        if higher:
            said.append(
                _("The share is clearly higher than in the rest of Victoria in %(places)s.")
                % {"places": _list(higher)}
            )
        if lower:
            said.append(
                _("The share is clearly lower than in the rest of Victoria in %(places)s.")
                % {"places": _list(lower)}
            )
        if len(higher) + len(lower) < len(self.places):
            said.append(
                _("For the other places the difference could be chance.")
                if said
                else _(
                    "The numbers differ from place to place, but the differences from the rest "
                    "of Victoria could be chance."
                )
            )
        return " ".join(said)

    # --- drawings --------------------------------------------------------------------

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
    def map(self) -> str:
        return places_map(
            self._in_latest_year(self.places),
            {s.place.name: Outline(**s.place.outline) for s in self.places if s.place.outline},
            view_box=self.area.place.outline.get("view_box", ""),
            not_published=_("Not published"),
        )

    @property
    def bars(self) -> str:
        latest = words.year(self.latest)
        return bars_chart(
            [SideBySide(figure) for figure in self._in_latest_year(self.places)],
            self.area.in_year(latest),
            SideBySide(self.state.in_year(latest)),
            area_name=self.partnership.short_name,
            not_published=_("Not published"),
            fewer_is_better=self.fewer_is_better,
        )

    @property
    def fewer_is_better(self) -> bool:
        return self.method.polarity != Method.Polarity.HIGHER

    @property
    def gap_charts(self) -> list[str]:
        latest = words.year(self.latest)
        figures = self._in_latest_year(self.groups)
        everybody = self.state.in_year(latest)
        if not figures or everybody is None:
            return []
        names = {"sex=male": _("Boys"), "sex=female": _("Girls")}
        return [
            gap_chart(
                everybody,
                [(names[figure.dims], figure) for figure in figures],
                everyone_name=_("All children"),
                not_published=_("Not published"),
                fewer_is_better=self.fewer_is_better,
                size=size,
            )
            for size in ("wide", "narrow")
        ]

    @property
    def gap_title(self) -> str:
        latest = words.year(self.latest)
        by_group = {s.dims: s.in_year(latest) for s in self.groups}
        boys, girls = by_group.get("sex=male"), by_group.get("sex=female")
        if not boys or not girls or not (boys.is_shown and girls.is_shown):
            return ""
        parts = {"boys": words.value(boys), "girls": words.value(girls)}
        return _("%(boys)s of boys and %(girls)s of girls") % parts

    def _in_latest_year(self, some: list[Series]) -> list[Figure]:
        latest = words.year(self.latest)
        return [figure for series in some if (figure := series.in_year(latest))]


def measure_page(indicator: Indicator, today: datetime.date) -> MeasurePage | None:
    """
    The page of one measure, or None while nothing of it is published.

    Four queries, whatever the number of places and years.
    """
    figures = list(
        Figure.objects.public()
        .filter(indicator=indicator)
        .select_related("place", "release__run", "release__feed__source", "release__feed__method")
        .order_by("period_end")
    )
    if not figures:
        return None
    release = figures[0].release
    summaries = {
        (summary.place_id, summary.dims): summary
        for summary in SeriesSummary.objects.filter(
            release=release, indicator=indicator
        ).select_related("place", "start__place", "latest__place")
    }
    series: dict[tuple[int, str], Series] = {}
    for figure in figures:
        key = (figure.place_id, figure.dims)
        one = series.setdefault(key, Series(figure.place, figure.dims, [], summaries.get(key)))
        one.figures.append(figure)
    partnership = AreaPartnership.objects.select_related("area").get()
    everybody = [s for s in series.values() if s.dims == EVERYBODY]
    area = next((s for s in everybody if s.place.kind == Place.Kind.AREA), None)
    state = next((s for s in everybody if s.place.kind == Place.Kind.STATE), None)
    if area is None or state is None or area.latest is None:
        return None
    method = release.feed.method
    return MeasurePage(
        indicator=indicator,
        method=method,
        release=release,
        partnership=partnership,
        area=area,
        state=state,
        places=sorted(
            (s for s in everybody if s.place.kind == Place.Kind.LGA), key=lambda s: s.place.name
        ),
        groups=[
            s
            for dims in GROUPS
            for s in series.values()
            if s.dims == dims and s.place == state.place
        ],
        fresh=words.fresh(area.latest, method, today),
    )


def _list(names: list[str]) -> str:
    """“Moira and Greater Shepparton”, in the reader's language."""
    if len(names) == 1:
        return names[0]
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
