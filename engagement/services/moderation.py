"""What the team does with people's words. Nobody reads more than their speaker said yes to."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from agenda.models import Aspiration
from engagement import safety
from engagement.models import (
    AspirationContribution,
    Contribution,
    ContributionTheme,
    Redaction,
    SafetyFlag,
    Theme,
)
from engagement.taking_out import words_put_in
from partnership import states
from partnership.errors import DomainError, NotAllowed, TooLate
from partnership.events import record
from partnership.models import User
from partnership.permissions import authorise
from partnership.versions import save_version

State, Consent = Contribution.State, Contribution.Consent


class Incomplete(DomainError):
    """Something must be said before this can be done."""

    status = 422


def open_voice(contribution: Contribution, *, by: User) -> None:
    """Somebody of the team reads it: its author can see that. Again, it changes nothing."""
    authorise(by, "engagement.moderate")
    if contribution.state == State.RECEIVED:
        states.move(contribution, State.IN_REVIEW, by=by)


@transaction.atomic
def publish(contribution: Contribution, *, by: User, seen: int) -> None:
    """
    Let everybody read the words.

    Raises:
        NotAllowed: their author did not say yes to that, or ``by`` does not read for the team.
        TooLate: it is not being read, or the author changed the words that ``by`` has ``seen``.
    """
    _refuse_beyond_consent(contribution, {Consent.QUOTE_PUBLIC})
    _decide(contribution, State.PUBLISHED, by=by, seen=seen)


@transaction.atomic
def share_with_partners(contribution: Contribution, *, by: User, seen: int) -> None:
    """Let partners read the words; else as ``publish``."""
    _refuse_beyond_consent(contribution, {Consent.QUOTE_PUBLIC, Consent.QUOTE_PARTNERS})
    _decide(contribution, State.PARTNERS_ONLY, by=by, seen=seen)


@transaction.atomic
def count_only(contribution: Contribution, *, by: User, seen: int) -> None:
    """Count the voice and forget its words: read, counted, deleted."""
    Redaction.objects.filter(contribution=contribution).update(original="")
    _decide(contribution, State.COUNTED_ONLY, by=by, seen=seen, text="", english="")


@transaction.atomic
def decline(contribution: Contribution, *, by: User, seen: int, reason: str) -> None:
    """
    Do not use it; its author reads why. What came in a flood stays out of the counts.

    ``reason``: one of Contribution.Reason.
    """
    if reason not in Contribution.Reason.values:
        raise Incomplete(_("Choose why it is not used: its author reads the reason."))
    held = {"is_held": contribution.is_held}
    _decide(contribution, State.DECLINED, by=by, seen=seen, decline_reason=reason, **held)


@transaction.atomic
def read_again(contribution: Contribution, *, by: User, seen: int) -> None:
    """Take it off the pages, to read it again."""
    _decide(contribution, State.IN_REVIEW, by=by, seen=seen, decline_reason="", decided_on=None)


def _refuse_beyond_consent(contribution: Contribution, enough: set[str]) -> None:
    said = Contribution.all_objects.values_list("consent", flat=True).get(pk=contribution.pk)
    if said not in enough:
        raise NotAllowed(
            _("Its author said: “%(consent)s”. We keep to that.") % {"consent": Consent(said).label}
        )


def _decide(contribution: Contribution, to: str, *, by: User, seen: int, **fields) -> None:
    authorise(by, "engagement.moderate")
    now = Contribution.all_objects.select_for_update().get(pk=contribution.pk)
    if now.version != seen:
        raise TooLate(_("The words were changed while you read them. Read them again."))
    if now.state == State.FLAGGED:
        raise TooLate(_("Somebody may be at risk. Close the safety flag first."))
    states.move(now, to, by=by, **{"decided_on": timezone.localdate(), "is_held": False, **fields})
    contribution.state = now.state


@transaction.atomic
def redact(contribution: Contribution, *, by: User, seen: int, text: str, reason: str) -> None:
    """
    Take words out before others read them, or put back what was taken out before. The public sees
    that it was edited; what stood there is sealed for 90 days.

    Raises:
        Incomplete: no reason, no words left, nothing changed, or words that are not its author's.
        TooLate: it is not being read, or its author changed it meanwhile.
    """
    authorise(by, "engagement.moderate")
    if reason not in Contribution.Reason.values:
        raise Incomplete(_("Choose why you take words out."))
    if not text.strip() or text.strip() == contribution.text.strip():
        raise Incomplete(_("Take out only what must not be read, and leave the rest."))
    original = contribution.text
    _refuse_other_words(contribution, text)
    save_version(
        contribution,
        by=by,
        seen=seen,
        where={"state": State.IN_REVIEW},
        text=text.strip(),
        is_edited=True,
    )
    Redaction.objects.create(
        contribution=contribution,
        original=original,
        reason=reason,
        by=by,
        on=timezone.localdate(),
    )


def _refuse_other_words(contribution: Contribution, text: str) -> None:
    """What was taken out may come back while it is sealed: it was hers."""
    sealed = contribution.redactions.exclude(original="").values_list("original", flat=True)
    put_in = [words_put_in(said, text) for said in (contribution.text, *sealed)]
    if all(put_in):
        raise Incomplete(
            _(
                "These are not the author’s words there: “%(words)s”. Take out only, and keep her "
                "order. Where something is missing you may write [name removed]."
            )
            % {"words": Truncator(put_in[0]).words(8)}
        )


@transaction.atomic
def translate(
    contribution: Contribution, *, by: User, seen: int, language: str, english: str
) -> None:
    """Say in which language it is, and how it reads in English."""
    authorise(by, "engagement.moderate")
    save_version(
        contribution,
        by=by,
        seen=seen,
        where={"state__in": [State.IN_REVIEW]},
        language=language,
        english=english.strip(),
    )


@transaction.atomic
def set_themes(contribution: Contribution, *, by: User, themes: Iterable[Theme]) -> None:
    """Say which themes it belongs to: these, and no others."""
    authorise(by, "engagement.moderate")
    wanted = {theme.pk for theme in themes}
    links = ContributionTheme.objects.filter(contribution=contribution)
    present = set(links.values_list("theme", flat=True))
    if wanted == present:
        return
    links.exclude(theme__in=wanted).delete()
    ContributionTheme.objects.bulk_create(
        ContributionTheme(contribution=contribution, theme_id=pk, by=by)
        for pk in sorted(wanted - present)
    )
    record("engagement.contribution.themed", contribution, by=by, themes=sorted(wanted))


@transaction.atomic
def take_up(contribution: Contribution, *, by: User) -> Aspiration:
    """
    Take it up as an aspiration, as it was said and with the consent it was said with.

    Raises:
        TooLate: it is not in use, or somebody took it up before.
        Incomplete: it is longer than an aspiration can be.
    """
    authorise(by, "engagement.moderate")
    contribution = Contribution.all_objects.select_for_update().get(pk=contribution.pk)
    if contribution.state not in (State.PUBLISHED, State.PARTNERS_ONLY):
        raise TooLate(_("Decide first who may read it."))
    if contribution.aspiration_links.exclude(aspiration__state="withdrawn").exists():
        raise TooLate(_("It is taken up already."))
    if max(len(contribution.text), len(contribution.english)) > 600:
        raise Incomplete(_("It is longer than an aspiration can be (600 characters)."))
    aspiration = Aspiration.all_objects.create(
        words=contribution.text,
        language=contribution.language,
        english=contribution.english,
        translated_by=by.name if contribution.english else "",
        place=contribution.place,
        heard_at=Aspiration.HeardAt.CONTRIBUTION,
        heard_on=contribution.received_on,
        consent=contribution.consent,
    )
    AspirationContribution.objects.create(aspiration=aspiration, contribution=contribution)
    record("engagement.contribution.taken_up", contribution, by=by, aspiration=aspiration.pk)
    return aspiration


@transaction.atomic
def flag(contribution: Contribution, *, by: User, kind: str) -> None:
    """Somebody may be at risk: everything else stops until a person has done what is needed."""
    authorise(by, "engagement.moderate")
    if kind not in SafetyFlag.Kind.values:
        raise Incomplete(_("Choose what may be."))
    states.move(contribution, State.FLAGGED, by=by, decided_on=None)
    SafetyFlag.all_objects.create(
        contribution=contribution, kind=kind, raised_by=by, raised_on=timezone.localdate()
    )


@transaction.atomic
def close_flag(contribution: Contribution, *, by: User, action_taken: str) -> None:
    """
    Say what was done; the voice is then read as any other.

    Raises:
        NotAllowed: it is somebody else's duty.
        Incomplete: nothing is said of what was done.
    """
    authorise(by, "engagement.moderate")
    if refused := safety.why_not_to_close(by, timezone.localdate()):
        raise NotAllowed(refused)
    if not action_taken.strip():
        raise Incomplete(_("Say what was done, and with whom you spoke."))
    states.move(contribution, State.IN_REVIEW, by=by)
    SafetyFlag.all_objects.filter(contribution=contribution, closed_on__isnull=True).update(
        action_taken=action_taken.strip(), closed_by=by, closed_on=timezone.localdate()
    )
