"""The third door: may this person do this to it now? The first line of every service."""

import rules
from django.utils.translation import gettext as _

from partnership.errors import NotAllowed


def authorise(by, permission: str, subject=None) -> None:
    """
    Refuse in words unless ``by`` holds ``permission`` on ``subject``.

    Raises:
        NotAllowed: the rule says no, or nobody wrote a rule of that name.
    """
    if by is None or not by.is_active:
        raise NotAllowed(_("You need to be signed in to do this."))
    if not rules.perm_exists(permission) or not rules.has_perm(permission, by, subject):
        raise NotAllowed(
            _("This is not yours to do. If you think it should be, ask the backbone team.")
        )
