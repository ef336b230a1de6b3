"""What the daily mail says of the agenda: a version is open for comments, or it is agreed."""

import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import Agenda, Endorsement
from partnership import digest, mail
from partnership.models import Membership, User

TOLD_FOR = datetime.timedelta(days=14)  # so long after it was agreed it is still news


@digest.section("agenda", gettext_lazy("What we want together: open for comments, or agreed"))
def versions(user: User, day: datetime.date) -> list[digest.Line]:
    """A line for each version that partners may comment on, or that was agreed lately."""
    if not user.is_partner:  # the backbone team opened it
        return []
    news = Agenda.objects.visible_to(user).filter(
        Q(state=Agenda.State.CONSULTATION, comments_from__lte=day, comments_until__gte=day)
        | Q(state=Agenda.State.ADOPTED, adopted_on__lte=day, adopted_on__gte=day - TOLD_FOR)
    )
    return [_line(agenda) for agenda in news.order_by("number")] + _to_sign_again(user, day)


def _to_sign_again(user: User, day: datetime.date) -> list[digest.Line]:
    """For a lead: the words that her organisation signed were changed."""
    leads = [m.organisation_id for m in user.open_memberships if m.role == Membership.Role.LEAD]
    lapsed = Endorsement.objects.filter(
        organisation__in=leads, lapsed_on__lte=day, agenda__state=Agenda.State.CONSULTATION
    )
    said = _(
        "The words of version %(number)s of what we want together were changed after your "
        "organisation had its say on it. Read them again, and sign again if you agree."
    )
    return [
        digest.Line(
            f"agenda_sign_again:{one.pk}:{one.lapsed_on}",
            mail.Part(
                said % {"number": one.agenda.number},
                label=_("Read it and sign"),
                link=reverse("agenda:our-word", args=[one.agenda.number]),
            ),
        )
        for one in lapsed.select_related("agenda").order_by("agenda__number")
    ]


def _line(agenda: Agenda) -> digest.Line:
    if agenda.is_sealed:
        said = _("Version %(number)s of what we want together is agreed. It is in force now.")
        part = mail.Part(
            said % {"number": agenda.number},
            label=_("Read what we agreed on"),
            link=agenda.get_absolute_url(),
        )
        return digest.Line(f"agenda_agreed:{agenda.number}", part)
    said = _(
        "Version %(number)s of what we want together is open for comments until %(day)s. Read "
        "what is new and say what you think of it. A lead signs for her organisation."
    )
    about = {"number": agenda.number, "day": date_format(agenda.comments_until, "j F")}
    part = mail.Part(
        said % about,
        label=_("Read it and comment"),
        link=reverse("agenda:our-word", args=[agenda.number]),
    )
    # Taken back and opened again on another day, it is news again.
    return digest.Line(f"agenda_open:{agenda.number}:{agenda.comments_from}", part)
