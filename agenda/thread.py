"""The part of the thread that the agenda keeps: whose words are behind it, and what decided it."""

from functools import singledispatch

from django.utils.text import Truncator

from agenda.models import Agenda, Aspiration, AspirationLink, Outcome, OutcomeText
from partnership.models import Decision
from partnership.thread import Step


@singledispatch
def up(subject, user) -> list[Step]:
    """What ``subject`` came from, as far as ``user`` may see it."""
    return []


@singledispatch
def down(subject, user) -> list[Step]:
    """What came of ``subject``, as far as ``user`` may see it."""
    return []


@up.register
def _words_behind(outcome: Outcome, user) -> list[Step]:
    """The words that shaped what is in force. 1 query."""
    words = (
        Aspiration.objects.visible_to(user)
        .quotable()
        .filter(
            links__outcome=outcome,
            links__agenda__state=Agenda.State.ADOPTED,
            links__how__in=[AspirationLink.How.SHAPED, AspirationLink.How.ECHOED],
        )
    )
    address = outcome.get_absolute_url()
    return [
        Step("words", _shortly(one), f"{address}#words-{one.pk}")
        for one in words.distinct().order_by("pk")
    ]


@down.register
def _shaped_by(aspiration: Aspiration, user) -> list[Step]:
    """The outcomes in force that somebody's words shaped. 1 query."""
    agendas = Agenda.objects.visible_to(user).in_force()
    texts = OutcomeText.objects.filter(
        agenda__in=agendas,
        outcome__links__in=aspiration.links.exclude(how=AspirationLink.How.NOT_TAKEN_UP).filter(
            agenda__in=agendas
        ),
    )
    texts = texts.select_related("outcome").order_by("order").distinct()
    return [Step("outcome", text.statement, text.outcome.get_absolute_url()) for text in texts]


@up.register
def _decided_by(agenda: Agenda, user) -> list[Step]:
    """The decision that put a version in force. 1 query."""
    decisions = Decision.objects.visible_to(user).filter(pk=agenda.decision_id)
    return [Step("decision", one.title, one.get_absolute_url()) for one in decisions]


@down.register
def _put_in_force(decision: Decision, user) -> list[Step]:
    """The version that a decision put in force. 1 query."""
    agendas = Agenda.objects.visible_to(user).filter(decision=decision)
    return [Step("agenda", str(one), one.get_absolute_url()) for one in agendas]


def _shortly(aspiration: Aspiration) -> str:
    return Truncator(aspiration.english or aspiration.words).chars(90)
