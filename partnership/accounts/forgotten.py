"""
A forgotten password (SECURITY R3, R5): asked for by anybody, mailed to the owner of an account.

The link works once and for 30 minutes. Its key is made from what the account is at that moment, so
it ends with the next sign-in, another email or another password. A new password opens nothing: all
sessions end, and its owner signs in as ever, with her second step.
"""

import datetime
import logging

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership import mail
from partnership.accounts import sessions
from partnership.errors import TooLate
from partnership.events import record, ring_after_commit
from partnership.models import PasswordRequest, User

logger = logging.getLogger(__name__)


class _Keys(PasswordResetTokenGenerator):
    """They last 30 minutes (PASSWORD_RESET_TIMEOUT), also in the hour that comes twice."""

    def _now(self):
        return timezone.now().astimezone(datetime.UTC).replace(tzinfo=None)


_KEYS = _Keys()


@transaction.atomic
def ask(email: str) -> None:
    """Note that somebody asks; the worker decides, so that the page does the same for everybody."""
    PasswordRequest.objects.create(email=email)
    ring_after_commit()


@transaction.atomic
def answer() -> int:
    """
    Queue a mail for each request whose email has an account. Gives how many.

    A request is gone afterwards, whatever became of it: who gets no mail asks again, and what was
    typed is not kept.
    """
    queued = 0
    for request in PasswordRequest.objects.select_for_update(skip_locked=True).order_by("pk"):
        try:
            with transaction.atomic():
                queued += _answer(request)
        except Exception as error:  # the other mails of the portal must not wait for this one
            logger.error("new_password.failed", extra={"why": type(error).__name__})
        request.delete()
    return queued


def _answer(request: PasswordRequest) -> bool:
    user = User.objects.filter(email__iexact=request.email).first()
    if user is None or not _may_have_one(user):
        return False
    _mail_the_link(user, key=f"new-password:{request.pk}")
    return True


def owner_of(token: str, *, for_change: bool = False) -> User | None:
    """Whose password a link sets; None if it was used, has ended, or never was one of ours."""
    number, _dot, key = token.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    users = User.objects.select_for_update() if for_change else User.objects.all()
    user = users.filter(pk=int(number)).first()
    is_right = user is not None and _may_have_one(user) and _KEYS.check_token(user, key)
    return user if is_right else None


@transaction.atomic
def set_new(token: str, password: str) -> User:
    """
    Give the owner of a link a new password, and end all her sessions. Once.

    Raises:
        TooLate: the link was used or has ended.
    """
    user = owner_of(token, for_change=True)
    if user is None:
        raise TooLate(_("This link was used, or its 30 minutes are over. Ask for a new one."))
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions.drop(user)
    record("partnership.user.password_reset", user, by=user)
    return user


def _may_have_one(user: User) -> bool:
    """Who cannot sign in, or has not accepted the invitation yet, has no password to forget."""
    return user.is_active and user.kind == User.Kind.PERSON and user.has_usable_password()


@mail.opener("partnership.new_password")
def path(pk: int) -> str:
    user = User.objects.get(pk=pk)
    return reverse("account_reset_password_from_key", args=[f"{pk}.{_KEYS.make_token(user)}"])


def _mail_the_link(user: User, *, key: str) -> None:
    until = _("The link works once, for 30 minutes from the moment this email was sent.")
    otherwise = _("It was not you? Then do nothing: your password stays as it is.")
    mail.queue(
        "new_password",
        [
            mail.Part(
                _("Somebody asked for a new password for your account, most likely you."),
                label=_("Choose a new password"),
                link=mail.SecretLink("partnership.new_password", (user.pk,)),
            ),
            mail.Part(f"{until} {otherwise}"),
        ],
        to=user,
        key=key,
        subject=_("Your account"),
    )
