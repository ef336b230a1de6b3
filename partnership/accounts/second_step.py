"""
The second step of signing in: who needs one, who has one, and taking it away from a lost phone.

Whoever can act for others needs one: leads, backbone staff, administrators (SECURITY R4). Without
it only the pages to set it up open to them. The demonstration, which answers on its own machine
only, does not insist.
"""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.accounts import sessions
from partnership.errors import TooLate
from partnership.events import record
from partnership.models import AreaPartnership, User
from partnership.permissions import authorise

# Recovery codes only stand in for one of these.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def is_needed(user: User) -> bool:
    """Whether this person can do things that reach beyond herself."""
    return user.is_backbone or user.is_administrator or user.is_lead


def has_one(user: User) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def is_missing(user: User) -> bool:
    """Whether this person has to set one up before anything else opens."""
    return settings.SECOND_STEP_REQUIRED and is_needed(user) and not has_one(user)


def with_second_step(people: QuerySet[User]) -> QuerySet[User]:
    """The people, each with ``second_step``: whether she has one."""
    theirs = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS)
    return people.annotate(second_step=Exists(theirs))


@transaction.atomic
def reset(user: User, *, by: User) -> None:
    """
    Take a person's second step and recovery codes away, and end her sessions.

    At her next sign-in the password is enough, and the first page asks for a new second step.

    Raises:
        NotAllowed: ``by`` is no administrator.
        TooLate: there is nothing to take away.
    """
    authorise(by, "partnership.reset_second_step", user)
    taken, _rows = Authenticator.objects.filter(user_id=user.pk).delete()
    if not taken:
        raise TooLate(_("This person has no second step."))
    sessions.end_all(user, by=by)
    record("partnership.user.second_step_reset", user, by=by)


def note_added(request, *, kind: str) -> None:
    """Whoever got in elsewhere with the password alone is out now."""
    record("partnership.user.second_step_added", request.user, by=request.user, kind_of=kind)
    sessions.end_others(request, request.user)


class SecondStep(DefaultMFAAdapter):
    """allauth's second factor in our words; its secrets are stored encrypted."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code did not work. Wait for the next one."),
        "cannot_delete_authenticator": gettext_lazy(
            "Your role needs a second step. Add another one first, then remove this one."
        ),
    }

    def get_totp_issuer(self) -> str:
        area = AreaPartnership.objects.first()
        return area.short_name if area else super().get_totp_issuer()

    def encrypt(self, text: str) -> str:
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _locks().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays where the role needs one."""
        user = authenticator.user
        if not settings.SECOND_STEP_REQUIRED or not is_needed(user):
            return True
        mine = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)
        return mine.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user, type) -> str:
        return _("My passkey")


def _locks() -> MultiFernet:
    """Made from SECRET_KEY and those it replaced: a stolen copy of the tables opens nothing."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"second step {key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
