"""The figures of one place and group, as a page handles them."""

from dataclasses import dataclass

from measurement.models import Figure, SeriesSummary
from partnership.models import Place


@dataclass
class Series:
    """The figures of one place and group, oldest first, and what they say."""

    place: Place
    dims: str
    figures: list[Figure]
    summary: SeriesSummary

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


def in_year(some: list[Series], year: int) -> list[Figure]:
    """The figure of that year of each series that has one."""
    return [figure for series in some if (figure := series.in_year(year))]
