"""What the worker does when a voice speaks of danger: somebody is told at once (DOMAIN 11)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagement import safety
from engagement.models import SafetyFlag
from partnership import mail
from partnership.events import on
from partnership.models import Event


@on("engagement.contribution.flagged")
def tell_who_looks(event: Event) -> None:
    """
    Who has the duty, or everybody of the team while nobody has; not who raised the flag, and
    nobody if it was closed meanwhile. No choice of mails turns this off. It says nothing of what
    may be: a screen is seen by many (SECURITY R63).
    """
    held = SafetyFlag.objects.held(contribution=event.subject_id)
    if not held:
        return
    day = date_format(held[0].look_by, "l j F")
    for person in safety.who_is_told(timezone.localdate()):
        if person == event.by:
            continue
        mail.queue(
            "safety",
            [
                mail.Part(
                    _("%(name)s asks you to look at a voice before anything else, by %(day)s.")
                    % {"name": event.by.name, "day": day},
                    label=_("Sign in and look"),
                    link=reverse("admin:engagement_contribution_change", args=[event.subject_id]),
                )
            ],
            to=person,
            key=f"safety:{event.pk}:{person.pk}",
            subject=_("Please look today"),
        )
