"""The verbs about people: invite, take back, accept."""

import datetime
import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from partnership.errors import NotAllowed, TooLate
from partnership.events import record
from partnership.models import Invitation, Membership, Organisation, User
from partnership.permissions import authorise

INVITATION_LASTS = datetime.timedelta(days=7)


@transaction.atomic
def invite(
    email: str, *, by: User, organisation: Organisation, role: str
) -> tuple[Invitation, str]:
    """
    Invite a person. Gives the invitation and its token, which is shown once and kept nowhere.

    Raises:
        NotAllowed: ``by`` looks after neither the partnership nor its accounts.
        TooLate: the person already works for this organisation.
    """
    authorise(by, "partnership.invite")
    if role == Membership.Role.BACKBONE:
        # A second identity of one's own would make two people of one (SECURITY R50).
        authorise(by, "partnership.invite_backbone")
    if Membership.objects.filter(
        user__email__iexact=email, organisation=organisation, ended_on__isnull=True
    ).exists():
        raise TooLate(_("This person already works for this organisation."))
    invitation = Invitation(
        email=email.lower(),
        organisation=organisation,
        role=role,
        invited_by=by,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    token = invitation_token(invitation)
    invitation.token_hash = _hash(token)
    invitation.save()
    record("partnership.invitation.sent", invitation, by=by, role=role)
    return invitation, token


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """
    Take an invitation back; its link stops working at once.

    Raises:
        TooLate: it was accepted, or taken back before.
    """
    authorise(by, "partnership.invite")
    now = timezone.now()
    still_open = Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, revoked_at__isnull=True
    )
    if not still_open.update(revoked_at=now):
        raise TooLate(_("This invitation was used or taken back before."))
    invitation.revoked_at = now
    record("partnership.invitation.revoked", invitation, by=by)


def invitation_token(invitation: Invitation) -> str:
    """
    The key in an invitation's link. It is made from the row and the portal's secret key, so that
    the worker can mail it and it is kept nowhere; another end makes it another key.
    """
    end = invitation.expires_at.astimezone(datetime.UTC).isoformat()
    about = f"{invitation.email}|{invitation.organisation_id}|{end}"
    return salted_hmac("partnership.invitation", about, algorithm="sha256").hexdigest()


def find_invitation(token: str) -> Invitation | None:
    """The invitation a link belongs to, whatever became of it."""
    return (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(token_hash=_hash(token))
        .first()
    )


def account_of(invitation: Invitation) -> User | None:
    """The account that the invited address has already, if it has one."""
    return User.objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, by: User | None = None, name: str = "", password: str = ""
) -> User:
    """
    Make the membership that an invitation promises, and the account if there is none. Once.

    A person who has an account must be signed in with it, as ``by``: whoever holds the link of
    an invitation does not hold the account.

    Raises:
        NotAllowed: the invited address has an account, and ``by`` is not it or may not sign in.
        TooLate: the invitation was used, taken back, or its 7 days are over.
    """
    user = account_of(invitation)
    if user is not None and (by != user or not user.is_active):
        raise NotAllowed(
            _("This invitation is for %(email)s. Sign in with that account to accept it.")
            % {"email": invitation.email}
        )
    now = timezone.now()
    still_open = Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now
    )
    if not still_open.update(accepted_at=now):
        raise TooLate(_("This invitation has been used or has ended. Ask for a new one."))
    if user is None:
        user = User.objects.create(email=invitation.email, name=name, password=password)
    membership = Membership.objects.create(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        starts_on=timezone.localdate(),
    )
    record("partnership.invitation.accepted", invitation, by=user)
    record("partnership.membership.started", membership, by=user, role=invitation.role)
    return user


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
