"""
How long a session lasts, who has which, and how it ends (SECURITY R7).

Django's session row is what lets somebody in; allauth's UserSession says whose it is and where it
began. A session remembers when it began, when it was last used, and when its owner came back from
being away.
"""

import datetime
import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import user_logged_in
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.dispatch import receiver

from partnership.events import record
from partnership.models import User
from partnership.permissions import authorise

BEGAN, SEEN, CAME_BACK = "began_at", "seen_at", "came_back_at"  # seconds since 1970
ACTS_FOR = "acts_for"  # the number of an organisation
NOTED_EVERY = 60  # seconds: not each click writes to the database


@receiver(user_logged_in)
def begin(sender, request, user, **kwargs) -> None:
    request.session[BEGAN] = request.session[SEEN] = time.time()
    request.session.pop(CAME_BACK, None)


def is_over(request) -> bool:
    """Whether this session was idle, or has lasted, for too long."""
    now, session = time.time(), request.session
    longest = (
        settings.SESSION_LONGEST_BACKBONE if request.user.is_staff else settings.SESSION_LONGEST
    )
    return (
        now - session.get(SEEN, now) > settings.SESSION_IDLE
        or now - session.get(BEGAN, now) > longest
    )


def note_use(request) -> None:
    """Write down that the session is in use, and when its owner came back from being away."""
    now, session = time.time(), request.session
    session.setdefault(BEGAN, now)
    seen = session.get(SEEN, 0)
    if seen and now - seen > settings.SESSION_IDLE_ADMIN:
        session[CAME_BACK] = now
    if now - seen > NOTED_EVERY:
        session[SEEN] = now


def must_confirm(request) -> bool:
    """Whether the owner was away too long for the admin and has not said yet that it is her."""
    came_back = request.session.get(CAME_BACK)
    if not came_back:
        return False
    proofs = get_authentication_records(request, request.user)
    return all(proof["at"] < came_back for proof in proofs)


def confirmed_lately(request) -> bool:
    """Whether a password, code or passkey was given in the last minutes, at sign-in or since."""
    proofs = get_authentication_records(request, request.user)
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(proof["at"] > since for proof in proofs)


def of(user: User) -> list[UserSession]:
    """Her sessions that still let somebody in, the newest first; each with ``seen_at``."""
    found = []
    for session in UserSession.objects.filter(user_id=user.pk).order_by("-created_at", "-pk"):
        held = SessionStore(session.session_key).load()
        if held:
            seen = held.get(SEEN)
            session.seen_at = seen and datetime.datetime.fromtimestamp(seen, datetime.UTC)
            found.append(session)
    return found


@transaction.atomic
def end_one(session: UserSession, *, by: User) -> None:
    session.end()
    record("partnership.user.session_ended", by, by=by)


@transaction.atomic
def end_all(user: User, *, by: User) -> int:
    """
    End every session of a person; gives how many there were.

    Raises:
        NotAllowed: ``by`` is neither she herself nor looks after people.
    """
    authorise(by, "partnership.end_sessions", user)
    number = drop(user)
    record("partnership.user.sessions_ended", user, by=by, number=number)
    return number


def drop(user: User) -> int:
    """End every session of a person as a part of something else; gives how many there were."""
    theirs = list(UserSession.objects.filter(user_id=user.pk))
    for session in theirs:
        session.end()
    return len(theirs)


@transaction.atomic
def end_others(request, user: User) -> None:
    """End all but the one in use."""
    mine = UserSession.objects.filter(user_id=user.pk)
    others = list(mine.exclude(session_key=request.session.session_key))
    for session in others:
        session.end()
    if others:
        record("partnership.user.sessions_ended", user, by=user, number=len(others))


@receiver(password_changed)
def _new_password(sender, request, user, **kwargs) -> None:
    with transaction.atomic():
        record("partnership.user.password_changed", user, by=user)
        end_others(request, user)
