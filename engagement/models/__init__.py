from engagement.models.answers import Answer, NewsItem, Subscriber
from engagement.models.moderation import Redaction, SafetyFlag, Withdrawal
from engagement.models.voices import (
    AspirationContribution,
    Contribution,
    ContributionTheme,
    Question,
    Theme,
)

__all__ = [
    "Answer",
    "AspirationContribution",
    "Contribution",
    "ContributionTheme",
    "NewsItem",
    "Question",
    "Redaction",
    "SafetyFlag",
    "Subscriber",
    "Theme",
    "Withdrawal",
]
