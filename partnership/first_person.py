"""A real partnership begins: its name, its area, and the one person who lets in all others."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from partnership import services
from partnership.errors import TooLate
from partnership.events import record
from partnership.models import AreaPartnership, Invitation, Membership, Organisation, Place, User


@transaction.atomic
def set_up(*, name: str, area: str, email: str) -> str:
    """
    Make an empty partnership; gives the token by which its first person gets in.

    She is administrator and backbone staff. This is the only way to be made both: afterwards
    nobody gives herself a role.

    Raises:
        TooLate: there is a partnership already.
    """
    if AreaPartnership.objects.exists():
        raise TooLate(_("There is a partnership already, and its first person has come."))
    place = Place.objects.create(kind=Place.Kind.AREA, code=slugify(area)[:20], name=area[:80],
                                 slug=slugify(f"{area} area")[:80])  # fmt: skip
    rest = name.removeprefix(area).strip() or _("Partnership")
    partnership = AreaPartnership.objects.create(
        name=name[:120], short_name=area[:40], second_line=rest[:60], area=place,
        contact_email=email,
    )  # fmt: skip
    team = Organisation.objects.create(name="Backbone team", kind=Organisation.Kind.BACKBONE)
    person = User.objects.create(email=email, name=email.partition("@")[0], is_administrator=True)
    _invitation, token = services.make_invitation(
        email, by=_portal(), organisation=team, role=Membership.Role.BACKBONE
    )
    record("partnership.areapartnership.set_up", partnership, by=person)
    return token


@transaction.atomic
def new_link() -> str:
    """A new token for the first person, while the old one is not used; empty before the setup."""
    waiting = Invitation.objects.filter(
        invited_by=_portal(), accepted_at__isnull=True, revoked_at__isnull=True
    ).first()
    return services.renew(waiting, by=_portal()) if waiting else ""


def _portal() -> User:
    """The service user, in whose name the setup invites."""
    return User.objects.get(kind=User.Kind.SERVICE)
