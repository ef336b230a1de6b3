"""
A version of the agenda as its pages show it, in a constant number of queries.

Whose words stand behind it is told by the links; the words themselves are read only as far as
their speaker said yes to this reader. The rest is counted.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django.utils import timezone

from agenda.compare import Piece, pieces
from agenda.models import (
    Agenda,
    Aspiration,
    AspirationLink,
    CoreStrategyText,
    Endorsement,
    Outcome,
    OutcomeText,
    Principle,
)
from partnership.models import Decision, Event, Organisation

OUTCOME = ("statement", "by_when", "why_it_matters")  # what is compared of an outcome


@dataclass(frozen=True)
class Voice:
    """What became of one person's words; ``said`` is None where this reader may not read them."""

    pk: int
    how: str
    reason: str
    said: Aspiration | None
    is_withdrawn: bool

    @property
    def was_taken_up(self) -> bool:
        return self.how != AspirationLink.How.NOT_TAKEN_UP


@dataclass(frozen=True)
class Heard:
    """All words behind one outcome in one version."""

    voices: list[Voice]

    @property
    def taken_up(self) -> list[Voice]:
        """Words to read that shaped it, and the places of withdrawn ones."""
        return [v for v in self.voices if v.was_taken_up and (v.said or v.is_withdrawn)]

    @property
    def not_taken_up(self) -> list[Voice]:
        return [v for v in self.voices if not v.was_taken_up and (v.said or v.is_withdrawn)]

    @property
    def first(self) -> Voice | None:
        return next((v for v in self.voices if v.was_taken_up and v.said), None)

    @property
    def others(self) -> list[Voice]:
        return [v for v in self.taken_up if v != self.first]

    @property
    def unquoted(self) -> int:
        """People who helped to shape it and are not quoted here."""
        return sum(v.was_taken_up and not v.said and not v.is_withdrawn for v in self.voices)

    @property
    def people(self) -> int:
        return sum(v.was_taken_up for v in self.voices)


@dataclass(frozen=True)
class OutcomePart:
    text: OutcomeText
    heard: Heard


@dataclass(frozen=True)
class Signatures:
    """Who signed a version, who did not, and who has not said yet."""

    given: list[Endorsement]
    silent: list[Organisation]

    @property
    def signed(self) -> list[Endorsement]:
        return [one for one in self.given if one.state != Endorsement.State.DECLINED]

    @property
    def declined(self) -> list[Endorsement]:
        return [one for one in self.given if one.state == Endorsement.State.DECLINED]

    @property
    def with_words(self) -> list[Endorsement]:
        return [one for one in self.given if one.reservation]


@dataclass(frozen=True)
class VersionPage:
    agenda: Agenda
    outcomes: list[OutcomePart]
    strategies: list[CoreStrategyText]
    principles: list[Principle]
    signatures: Signatures
    decision: Decision | None
    versions: list[Agenda]  # all that this reader may see, newest first

    @property
    def in_force(self) -> Agenda | None:
        return next((one for one in self.versions if one.state == Agenda.State.ADOPTED), None)

    @property
    def open(self) -> Agenda | None:
        """The newest version that is open for comments."""
        return next((one for one in self.versions if one.state == Agenda.State.CONSULTATION), None)

    @property
    def replaced_by(self) -> Agenda | None:
        """The version that came into force after this one was."""
        later = [v for v in self.versions if v.number > self.agenda.number and v.is_sealed]
        return later[-1] if self.agenda.state == Agenda.State.SUPERSEDED and later else None

    @property
    def before(self) -> Agenda | None:
        return before(self.agenda, self.versions)


def version_page(agenda: Agenda, user) -> VersionPage:
    texts = list(agenda.outcomes.select_related("outcome").order_by("order"))
    heard = heard_in(agenda, user)
    strategies = agenda.core_strategies.order_by("order").prefetch_related("outcomes")
    return VersionPage(
        agenda=agenda,
        outcomes=[OutcomePart(text, heard[text.outcome_id]) for text in texts],
        strategies=list(strategies),
        principles=list(agenda.principles.order_by("order")),
        signatures=signatures_of(agenda, timezone.localdate()),
        decision=Decision.objects.visible_to(user).filter(pk=agenda.decision_id).first(),
        versions=list(Agenda.objects.visible_to(user)),
    )


def taken_back_on(agenda: Agenda) -> datetime.date | None:
    """The day on which a version was last taken back to rewrite it."""
    kind = f"{agenda._meta.label_lower}.{Agenda.State.DRAFT}"
    taken = Event.objects.filter(
        kind=kind, subject_type=agenda._meta.label_lower, subject_id=agenda.pk
    ).first()
    return taken and timezone.localdate(taken.at)


def before(agenda: Agenda, versions: Iterable[Agenda]) -> Agenda | None:
    """The version that this one was written from: the newest agreed one with a lower number."""
    older = [one for one in versions if one.number < agenda.number and one.is_sealed]
    return max(older, key=lambda one: one.number, default=None)


def heard_in(agenda: Agenda, user, outcome: Outcome | None = None) -> dict[int, Heard]:
    """The words behind each outcome of a version, by the outcome's key. 2 queries."""
    links = AspirationLink.objects.filter(agenda=agenda).order_by("pk")
    if outcome:
        links = links.filter(outcome=outcome)
    rows = links.values_list("aspiration_id", "outcome_id", "how", "reason", "aspiration__state")
    rows = list(rows)
    readable = Aspiration.objects.visible_to(user).quotable().select_related("place")
    said = {one.pk: one for one in readable.filter(pk__in={row[0] for row in rows})}
    found = defaultdict(list)
    for pk, outcome_id, how, reason, state in rows:
        is_withdrawn = state == Aspiration.State.WITHDRAWN
        found[outcome_id].append(Voice(pk, how, reason, said.get(pk), is_withdrawn))
    return defaultdict(lambda: Heard([]), {key: Heard(voices) for key, voices in found.items()})


def signatures_of(agenda: Agenda, today: datetime.date) -> Signatures:
    given = list(agenda.endorsements.standing().select_related("organisation"))
    partners = Organisation.objects.exclude(kind=Organisation.Kind.BACKBONE)
    partners = partners.exclude(left_on__lte=today).exclude(joined_on__gt=today)
    spoken = {one.organisation_id for one in given}
    return Signatures(given, [one for one in partners if one.pk not in spoken])


# --- everything that people told us ------------------------------------------------------------


@dataclass(frozen=True)
class Became:
    """What somebody's words did to one outcome of the version in force."""

    text: OutcomeText
    link: AspirationLink


@dataclass(frozen=True)
class Told:
    """One person's words and all that they became; nothing yet if it is empty."""

    voice: Voice
    became: list[Became]


def all_told(user) -> list[Told]:
    """
    The words that this reader may read, newest first, and what they became in the version in
    force or in one that is being discussed. 3 queries.
    """
    words = Aspiration.objects.visible_to(user).quotable()
    agendas = Agenda.objects.visible_to(user).exclude(state=Agenda.State.SUPERSEDED)
    texts = OutcomeText.objects.filter(agenda__in=agendas).select_related("outcome", "agenda")
    texts = {(text.agenda_id, text.outcome_id): text for text in texts}
    links = AspirationLink.objects.filter(agenda__in=agendas, aspiration__in=words)
    became = defaultdict(dict)
    for link in links.order_by("agenda__state", "outcome__code"):  # what is agreed comes first
        if text := texts.get((link.agenda_id, link.outcome_id)):
            became[link.aspiration_id].setdefault(link.outcome_id, Became(text, link))
    return [
        Told(Voice(said.pk, "", "", said, is_withdrawn=False), list(became[said.pk].values()))
        for said in words.select_related("place").order_by("-heard_on", "-pk")
    ]


# --- what changed -------------------------------------------------------------------------


@dataclass(frozen=True)
class Changed:
    """One part of two versions: a new one, one that went, or one with other words."""

    name: str
    old: tuple[str, ...]  # its texts; none if it is new
    new: tuple[str, ...]
    why: list[Voice]  # words that came to it in the new version

    @property
    def kind(self) -> str:
        if not self.old:
            return "new"
        return "gone" if not self.new else "changed"

    @property
    def rows(self) -> list[list[Piece]]:
        """Each text that is not as it was, in pieces."""
        both = zip_longest(self.old, self.new, fillvalue="")
        return [pieces(old, new) for old, new in both if old != new]


@dataclass(frozen=True)
class Changes:
    outcomes: list[Changed]
    strategies: list[Changed]
    principles: list[Changed]
    whole: list[Changed]  # the vision, and whom it is about

    @property
    def is_empty(self) -> bool:
        return not any([self.outcomes, self.strategies, self.principles, self.whole])


def changes(old: VersionPage, new: VersionPage) -> Changes:
    """What a reader of the older version should look at in the newer one."""
    known = {v.pk for part in old.outcomes for v in part.heard.voices}
    came = {
        part.text.outcome_id: [
            v for v in part.heard.taken_up if v.pk not in known and v.said is not None
        ]
        for part in new.outcomes
    }
    return Changes(
        outcomes=_changed(
            {p.text.outcome_id: _words(p.text, *OUTCOME) for p in old.outcomes},
            {p.text.outcome_id: _words(p.text, *OUTCOME) for p in new.outcomes},
            came,
        ),
        strategies=_changed(
            {s.core_strategy_id: _words(s, "title", "rationale") for s in old.strategies},
            {s.core_strategy_id: _words(s, "title", "rationale") for s in new.strategies},
        ),
        principles=_changed(
            {p.text: ("", p.text) for p in old.principles},
            {p.text: ("", p.text) for p in new.principles},
        ),
        whole=_changed({0: _whole(old.agenda)}, {0: _whole(new.agenda)}),
    )


def _changed(old: dict, new: dict, came: dict | None = None) -> list[Changed]:
    """Texts by the key of their part; the first one of each is its name."""
    keys = [key for key in dict.fromkeys([*new, *old]) if old.get(key) != new.get(key)]
    return [_one(old.get(key, ()), new.get(key, ()), (came or {}).get(key, [])) for key in keys]


def _one(old: tuple[str, ...], new: tuple[str, ...], why: list[Voice]) -> Changed:
    name = (new or old)[0]
    is_renamed = old and new and old[0] != new[0]
    return Changed(name, old if is_renamed else old[1:], new if is_renamed else new[1:], why)


def _words(part, *names: str) -> tuple[str, ...]:
    return tuple(getattr(part, name) for name in names)


def _whole(agenda: Agenda) -> tuple[str, ...]:
    return ("", agenda.vision, agenda.about_whom)
