from measurement.models import raw  # noqa: F401  (its class is not re-exported: contract 3)
from measurement.models.feeds import Feed, Recipe, Snapshot, Source, StandingApproval
from measurement.models.indicators import Indicator, IndicatorOutcome, Method
from measurement.models.learning import EvidenceItem, Finding, LearningQuestion
from measurement.models.releases import Figure, Release, SeriesSummary
from measurement.models.runs import Run
from measurement.models.targets import Target

__all__ = [
    "EvidenceItem",
    "Feed",
    "Figure",
    "Finding",
    "Indicator",
    "IndicatorOutcome",
    "LearningQuestion",
    "Method",
    "Recipe",
    "Release",
    "Run",
    "SeriesSummary",
    "Snapshot",
    "Source",
    "StandingApproval",
    "Target",
]
