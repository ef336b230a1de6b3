"""Inviting many: a sheet is read and checked without changing anything, then sent."""

import csv
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from partnership import services
from partnership.errors import DomainError
from partnership.long_texts import LONGEST_EMAIL
from partnership.models import Membership, Organisation, User

MOST = 500  # people in one sheet
COLUMNS = {
    "email": {"email", "e-mail", "mail", "e-mail address", "email address"},
    "organisation": {"organisation", "organization", "partner", "org"},
    "role": {"role"},
}


class NoSheet(DomainError):
    """It cannot be read as a sheet at all; the sentence says what is missing."""

    status = 422


@dataclass(frozen=True)
class Line:
    """One line: who would be invited where, or what is wrong with it."""

    number: int  # as a spreadsheet counts: the headings are line 1
    email: str
    where: str
    organisation: Organisation | None
    role: str
    problem: str = ""

    @property
    def role_name(self) -> str:
        return Membership.Role(self.role).label if self.role in Membership.Role else self.role


def read(text: str) -> list[Line]:
    """
    What the sheet says, line by line; nothing is changed.

    Columns may stand in any order, with others between them; a tab, semicolon or comma divides
    them, as a spreadsheet pastes or saves.

    Raises:
        NoSheet: it has no headings, too many lines, or none.
    """
    divider = max("\t;,", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=divider))
    except csv.Error as error:
        raise NoSheet(_("We cannot read this as a sheet.")) from error
    heads = [head.strip().lower() for head in rows[0]] if rows else []
    places = {
        name: next((i for i, head in enumerate(heads) if head in known), None)
        for name, known in COLUMNS.items()
    }
    missing = [name for name in ("email", "organisation") if places[name] is None]
    if missing:
        said = _("The first line must name the columns. Missing: %(names)s.")
        raise NoSheet(said % {"names": ", ".join(missing)})
    filled = [(n, row) for n, row in enumerate(rows[1:], start=2) if any(c.strip() for c in row)]
    if not filled:
        raise NoSheet(_("There is nobody in this list."))
    if len(filled) > MOST:
        raise NoSheet(_("This is too long. Send at most 500 people at once."))
    return _checked(filled, places)


def _checked(rows, places) -> list[Line]:
    organisations = {o.name.lower(): o for o in Organisation.objects.all()}
    seen: set[tuple[str, int]] = set()
    lines = []
    for number, row in rows:
        cells = {
            name: row[i].strip() if i is not None and i < len(row) else ""
            for name, i in places.items()
        }
        email, where = cells["email"].lower(), cells["organisation"]
        role = cells["role"].lower() or Membership.Role.MEMBER
        organisation = organisations.get(where.lower())
        problem = _problem(email, where, organisation, role)
        if not problem and (email, organisation.pk) in seen:
            problem = _("This person stands in the list twice.")
        if not problem:
            seen.add((email, organisation.pk))
        lines.append(Line(number, email, where, organisation, role, problem))
    return lines


def _problem(email: str, where: str, organisation: Organisation | None, role: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        return _("This is no email address.")
    if len(email) > LONGEST_EMAIL:
        return _("This email is longer than %(number)d characters.") % {"number": LONGEST_EMAIL}
    if organisation is None:
        return _("We do not know an organisation of this name.")
    if role not in (Membership.Role.MEMBER, Membership.Role.LEAD):
        return _("The role is member or lead.")
    return services.why_not_invite(email, organisation)


@transaction.atomic
def send(text: str, *, by: User) -> int:
    """
    Invite everybody in the sheet whose line has no problem; gives how many. Each gets a mail.

    Raises:
        NotAllowed: ``by`` does not look after the partnership's people.
    """
    good = [line for line in read(text) if not line.problem]
    for line in good:
        services.invite(line.email, by=by, organisation=line.organisation, role=line.role)
    return len(good)
