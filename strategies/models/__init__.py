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
    "ChoiceRecord",
    "Strategy",
    "StrategyOutcome",
    "StrategyPartner",
    "Update",
    "UpdateVersion",
    "Visibility",
]
