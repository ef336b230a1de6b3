"""Short names of what voices and answers are about."""

from django.utils.translation import gettext as _

from agenda.models import Outcome, OutcomeText
from engagement import checker
from engagement.models import Contribution

RESULT_SHAPES = {
    "done": "met",
    "doing": "better",
    "looking": "late",
    "will_not": "same",
    "cannot": "same",
}
STATE_SHAPES = {
    "received": "late",
    "in_review": "late",
    "flagged": "worse",
    "published": "met",
    "partners_only": "met",
    "counted_only": "same",
    "declined": "same",
    "withdrawn": "unknown",
}


def outcome_names() -> dict[int, str]:
    """What each outcome of the agreed agenda says, by its number. One query."""
    texts = OutcomeText.objects.filter(agenda__state="adopted").order_by("order")
    return dict(texts.values_list("outcome", "statement"))


def named(outcomes: list[Outcome], names: dict[int, str]) -> list[tuple[Outcome, str]]:
    """Each outcome with its words in force; its code where no agreed version has it."""
    return [(outcome, names.get(outcome.pk, outcome.code)) for outcome in outcomes]


def subject_of(voice: Contribution, names: dict[int, str]) -> str:
    """What its author said it is about; empty if nothing. ``names``: of ``outcome_names``."""
    if voice.question:
        return voice.question.title
    if voice.outcome_id:
        return names.get(voice.outcome_id, voice.outcome.code)
    return voice.strategy.title if voice.strategy else ""


def kind_of(found: checker.Found) -> str:
    """What a finding of the checker is, for people."""
    return {
        checker.PHONE: _("a phone number"),
        checker.EMAIL: _("an email address"),
        checker.DATE: _("a date, perhaps a birthday"),
        checker.SCHOOL: _("a school or kinder"),
        checker.NUMBER: _("a long number"),
        checker.NAME: _("a name of a person or a small place"),
        checker.RISK: _("somebody may be at risk"),
    }[found.kind]
