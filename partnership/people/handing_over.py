"""
What somebody who leaves has begun, and who takes it over.

An app above names its kind of tasks with ``kind``: partnership does not know what an update is.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from partnership.errors import DomainError
from partnership.events import record
from partnership.models import Membership, User
from partnership.people import away


@dataclass(frozen=True)
class OpenTask:
    title: str
    what: str  # a sentence: what has become of it so far


@dataclass(frozen=True)
class Kind:
    """``find`` gives the tasks of a person who works there; ``give`` makes them another's."""

    find: Callable[[Membership], list[OpenTask]]
    give: Callable[[Membership, User, User], list[int]]  # from whom, to whom, by whom: their pks


class NobodyNamed(DomainError):
    """She has tasks, and nobody of the organisation is named to take them over."""

    status = 422


_kinds: list[Kind] = []


def kind(*, find: Callable, give: Callable) -> None:
    _kinds.append(Kind(find, give))


def tasks_of(membership: Membership) -> list[OpenTask]:
    return [task for each in _kinds for task in each.find(membership)]


def takers(membership: Membership) -> QuerySet[Membership]:
    """Who can take them over: everybody else of the organisation."""
    return away.others(membership)


def hand_over(membership: Membership, *, to: Membership | None, by: User) -> None:
    """
    Make a person's open tasks another's, as a part of ending her membership.

    Raises:
        NobodyNamed: there are tasks, and ``to`` is not another member of the organisation.
    """
    if not tasks_of(membership):
        return
    if to is None or not takers(membership).filter(pk=to.pk).exists():
        raise NobodyNamed(_("Choose who takes these over"))
    given = [pk for each in _kinds for pk in each.give(membership, to.user, by)]
    record("partnership.membership.took_over", to, by=by, left=membership.user_id, tasks=given)
