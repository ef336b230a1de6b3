from agenda.models.agreeing import Comment, Endorsement
from agenda.models.versions import (
    Agenda,
    CoreStrategy,
    CoreStrategyText,
    Outcome,
    OutcomeText,
    Principle,
)
from agenda.models.voices import Aspiration, AspirationLink

__all__ = [
    "Agenda",
    "Aspiration",
    "AspirationLink",
    "Comment",
    "CoreStrategy",
    "CoreStrategyText",
    "Endorsement",
    "Outcome",
    "OutcomeText",
    "Principle",
]
