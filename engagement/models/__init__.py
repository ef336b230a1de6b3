from engagement.models.answers import Answer, NewsItem, Subscriber
from engagement.models.voices import (
    AspirationContribution,
    Contribution,
    ContributionTheme,
    Question,
    Redaction,
    SafetyFlag,
    Theme,
    Withdrawal,
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
