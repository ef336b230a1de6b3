from strategies.models.learning import UpdateFinding
from strategies.models.rating import Assessment, LeverageRound
from strategies.models.strategies import (
    ChoiceRecord,
    Strategy,
    StrategyOutcome,
    StrategyPartner,
    Visibility,
)
from strategies.models.work import Action, Update, UpdateVersion

__all__ = [
    "Action",
    "Assessment",
    "ChoiceRecord",
    "LeverageRound",
    "Strategy",
    "StrategyOutcome",
    "StrategyPartner",
    "Update",
    "UpdateFinding",
    "UpdateVersion",
    "Visibility",
]
