"""
What a person is asked before her words are used. A new wording gets a new version: what somebody
said yes to stays on record as it was asked (SECURITY R54).
"""

from django.utils import timezone
from django.utils.translation import get_language

WORDING = "1"  # the labels of Contribution.Consent and the sentences beside them on the form


def as_asked_now() -> dict:
    return {
        "consent_wording": WORDING,
        "consent_language": get_language() or "en-au",
        "consent_on": timezone.localdate(),
    }
