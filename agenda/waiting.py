"""What waits for the backbone team in a version that is open for comments."""

from dataclasses import dataclass

from django.utils import timezone

from agenda.models import Agenda, Comment
from agenda.reading import signatures_of
from partnership.models import Organisation


@dataclass(frozen=True)
class Waiting:
    agenda: Agenda
    comments: int  # without an answer
    silent: list[Organisation]  # partners that have not said whether they sign


def agenda_desk_lines(user) -> list[Waiting]:
    """One for each version that is open for comments, newest first; in 1 + 3 queries each."""
    agendas = Agenda.objects.visible_to(user).filter(state=Agenda.State.CONSULTATION)
    return [
        Waiting(
            agenda,
            Comment.objects.visible_to(user).filter(agenda=agenda).unanswered().count(),
            signatures_of(agenda, timezone.localdate()).silent,
        )
        for agenda in agendas
    ]
