"""What people do with their own words, and what the team does with them."""

from engagement.services.answers import (
    close_question,
    consider_question,
    open_question,
    publish_answer,
    take_back_answer,
)
from engagement.services.followers import ask_to_follow, confirm_following, stop_following
from engagement.services.moderation import (
    Incomplete,
    close_flag,
    count_only,
    decline,
    flag,
    open_voice,
    publish,
    read_again,
    redact,
    set_themes,
    share_with_partners,
    take_up,
    translate,
)
from engagement.services.news import publish_news, take_back_news, tell_followers
from engagement.services.retention import forget_what_is_old
from engagement.services.voices import (
    apply_list,
    by_receipt,
    change_consent,
    correct,
    is_kept,
    send,
    withdraw,
    write_down_for,
)
from engagement.services.withdrawals import write_list

__all__ = [
    "Incomplete",
    "apply_list",
    "ask_to_follow",
    "by_receipt",
    "change_consent",
    "close_flag",
    "close_question",
    "confirm_following",
    "consider_question",
    "correct",
    "count_only",
    "decline",
    "flag",
    "forget_what_is_old",
    "is_kept",
    "open_question",
    "open_voice",
    "publish",
    "publish_answer",
    "publish_news",
    "read_again",
    "redact",
    "send",
    "set_themes",
    "share_with_partners",
    "stop_following",
    "take_back_answer",
    "take_back_news",
    "take_up",
    "tell_followers",
    "translate",
    "withdraw",
    "write_down_for",
    "write_list",
]
