"""What a plan from a spreadsheet would add to, and change in, what is there. Reads only."""

import datetime
import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from backbone.sheets.plan import PlanRow, plain
from partnership.models import Organisation
from strategies.models import Action, Strategy

ALIKE = 0.88  # from here on two names are the same with a slip of the pen
COMPARED = ("purpose", "where", "starts_on", "due_on", "rhythm")
DATES = ("starts_on", "due_on")


@dataclass(frozen=True)
class Change:
    """One action: new, or with fields that differ: field -> [as it is, as the plan says]."""

    row: PlanRow
    organisation: str  # its name as it is here, or will be
    strategy: str
    action: int | None = None
    fields: dict[str, list[str]] = field(default_factory=dict)

    @property
    def shown_fields(self) -> list[tuple[str, str, str]]:
        names = {f: Action._meta.get_field(f).verbose_name for f in self.fields}
        return [
            (names[f], _for_people(f, was), _for_people(f, becomes))
            for f, (was, becomes) in self.fields.items()
        ]

    @property
    def starts(self) -> str:
        return _for_people("starts_on", self.row.starts_on)

    @property
    def due(self) -> str:
        return _for_people("due_on", self.row.due_on)


def _for_people(name: str, text: str) -> str:
    """A day with the name of its month, and a choice in its own words."""
    if name in DATES:
        return date_format(datetime.date.fromisoformat(text), "j F Y")
    return str(dict(Action._meta.get_field(name).flatchoices).get(text, text))


@dataclass
class Differences:
    """Everything that bringing the plan in would do, and sentences about what was guessed."""

    organisations: list[str] = field(default_factory=list)  # new ones
    strategies: list[str] = field(default_factory=list)  # new ones
    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    sentences: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed)

    @property
    def fingerprint(self) -> str:
        """Of what was shown: if anything moves before it is confirmed, this differs."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def differences(rows: list[PlanRow]) -> Differences:
    """Compare the plan with what is there. Three queries."""
    found = Differences()
    organisations = _Names(Organisation.objects.values_list("name", flat=True), found)
    strategies = _Names(Strategy.all_objects.values_list("title", flat=True), found)
    there = {
        (plain(a.strategy.title), plain(a.organisation.name), plain(a.title)): a
        for a in Action.all_objects.select_related("strategy", "organisation")
    }
    for row in rows:
        said = row.organisation
        if not organisations.knows(said):
            said = _first_of_several(row, found)
        who = organisations.name_of(said, row.at, found.organisations)
        strategy = strategies.name_of(row.strategy, row.at, found.strategies)
        action = there.get((plain(strategy), plain(who), plain(row.title)))
        if action is None:
            found.new.append(Change(row, who, strategy))
        elif fields := _differing(action, row):
            found.changed.append(Change(row, who, strategy, action.pk, fields))
        else:
            found.same += 1
    return found


def _first_of_several(row: PlanRow, found: Differences) -> str:
    names = [n.strip() for n in re.split(r"[/;,]", row.organisation) if n.strip()]
    if len(names) < 2:
        return row.organisation
    found.sentences.append(
        _("%(at)s names several organisations. “%(first)s” leads; add the others by hand.")
        % {"at": row.at, "first": names[0]}
    )
    return names[0]


def _differing(action: Action, row: PlanRow) -> dict[str, list[str]]:
    """What the plan says and is not so here. An empty cell says nothing."""
    pairs = {name: (_text(getattr(action, name)), getattr(row, name)) for name in COMPARED}
    return {name: [was, new] for name, (was, new) in pairs.items() if new and was != new}


def _text(value) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


class _Names:
    """Finds a name among those that are there, also if it is spelled a little differently."""

    def __init__(self, names, found: Differences):
        self.known = {plain(name): name for name in names}
        self.found = found

    def knows(self, said: str) -> bool:
        return plain(said) in self.known

    def name_of(self, said: str, at: str, new: list[str]) -> str:
        key = plain(said)
        if key in self.known:
            return self.known[key]
        alike = [known for known in self.known if SequenceMatcher(None, key, known).ratio() > ALIKE]
        if len(alike) == 1:
            name = self.known[alike[0]]
            told = {"at": at, "said": said, "name": name}
            self.found.sentences.append(_("%(at)s: “%(said)s” was read as “%(name)s”.") % told)
        else:
            name = said
            new.append(name)
        self.known[key] = name
        return name
