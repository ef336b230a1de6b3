"""The verbs about people: invite, send again, take back, accept; lead, leave."""

import datetime
import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from partnership.accounts import sessions
from partnership.errors import NotAllowed, TooLate
from partnership.events import record
from partnership.models import Invitation, Membership, Organisation, User
from partnership.people import away, handing_over
from partnership.permissions import authorise

INVITATION_LASTS = datetime.timedelta(days=7)
Role = Membership.Role


# --- invitations ------------------------------------------------------------------------


@transaction.atomic
def invite(
    email: str, *, by: User, organisation: Organisation, role: str
) -> tuple[Invitation, str]:
    """
    Invite a person. Gives the invitation and its token, which is shown once and kept nowhere.

    Raises:
        NotAllowed: ``by`` looks after neither this organisation nor the partnership.
        TooLate: the person already works for this organisation, or is invited to it.
    """
    _may_invite(by, organisation, role)
    if problem := why_not_invite(email, organisation):
        raise TooLate(problem)
    return make_invitation(email, by=by, organisation=organisation, role=role)


def why_not_invite(email: str, organisation: Organisation) -> str:
    """What stands in the way of inviting this address; empty if nothing does."""
    if Membership.objects.filter(
        user__email__iexact=email, organisation=organisation, ended_on__isnull=True
    ).exists():
        return _("This person already works for this organisation.")
    if Invitation.objects.filter(
        email__iexact=email,
        organisation=organisation,
        accepted_at__isnull=True,
        revoked_at__isnull=True,
    ).exists():
        return _("This person is invited already. Send that invitation again, or take it back.")
    return ""


def make_invitation(
    email: str, *, by: User, organisation: Organisation, role: str
) -> tuple[Invitation, str]:
    """Write the invitation down, asking nobody; for ``invite`` and the setup of a portal."""
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
def resend_invitation(invitation: Invitation, *, by: User) -> str:
    """
    Give an invitation a new link for another 7 days; the old link stops working at once.

    Raises:
        TooLate: it was accepted or taken back.
    """
    _may_invite(by, invitation.organisation, invitation.role)
    return renew(invitation, by=by)


def renew(invitation: Invitation, *, by: User) -> str:
    """Give an invitation a new link, asking nobody; for ``resend_invitation`` and the setup."""
    invitation.expires_at = timezone.now() + INVITATION_LASTS
    token = invitation_token(invitation)
    if not _still_open(invitation).update(
        token_hash=_hash(token), expires_at=invitation.expires_at
    ):
        raise TooLate(_("This invitation was used or taken back before."))
    record("partnership.invitation.sent_again", invitation, by=by)
    return token


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """
    Take an invitation back; its link stops working at once.

    Raises:
        TooLate: it was accepted, or taken back before.
    """
    _may_invite(by, invitation.organisation, invitation.role)
    now = timezone.now()
    if not _still_open(invitation).update(revoked_at=now):
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
    """The account that the invited address has; what the setup made has no owner yet."""
    user = User.objects.filter(email__iexact=invitation.email).first()
    return user if user and user.has_usable_password() else None


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
        TooLate: it was used, taken back, its 7 days are over, or she works there already.
    """
    user = account_of(invitation)
    if user is not None and (by != user or not user.is_active):
        raise NotAllowed(
            _("This invitation is for %(email)s. Sign in with that account to accept it.")
            % {"email": invitation.email}
        )
    now = timezone.now()
    if not _still_open(invitation).filter(expires_at__gt=now).update(accepted_at=now):
        raise TooLate(_("This invitation has been used or has ended. Ask for a new one."))
    user = user or _new_account(invitation.email, name, password)
    if user.memberships.filter(organisation=invitation.organisation, ended_on=None).exists():
        raise TooLate(_("You already work for this organisation."))
    membership = Membership.objects.create(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        starts_on=timezone.localdate(),
    )
    record("partnership.invitation.accepted", invitation, by=user)
    record("partnership.membership.started", membership, by=user, role=invitation.role)
    return user


def _new_account(email: str, name: str, password: str) -> User:
    waiting = User.objects.filter(email__iexact=email).first()
    if waiting is None:
        return User.objects.create(email=email, name=name, password=password)
    waiting.name = name  # the setup made it; now it has an owner
    waiting.set_password(password)
    waiting.save(update_fields=["name", "password"])
    return waiting


def _may_invite(by: User, organisation: Organisation, role: str) -> None:
    """A lead invites members and leads of her own organisation; backbone staff the others do."""
    authorise(by, "partnership.look_after_people", organisation)
    if role == Role.BACKBONE:
        authorise(by, "partnership.invite_backbone")


def _still_open(invitation: Invitation):
    return Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, revoked_at__isnull=True
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# --- memberships ------------------------------------------------------------------------


@transaction.atomic
def change_role(membership: Membership, role: str, *, by: User) -> None:
    """
    Make a member a lead, or a lead a member. From her next click on.

    Raises:
        NotAllowed: ``by`` does not look after this organisation, or the role is not a partner's.
        TooLate: she is the last lead, or has left.
    """
    authorise(by, "partnership.look_after_people", membership.organisation)
    if Role.BACKBONE in (role, membership.role):
        raise NotAllowed(_("Backbone staff come and go by invitation, not by a change of role."))
    if role != Role.LEAD:
        refuse_without_lead(membership)
    _open_one(membership).update(role=role)
    membership.role = role
    record("partnership.membership.role_changed", membership, by=by, role=role)


@transaction.atomic
def end_membership(membership: Membership, *, by: User, hand_to: Membership | None = None) -> None:
    """
    A person leaves an organisation: today, with her next click, and with what she invited.

    What she wrote stays, with her name. What she has begun goes to ``hand_to``.

    Raises:
        NotAllowed: ``by`` does not look after this organisation.
        NobodyNamed: she has open tasks, and ``hand_to`` is no other member.
        TooLate: she is its last lead, or has left already.
    """
    authorise(by, "partnership.look_after_people", membership.organisation)
    if membership.role == Role.BACKBONE:
        authorise(by, "partnership.invite_backbone")
    refuse_without_lead(membership)
    handing_over.hand_over(membership, to=hand_to, by=by)
    membership.ended_on = timezone.localdate()
    _open_one(membership).update(ended_on=membership.ended_on)
    record("partnership.membership.ended", membership, by=by)
    clear_up_after(membership, by=by)


def clear_up_after(membership: Membership, *, by: User) -> None:
    """Take back what a person invited to the organisation she left, and end what she covered."""
    theirs = Invitation.objects.filter(
        invited_by=membership.user,
        organisation=membership.organisation,
        accepted_at__isnull=True,
        revoked_at__isnull=True,
    )
    for invitation in theirs:
        _still_open(invitation).update(revoked_at=timezone.now())
        record("partnership.invitation.revoked", invitation, by=by)
    away.end_covers_by(membership, by=by)
    user = User.objects.get(pk=membership.user_id)
    if not user.open_memberships and not user.is_administrator:
        sessions.drop(user)


def refuse_without_lead(membership: Membership) -> None:
    """
    An organisation keeps a lead. Two who leave at the same moment wait for each other here.

    Raises:
        TooLate: this is its last one.
    """
    if membership.role != Role.LEAD:
        return
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    leads = Membership.objects.filter(
        organisation_id=membership.organisation_id, role=Role.LEAD, ended_on__isnull=True
    )
    if not leads.exclude(pk=membership.pk).exists():
        raise TooLate(
            _("%(name)s is the last lead of %(organisation)s. Make somebody else a lead first.")
            % {"name": membership.user, "organisation": membership.organisation}
        )


def _open_one(membership: Membership):
    rows = Membership.objects.filter(pk=membership.pk, ended_on__isnull=True)
    if not rows.exists():
        raise TooLate(_("This person has left this organisation already."))
    return rows
