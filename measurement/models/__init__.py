from measurement.models import raw  # noqa: F401  (its class is not re-exported: contract 3)
from measurement.models.feeds import Feed, Recipe, Snapshot, Source, StandingApproval
from measurement.models.indicators import Indicator, Method
from measurement.models.releases import Figure, Release, SeriesSummary
from measurement.models.runs import Run

__all__ = [
    "Feed",
    "Figure",
    "Indicator",
    "Method",
    "Recipe",
    "Release",
    "Run",
    "SeriesSummary",
    "Snapshot",
    "Source",
    "StandingApproval",
]
