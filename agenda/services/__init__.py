"""The verbs of the agenda, each with its permission, its guards in words and its event."""

from agenda.services.partners import answer_comment, comment, sign
from agenda.services.versions import (
    adopt,
    draft_version,
    missing_before_comments,
    missing_before_it_is_agreed,
    open_for_comments,
    take_back_to_draft,
    words_changed,
)
from agenda.services.voices import publish, withdraw

__all__ = [
    "adopt",
    "answer_comment",
    "comment",
    "draft_version",
    "missing_before_comments",
    "missing_before_it_is_agreed",
    "open_for_comments",
    "publish",
    "sign",
    "take_back_to_draft",
    "withdraw",
    "words_changed",
]
