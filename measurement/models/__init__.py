from measurement.models import brought, raw  # noqa: F401  (not re-exported: what was fetched)
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
