"""The two secret links in mails to followers: one to confirm, one to stop. Neither is stored."""

from django.core import signing
from django.urls import reverse

from engagement.promises import PENDING_FOR
from partnership import mail

CONFIRM, UNSUBSCRIBE = "engagement.confirm", "engagement.unsubscribe"
_DAY = 24 * 3600  # seconds


@mail.opener(CONFIRM)
def confirm_path(subscriber: int) -> str:
    return reverse("engagement:confirm", args=[signing.dumps(subscriber, salt=CONFIRM)])


@mail.opener(UNSUBSCRIBE, one_click=True)
def unsubscribe_path(subscriber: int) -> str:
    return reverse("engagement:unsubscribe", args=[signing.dumps(subscriber, salt=UNSUBSCRIBE)])


def who_confirms(token: str) -> int | None:
    """The follower of a link to confirm; None if it is not ours, or older than a week."""
    return _read(token, CONFIRM, PENDING_FOR * _DAY)


def who_stops(token: str) -> int | None:
    """The follower of a link to stop. It works as long as the mail is kept."""
    return _read(token, UNSUBSCRIBE, None)


def _read(token: str, salt: str, max_age: int | None) -> int | None:
    try:
        return signing.loads(token, salt=salt, max_age=max_age)
    except signing.BadSignature:
        return None
