from backbone.models.desk import Nudge, PlanImport
from backbone.models.meetings import AgendaItem, Meeting, Task
from backbone.models.stewardship import AdvocacyAsk, AskStep, Grant, GrantAllocation, Resource

__all__ = [
    "AdvocacyAsk",
    "AgendaItem",
    "AskStep",
    "Grant",
    "GrantAllocation",
    "Meeting",
    "Nudge",
    "PlanImport",
    "Resource",
    "Task",
]
