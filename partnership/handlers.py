"""What the worker does when something happened to people and their accounts."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnership import mail
from partnership.events import on
from partnership.models import Event, Invitation, User
from partnership.people import away
from partnership.services import invitation_token


@mail.opener("partnership.invitation")
def _invitation(pk: int) -> str:
    invitation = Invitation.objects.get(pk=pk)
    return reverse("accept-invitation", args=[invitation_token(invitation)])


@on("partnership.invitation.sent")
@on("partnership.invitation.sent_again")
def mail_the_invitation(event: Event) -> None:
    """To the invited address, unless it was used or taken back meanwhile."""
    invitation = Invitation.objects.select_related("organisation", "invited_by").get(
        pk=event.subject_id
    )
    if not invitation.is_open(timezone.now()):
        return
    words = _("%(who)s invites you to work here for %(organisation)s.") % {
        "who": invitation.invited_by.name,
        "organisation": invitation.organisation.name,
    }
    until = _("The link is for you alone and works once, until %(day)s.") % {
        "day": date_format(timezone.localtime(invitation.expires_at), "l j F, g:i A")
    }
    mail.queue(
        "invitation",
        [
            mail.Part(
                words,
                label=_("Look at the invitation"),
                link=mail.SecretLink("partnership.invitation", (invitation.pk,)),
            ),
            mail.Part(until),
        ],
        to=None,
        address=invitation.email,
        key=f"invitation:{invitation.pk}:{event.pk}",
        subject=_("You are invited"),
    )


@on("partnership.user.password_reset")
@on("partnership.user.password_changed")
def tell_of_the_new_password(event: Event) -> None:
    """To its owner at once: if it was somebody else, she is the one who knows."""
    when = date_format(timezone.localtime(event.at), "l j F, g:i A")
    mail.queue(
        "password_changed",
        [
            mail.Part(_("Your password was changed on %(when)s.") % {"when": when}),
            mail.Part(
                _("It was not you? Ask for a new password now, and tell the backbone team."),
                label=_("Ask for a new password"),
                link=reverse("account_reset_password"),
            ),
        ],
        to=User.objects.get(pk=event.subject_id),
        key=f"password-changed:{event.pk}",
        subject=_("Your account"),
    )


@on("partnership.membership.away")
def tell_who_covers(event: Event) -> None:
    """At once, unless it was changed meanwhile."""
    absence = away.absences(timezone.localdate()).filter(pk=event.subject_id).first()
    if absence is None or absence.cover_id != event.data["cover"]:
        return
    said = _("%(name)s is away until %(day)s and named you to cover at %(organisation)s.") % {
        "name": absence.user.name,
        "day": date_format(absence.away_until, "l j F"),
        "organisation": absence.organisation.name,
    }
    meanwhile = _("Reminders and questions about updates come to you meanwhile.")
    mail.queue(
        "covers",
        [mail.Part(f"{said} {meanwhile}", label=_("Sign in"), link=reverse("after-sign-in"))],
        to=absence.cover.user,
        key=f"covers:{event.pk}",
        subject=_("You cover for somebody"),
    )
