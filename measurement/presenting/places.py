"""The part of a measure's page that answers: where?"""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from measurement import words
from measurement.charts.bars import bars_chart
from measurement.charts.outlines import Outline
from measurement.charts.places_map import places_map
from measurement.models import Indicator
from measurement.presenting.series import Series, SideBySide, in_year
from measurement.rounding import value_decimals


@dataclass
class Places:
    """The local government areas side by side, in the latest year of the Area."""

    series: list[Series]
    area: Series
    state: Series
    indicator: Indicator
    year: int
    area_name: str
    is_stale: bool
    fewer_is_better: bool
    suffix: str = "%"
    is_background: bool = False

    @property
    def names(self) -> str:
        return _list([series.place.name for series in self.series])

    @property
    def rows(self) -> list[dict]:
        """The places, the worst off first, with what each one's own years say."""
        return [
            {
                "place": series.place,
                "value": words.value(figure),
                "counts": words.counts(figure),
                "range": words.range_side_by_side(figure),
                "status": words.status(series.summary, self.is_stale),
                "status_kind": words.status_kind(series.summary),
            }
            for series in self._worst_first()
            if (figure := series.in_year(self.year))
        ]

    @property
    def every_year(self) -> list[dict]:
        """The long table: a row a year, a cell a place."""
        return [
            {
                "day": words.day_or_year(figure),
                "cells": [series.in_year(words.year(figure)) for series in self.series],
            }
            for figure in sorted(self.area.figures, key=words.year, reverse=True)
        ]

    @property
    def is_all_published(self) -> bool:
        cells = [cell for row in self.every_year for cell in row["cells"]]
        return all(cell and cell.is_shown for cell in cells)

    def _worst_first(self) -> list[Series]:
        def key(series: Series):
            figure = series.in_year(self.year)
            shown = figure is not None and figure.is_shown
            value = figure.value if shown else 0
            return (not shown, -value if self.fewer_is_better else value, series.place.name)

        return sorted(self.series, key=key)

    @property
    def title(self) -> str:
        """The finding of the map: from the lowest to the highest share."""
        found = [f for f in in_year(self.series, self.year) if f.is_shown]
        shown = sorted(found, key=lambda figure: figure.value)
        if len(shown) < 2:
            return _("%(counted)s by place") % {"counted": capfirst(self.indicator.counted)}
        return _("From %(low)s in %(low_place)s to %(high)s in %(high_place)s") % {
            "low": words.value(shown[0]),
            "low_place": shown[0].place.name,
            "high": words.value(shown[-1]),
            "high_place": shown[-1].place.name,
        }

    @property
    def sentence(self) -> str:
        """Which places differ from the rest of the state, by the test made at release."""
        if self.is_background:
            return _("The numbers differ from place to place. That is neither good nor bad.")
        if not self.suffix:
            return _(
                "The numbers differ from place to place. One family can be counted more than once, "
                "so we do not say which differences are more than chance."
            )
        higher = [s.place.name for s in self.series if s.summary.against_state == "higher"]
        lower = [s.place.name for s in self.series if s.summary.against_state == "lower"]
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
        if len(higher) + len(lower) < len(self.series):
            said.append(
                _("For the other places the difference could be chance.")
                if said
                else _(
                    "The numbers differ from place to place, but the differences from the rest "
                    "of Victoria could be chance."
                )
            )
        return " ".join(said)

    @property
    def day(self) -> str:
        """“2019”, or “30 June 2020”: what the places side by side speak of."""
        figure = self.area.in_year(self.year)
        return words.day_or_year(figure) if figure else str(self.year)

    @property
    def few_note(self) -> str:
        """Why one share has a place after the point and another has none (method M0)."""
        found = [f for f in in_year(self.series, self.year) if f.is_shown]
        if not self.suffix or all(value_decimals(f.denominator, self.suffix) for f in found):
            return ""
        return _(
            "Where fewer than 100 were counted, the share is a whole number: with so few, more "
            "digits would mean nothing."
        )

    @property
    def map(self) -> str:
        return places_map(
            in_year(self.series, self.year),
            {s.place.name: Outline(**s.place.outline) for s in self.series if s.place.outline},
            view_box=self.area.place.outline.get("view_box", ""),
            not_published=_("Not published"),
            unit=self.suffix,
        )

    @property
    def bars(self) -> str:
        state = self.state.in_year(self.year)
        return bars_chart(
            [SideBySide(figure) for figure in in_year(self.series, self.year)],
            self.area.in_year(self.year),
            state and SideBySide(state),
            area_name=self.area_name,
            not_published=_("Not published"),
            fewer_is_better=self.fewer_is_better,
            unit=self.suffix,
        )


def _list(names: list[str]) -> str:
    """“Moira and Greater Shepparton”, in the reader's language."""
    if len(names) == 1:
        return names[0]
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
