"""The verbs of the desk, of meetings, and of what we ask for."""

from backbone.services.meetings import (
    answer_ask,
    cancel,
    confirm_minutes,
    drop_task,
    finish_task,
    hold,
    put_ask,
    reopen_task,
    see_ask_done,
    send_papers,
)
from backbone.services.nudges import mail_nudge, note_nudge
from backbone.services.plans import apply_plan, read_plan, undo_plan

__all__ = [
    "answer_ask",
    "apply_plan",
    "cancel",
    "confirm_minutes",
    "drop_task",
    "finish_task",
    "hold",
    "mail_nudge",
    "note_nudge",
    "put_ask",
    "read_plan",
    "reopen_task",
    "see_ask_done",
    "send_papers",
    "undo_plan",
]
