"""The verbs of the desk."""

from backbone.services.nudges import mail_nudge, note_nudge
from backbone.services.plans import apply_plan, read_plan, undo_plan

__all__ = ["apply_plan", "mail_nudge", "note_nudge", "read_plan", "undo_plan"]
