"""The life of one version: drafted, open for comments, agreed, replaced."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.models import (
    Agenda,
    Aspiration,
    AspirationLink,
    Comment,
    CoreStrategyText,
    Endorsement,
    OutcomeText,
    Principle,
)
from agenda.seal import seal_of
from partnership.errors import TooLate
from partnership.events import record
from partnership.models import Decision, Organisation, User
from partnership.permissions import authorise
from partnership.states import move


@transaction.atomic
def draft_version(*, by: User) -> Agenda:
    """
    Begin the next version as a copy of the one in force, with the words of people behind it.

    What a speaker has withdrawn is not copied.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: no version is in force, or a draft is there already.
    """
    authorise(by, "agenda.write_version")
    old = Agenda.all_objects.select_for_update().in_force().first()
    if old is None:
        raise TooLate(_("No version is agreed yet, so there is none to begin from."))
    if draft := Agenda.all_objects.filter(state=Agenda.State.DRAFT).first():
        raise TooLate(_("Version %(number)s is a draft already. Go on with it.") % vars(draft))
    newest = Agenda.all_objects.order_by("-number").first()
    new = Agenda.all_objects.create(
        number=newest.number + 1, vision=old.vision, about_whom=old.about_whom
    )
    _copy_parts(old, new)
    record("agenda.agenda.drafted", new, by=by, copy_of=old.number)
    return new


@transaction.atomic
def open_for_comments(
    agenda: Agenda, *, by: User, until: datetime.date | None, on: datetime.date | None = None
) -> Agenda:
    """
    Show a draft to everybody; partners may comment and sign from ``on`` (today) to ``until``.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: something is missing, in words; or it is no draft any more.
    """
    authorise(by, "agenda.write_version", agenda)
    on = on or timezone.localdate()
    agenda = _locked(agenda)
    missing = missing_before_comments(agenda)
    if until is None or until <= on:
        missing.append(_("Say until when people may comment: a day after today."))
    _refuse(missing)
    return move(
        agenda,
        Agenda.State.CONSULTATION,
        by=by,
        event={"number": agenda.number},
        comments_from=on,
        comments_until=until,
    )


@transaction.atomic
def take_back_to_draft(agenda: Agenda, *, by: User) -> Agenda:
    """
    Take a version out of sight again, to rewrite it. Comments stay with it; signatures lapse.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it is not open for comments.
    """
    authorise(by, "agenda.write_version", agenda)
    draft = move(_locked(agenda), Agenda.State.DRAFT, by=by, event={"number": agenda.number})
    words_changed(draft, by=by)
    return draft


@transaction.atomic
def words_changed(agenda: Agenda, *, by: User) -> int:
    """
    Let the signatures of a version lapse: they were given to the words before, and must not stand
    for others. What each partner said stays readable to it, until it says it again.

    Gives how many lapsed.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
    """
    authorise(by, "agenda.write_version", agenda)
    standing = Endorsement.objects.standing().filter(agenda=agenda)
    lapsed = standing.update(lapsed_on=timezone.localdate())
    if lapsed:
        record("agenda.endorsements.lapsed", agenda, by=by, number=agenda.number, lapsed=lapsed)
    return lapsed


@transaction.atomic
def adopt(
    agenda: Agenda,
    *,
    by: User,
    decision: Decision | None,
    replaces: Agenda | None,
    adopted_by_few: str = "",
    on: datetime.date | None = None,
) -> Agenda:
    """
    Put a version in force. The one before is replaced in the same moment; both keep their words.

    ``replaces`` is the version that ``by`` saw in force: of two versions at once, one wins.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: something is missing, in words; or another version came into force meanwhile.
    """
    authorise(by, "agenda.adopt", agenda)
    on = on or timezone.localdate()
    agenda = _locked(agenda)
    _refuse(missing_before_it_is_agreed(agenda, decision, few=adopted_by_few, on=on))
    in_force = Agenda.all_objects.in_force().exclude(pk=agenda.pk).first()
    if in_force != replaces:
        raise TooLate(_another_came_into_force())
    if in_force:
        move(in_force, Agenda.State.SUPERSEDED, by=by, event={"replaced_by": agenda.number})
    try:
        with transaction.atomic():
            return move(
                agenda,
                Agenda.State.ADOPTED,
                by=by,
                event={"number": agenda.number, "decision": decision.number},
                adopted_on=on,
                decision=decision,
                adopted_by_few=adopted_by_few.strip(),
                content_hash=seal_of(content_of(agenda)),
            )
    except IntegrityError as clash:  # there was none in force, and two came at once
        raise TooLate(_another_came_into_force()) from clash


def missing_before_comments(agenda: Agenda) -> list[str]:
    """What a draft needs before everybody may read it, one sentence each."""
    missing = []
    outcomes = list(agenda.outcomes.select_related("outcome"))
    if not outcomes:
        missing.append(_("Write at least one outcome."))
    heard = set(
        agenda.aspiration_links.filter(
            how__in=[AspirationLink.How.SHAPED, AspirationLink.How.ECHOED],
            aspiration__state=Aspiration.State.PUBLISHED,
        ).values_list("outcome_id", flat=True)
    )
    for text in outcomes:
        if not text.statement.strip():
            missing.append(_("Say in a sentence what %(code)s is.") % {"code": text.outcome.code})
        if text.outcome_id not in heard and not text.without_voices.strip():
            missing.append(
                _(
                    "%(code)s “%(statement)s”: link the words of a person that shaped it, or say "
                    "why there are none yet."
                )
                % {"code": text.outcome.code, "statement": text.statement}
            )
    for strategy in agenda.core_strategies.filter(outcomes=None):
        missing.append(
            _("“%(strategy)s”: say which outcome it serves.") % {"strategy": strategy.title}
        )
    if agenda.number > 1 and not agenda.change_summary.strip():
        missing.append(_("Say what is new in this version."))
    return missing


def missing_before_it_is_agreed(
    agenda: Agenda, decision: Decision | None, *, few: str = "", on: datetime.date | None = None
) -> list[str]:
    """What a version needs before it can be agreed, one sentence each."""
    missing = missing_before_comments(agenda)
    on = on or timezone.localdate()
    if agenda.comments_until and agenda.comments_until >= on:
        day = date_format(agenda.comments_until, "j F Y")
        missing.append(_("People may comment until %(day)s. Wait for them.") % {"day": day})
    waiting = Comment.all_objects.filter(agenda=agenda).unanswered().count()
    if waiting:
        missing.append(
            ngettext(
                "%(count)s comment has no answer yet.",
                "%(count)s comments have no answer yet.",
                waiting,
            )
            % {"count": waiting}
        )
    if decision is None:
        missing.append(_("Name the decision of the group that agreed to it."))
    elif decision.state not in (Decision.State.MADE, Decision.State.CARRIED_OUT):
        missing.append(
            _("The decision “%(title)s” is not in force: it is “%(state)s”.")
            % {"title": decision.title, "state": decision.get_state_display()}
        )
    signed, active = signatures(agenda, on)
    if signed * 2 < active and not few.strip():
        missing.append(
            _(
                "%(signed)s of %(active)s partners have signed. Wait until half of them have, or "
                "write down why it is agreed before."
            )
            % {"signed": signed, "active": active}
        )
    return missing


def signatures(agenda: Agenda, on: datetime.date) -> tuple[int, int]:
    """How many partners have signed, also with a reservation; and how many partners there are."""
    partners = Organisation.objects.exclude(kind=Organisation.Kind.BACKBONE)
    partners = partners.exclude(left_on__lte=on).exclude(joined_on__gt=on)
    signed = Endorsement.objects.standing().filter(agenda=agenda, organisation__in=partners)
    return signed.exclude(state=Endorsement.State.DECLINED).count(), partners.count()


def content_of(agenda: Agenda) -> dict:
    """
    What is sealed: all that was agreed, and whose words are linked.

    Not the words themselves: a speaker may withdraw hers, and no seal breaks.
    """
    strategies = agenda.core_strategies.select_related("core_strategy").prefetch_related("outcomes")
    links = agenda.aspiration_links.select_related("outcome")
    return {
        "number": agenda.number,
        "vision": agenda.vision,
        "about_whom": agenda.about_whom,
        "outcomes": [
            [t.outcome.code, t.statement, t.by_when, t.why_it_matters, t.without_voices]
            for t in agenda.outcomes.select_related("outcome").order_by("order")
        ],
        "core_strategies": [
            [s.core_strategy.code, s.title, s.rationale, sorted(o.code for o in s.outcomes.all())]
            for s in strategies.order_by("order")
        ],
        "principles": list(agenda.principles.order_by("order").values_list("text", flat=True)),
        "aspirations": sorted(
            [link.outcome.code, link.aspiration_id, link.how, link.reason] for link in links
        ),
    }


def _copy_parts(old: Agenda, new: Agenda) -> None:
    for model in (OutcomeText, Principle):
        parts = list(model.objects.filter(agenda=old))
        for part in parts:
            part.pk, part.agenda = None, new
            part.version = 0
        model.objects.bulk_create(parts)
    for text in CoreStrategyText.objects.filter(agenda=old):
        served = list(text.outcomes.all())
        copy = CoreStrategyText.objects.create(
            agenda=new,
            core_strategy_id=text.core_strategy_id,
            title=text.title,
            rationale=text.rationale,
            order=text.order,
        )
        copy.outcomes.set(served)
    links = list(
        AspirationLink.objects.filter(agenda=old).exclude(
            aspiration__state=Aspiration.State.WITHDRAWN
        )
    )
    for link in links:
        link.pk, link.agenda = None, new
    AspirationLink.objects.bulk_create(links)


def _locked(agenda: Agenda) -> Agenda:
    return Agenda.all_objects.select_for_update().get(pk=agenda.pk)


def _refuse(missing: list[str]) -> None:
    if missing:
        raise TooLate(" ".join(missing))


def _another_came_into_force() -> str:
    return _("Another version came into force a moment ago. Read it first, then decide again.")
