from strategies.models.learning import UpdateFinding
from strategies.models.rating import Assessment, LeverageRound
from strategies.models.strategies import (
    ChoiceRecord,
    Strategy,
    StrategyOutcome,
    StrategyPartner,
    Visibility,
)
from strategies.models.work import Action, Evidence, Update, UpdateVersion

__all__ = [
    "Action",
    "Assessment",
    "ChoiceRecord",
    "Evidence",
    "LeverageRound",
    "Strategy",
    "StrategyOutcome",
    "StrategyPartner",
    "Update",
    "UpdateFinding",
    "UpdateVersion",
    "Visibility",
]
