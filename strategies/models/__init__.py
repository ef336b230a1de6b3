from strategies.models.strategies import Strategy, Visibility
from strategies.models.work import Action, Update, UpdateVersion

__all__ = ["Action", "Strategy", "Update", "UpdateVersion", "Visibility"]
