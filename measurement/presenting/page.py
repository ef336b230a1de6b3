"""All that a page shows of one measure, collected from its current release. Reads only."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agenda.models import OutcomeText
from measurement import words
from measurement.charts.line import line_chart
from measurement.freshness import Freshness
from measurement.models import Figure, Indicator, Method, Release, Run, SeriesSummary, Target
from measurement.presenting.groups import Groups
from measurement.presenting.overview import all_measures
from measurement.presenting.places import Places
from measurement.presenting.series import Series
from measurement.presenting.target import TargetWords
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
    today: datetime.date
    own: Series | None = None  # the place that the reader chose

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

    @cached_property
    def read_last(self) -> datetime.date | None:
        """When we could last read the source, if we cannot now; None while we can."""
        ended = self.release.feed.runs.exclude(state__in=Run.OPEN).order_by("-number")
        last, good = ended.first(), ended.filter(state__in=Run.GOOD)
        if last is None or last.state in Run.GOOD:
            return None
        return timezone.localdate(good.latest("number").finished_at)

    @property
    def headline(self) -> str:
        return words.headline(self.summary, self.indicator, self.method)

    @cached_property
    def target(self) -> TargetWords | None:
        """What the partners agreed to reach for the Area, None if they have not."""
        found = (
            Target.objects.filter(
                indicator=self.indicator, place=self.area.place, state=Target.State.AGREED
            )
            .select_related("decision__group")
            .first()
        )
        return found and TargetWords(found, self.method, self.summary, self.is_stale, self.today)

    @cached_property
    def outcomes(self) -> list[OutcomeText]:
        """What it tells us about, in the words of the agenda in force."""
        return list(
            OutcomeText.objects.filter(
                agenda__state="adopted", outcome__indicator_links__indicator=self.indicator
            )
            .select_related("outcome")
            .order_by("order")
        )

    @cached_property
    def answer(self) -> str:
        """The home page's answer, from all measures."""
        return words.answer([one.summary for one in all_measures(self.today)])

    @property
    def measured(self) -> str:
        """What a chart shows, for the line below its title."""
        about = {
            "who": self.indicator.who,
            "what": self.indicator.what,
            "counted": capfirst(self.indicator.counted),
        }
        if self.method.is_share:
            return _("Share of %(who)s who %(what)s") % about
        return _("%(counted)s for every 100,000 %(who)s") % about

    @property
    def value_name(self) -> str:
        return _("Share") if self.method.is_share else _("For every 100,000")

    @property
    def counts_name(self) -> str:
        return capfirst(self.indicator.counted)

    @property
    def is_of_days(self) -> bool:
        """Whether a figure speaks of one day, not of a year."""
        return words.is_of_a_day(self.latest)

    @property
    def day_name(self) -> str:
        """What heads the column that says when."""
        return _("Day") if self.is_of_days else _("Year")

    @property
    def period_note(self) -> str:
        """Said where a period is no calendar year."""
        end = self.latest.period_end
        if self.is_of_days:
            return _("Each number is of one day, %(day)s of its year.") % {
                "day": date_format(end, "j F")
            }
        if end.month == 12:
            return ""
        return _("Each year is the 12 months to the end of %(month)s.") % {
            "month": date_format(end, "F")
        }

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
        if self.summary.start and self.summary.start != now and not self.target:
            start = self.summary.start
            found.append((_("Compared with (%(year)s)"), start, self._counted(start)))
        if first and first not in (now, self.summary.start):
            found.append((_("First figure (%(year)s)"), first, self._counted(first)))
        target = self.target and {
            "name": _("Target (%(due)s)") % {"due": self.target.due},
            "value": self.target.value,
            "below": _("Agreed by the partners"),
        }
        if state:
            found.append((_("Victoria (%(year)s)"), state, self._state_before()))
        drawn = [
            {
                "name": name % {"year": words.day_or_year(figure)},
                "value": words.value(figure),
                "below": below,
            }
            for name, figure, below in found
        ]
        return [*drawn[:1], *([target] if target else []), *drawn[1:]]

    def _counted(self, figure: Figure) -> str:
        text = words.counts(figure)
        return text and f"{text} {self.counted_in}"

    @property
    def counted_in(self) -> str:
        """What stands behind the counts: the larger of the two is so many of these."""
        return self.indicator.counted if self.method.is_share else self.indicator.who

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
        """The first and the last year of the chart, in which the state may have more of them."""
        found = [words.year(figure) for figure in (*self.area.figures, *self.state.figures)]
        return min(found), max(found)

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
        return self._years(self.area)

    @property
    def own_table(self) -> list[dict]:
        return self._years(self.own)

    def _years(self, series: Series) -> list[dict]:
        """One row a year, newest first: the place, its range, and the state."""
        rows = []
        for figure in reversed(series.figures):
            state = self.state.in_year(words.year(figure))
            rows.append(
                {
                    "day": words.day_or_year(figure),
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

    @property
    def start_words(self) -> str:
        """What stands at the first point: it is a start only where a target starts from it."""
        first = next((figure for figure in self.area.figures if figure.is_shown), None)
        starts_here = first and self.target and self.target.target.start_on == first.period_end
        return _("start point") if starts_here else _("first figure")

    def _line(self, size: str) -> str:
        return line_chart(
            self.area.figures,
            self.state.figures,
            name=self.partnership.short_name,
            compare_name=self.state.place.name,
            start_words=self.start_words,
            target=self.target and self.target.on_chart,
            unit=self.method.suffix,
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
            suffix=self.method.suffix,
            is_background=self.method.is_background,
        )

    @cached_property
    def groups(self) -> Groups:
        return Groups(
            series=self.of_groups,
            everybody=self.state,
            year=words.year(self.latest),
            fewer_is_better=self.fewer_is_better,
            suffix=self.method.suffix,
        )


def measure_page(indicator: Indicator, today: datetime.date, place: str = "") -> MeasurePage | None:
    """
    The page of one measure, or None while nothing of it is published. ``place``: the slug of the
    local government area that the reader chose.

    Three queries, whatever the number of places and years; the target is a fourth.
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
        today=today,
        own=next((one for one in shires if one.place.slug == place), None),
    )


def _series(figures: Iterable[Figure], release: Release) -> list[Series]:
    """The figures by place and group, each with the words that were decided for it."""
    summaries = {
        (summary.place_id, summary.dims): summary
        for summary in SeriesSummary.objects.filter(release=release).select_related(
            "place", "start__place", "latest__place"
        )
    }
    for summary in summaries.values():
        summary.release = release
        for figure in filter(None, (summary.start, summary.latest)):
            figure.release = release
    found: dict[tuple[int, str], Series] = {}
    for figure in figures:
        key = (figure.place_id, figure.dims)
        one = found.setdefault(key, Series(figure.place, figure.dims, [], summaries[key]))
        one.figures.append(figure)
        figure.release = release
    return list(found.values())
