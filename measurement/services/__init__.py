"""
The verbs of measurement. Each is the only way its thing happens, whoever asks.

No pandas here: the task hands in what fetches, reads and draws, so the web process stays small.
"""

from measurement.services.bringing import bring_table, brought
from measurement.services.feeds import (
    end_standing_approval,
    give_standing_approval,
    pause_feed,
    resume_feed,
    settings_changed,
    use_recipe,
    worker_user,
)
from measurement.services.learning import (
    agree_finding,
    answer_question,
    decide_because,
    dispute_finding,
    park_question,
    propose_finding,
    reopen_question,
    supersede_finding,
)
from measurement.services.releases import draft_release, publish_release
from measurement.services.runs import queue_run, refresh
from measurement.services.schedule import tick
from measurement.services.targets import agree_target, propose_target, refusal

__all__ = [
    "agree_finding",
    "agree_target",
    "answer_question",
    "bring_table",
    "brought",
    "decide_because",
    "dispute_finding",
    "park_question",
    "propose_finding",
    "propose_target",
    "reopen_question",
    "supersede_finding",
    "draft_release",
    "end_standing_approval",
    "give_standing_approval",
    "pause_feed",
    "publish_release",
    "queue_run",
    "refusal",
    "refresh",
    "resume_feed",
    "settings_changed",
    "tick",
    "use_recipe",
    "worker_user",
]
