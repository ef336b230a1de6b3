"""The verbs that tie what happened to what was learnt from it."""

from django.db import transaction
from django.utils.translation import gettext as _

from measurement.models import Finding
from partnership.errors import TooLate
from partnership.events import record
from partnership.models import User
from partnership.permissions import authorise
from strategies.models import Update, UpdateFinding


@transaction.atomic
def link_finding(update: Update, finding: Finding, *, by: User) -> UpdateFinding:
    """
    Say that something was learnt from an update; both pages then lead to each other.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: the update is not accepted, or they are linked already.
    """
    authorise(by, "strategies.link_finding", update)
    if update.state != Update.State.ACCEPTED:
        raise TooLate(_("Accept the update first: others cannot read it yet."))
    link, is_new = UpdateFinding.objects.get_or_create(update=update, finding=finding)
    if not is_new:
        raise TooLate(_("They are linked already."))
    record("strategies.update.learnt_from", update, by=by, finding=finding.pk)
    return link


@transaction.atomic
def unlink_finding(link: UpdateFinding, *, by: User) -> None:
    """
    Take the link away; the update and the finding stay.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
    """
    authorise(by, "strategies.link_finding", link.update)
    record("strategies.update.not_learnt_from", link.update, by=by, finding=link.finding_id)
    link.delete()
