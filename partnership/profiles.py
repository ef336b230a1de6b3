"""The verbs of an organisation's page: save what it says of itself, move it to a new address."""

from django.db import transaction

from partnership.events import record
from partnership.models import FormerAddress, Organisation, User
from partnership.permissions import authorise
from partnership.versions import save_version


def save_profile(
    organisation: Organisation,
    *,
    by: User,
    seen_version: int,
    public_profile: str,
    website: str = "",
    contact_email: str = "",
) -> Organisation:
    """
    Save what an organisation says of itself; everybody may read it from now on.

    Raises:
        NotAllowed: ``by`` does not lead this organisation.
        Stale: somebody saved in between. Nothing was changed.
    """
    authorise(by, "partnership.edit_profile", organisation)
    return save_version(
        organisation,
        by=by,
        seen=seen_version,
        public_profile=public_profile,
        website=website,
        contact_email=contact_email,
    )


@transaction.atomic
def keep_old_address(organisation: Organisation, old: str, *, by: User) -> None:
    """
    Let links to an organisation's former address lead to its page of today.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
    """
    authorise(by, "partnership.move_organisation", organisation)
    FormerAddress.objects.filter(organisation=organisation, slug=organisation.slug).delete()
    FormerAddress.objects.get_or_create(slug=old, organisation=organisation)
    record("partnership.organisation.moved", organisation, by=by, old=old)
