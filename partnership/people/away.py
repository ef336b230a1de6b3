"""
Away until a day, and a colleague covers: she is told what the other would be told.

It begins when it is said and ends by itself on the day after; nothing has to be switched back. A
cover who has left, or may not sign in any more, is none: then the person herself is told again.
"""

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnership.errors import TooLate
from partnership.events import record
from partnership.models import Membership, Organisation, User
from partnership.permissions import authorise

LONGEST = datetime.timedelta(days=366)


def _open_on(day: datetime.date, before: str = "") -> Q:
    no_end = Q(**{f"{before}ended_on__isnull": True}) | Q(**{f"{before}ended_on__gt": day})
    return no_end & Q(**{f"{before}user__is_active": True})


def absences(day: datetime.date) -> QuerySet[Membership]:
    """The memberships of people who are away on a day, each with its cover."""
    return (
        Membership.objects.filter(
            _open_on(day), _open_on(day, before="cover__"), away_until__gte=day
        )
        .select_related("user", "organisation", "cover__user")
        .order_by("away_until", "pk")
    )


def absences_of(user: User, day: datetime.date) -> list[Membership]:
    """Where she is away herself."""
    return list(absences(day).filter(user=user))


def covered_by(user: User, day: datetime.date) -> list[Membership]:
    """The memberships of those for whom she covers."""
    return list(absences(day).filter(cover__user=user))


def absence_from(organisation: Organisation, user: User, day: datetime.date) -> Membership | None:
    """Her membership there, if she is away from it."""
    return absences(day).filter(user=user, organisation=organisation).first()


def words(absence: Membership) -> str:
    """Why a cover is told."""
    return _("You are told this because you cover for %(name)s until %(day)s.") % {
        "name": absence.user.name,
        "day": date_format(absence.away_until, "j F"),
    }


def others(membership: Membership) -> QuerySet[Membership]:
    """Everybody else who works for the same organisation today."""
    today = timezone.localdate()
    here = Membership.objects.filter(_open_on(today), organisation=membership.organisation)
    here = here.filter(starts_on__lte=today).exclude(pk=membership.pk)
    return here.select_related("user").order_by("user__name")


def colleagues(membership: Membership) -> QuerySet[Membership]:
    """Who could cover: the others of the organisation who are not away themselves."""
    away_now = absences(timezone.localdate()).filter(organisation=membership.organisation)
    return others(membership).exclude(pk__in=away_now.values("pk"))


@transaction.atomic
def go(membership: Membership, *, until: datetime.date, cover: Membership, by: User) -> None:
    """
    Say that a person is away from now until a day, that one included, and who covers.

    Raises:
        NotAllowed: ``by`` is neither she herself nor a lead of the organisation.
        TooLate: the day is over, the cover cannot cover, or she covers for somebody herself.
    """
    authorise(by, "partnership.set_away", membership)
    # Two who name each other at the same moment wait for each other here.
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    today = timezone.localdate()
    if not today <= until <= today + LONGEST:
        raise TooLate(_("Choose a day from today on, within a year."))
    if not colleagues(membership).filter(pk=cover.pk).exists():
        raise TooLate(_("%(name)s cannot cover: not here, or away too.") % {"name": cover.user})
    if relies := absences(today).filter(cover=membership).first():
        raise TooLate(
            _("%(name)s is away and covered by %(cover)s. Choose another cover there first.")
            % {"name": relies.user, "cover": membership.user}
        )
    _set(membership, away_until=until, cover=cover)
    record("partnership.membership.away", membership, by=by, until=str(until), cover=cover.pk)


@transaction.atomic
def come_back(membership: Membership, *, by: User) -> None:
    """
    Before the day, or because it was a mistake.

    Raises:
        NotAllowed: ``by`` is neither she herself nor a lead of the organisation.
    """
    authorise(by, "partnership.set_away", membership)
    _set(membership, away_until=None, cover=None)
    record("partnership.membership.back", membership, by=by)


def end_covers_by(membership: Membership, *, by: User) -> None:
    """Who leaves covers for nobody: those who are away are told themselves again."""
    for absence in Membership.objects.filter(cover=membership):
        _set(absence, away_until=None, cover=None)
        record("partnership.membership.cover_ended", absence, by=by)


def _set(membership: Membership, **changes) -> None:
    Membership.objects.filter(pk=membership.pk).update(**changes)
    for name, value in changes.items():
        setattr(membership, name, value)
