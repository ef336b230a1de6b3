"""
The target of the demonstration: made up, like the partners who agreed on it. Where it starts is the
real figure, so it is agreed on when the worker has published that.
"""

import datetime
from decimal import Decimal

from backbone.demo import content
from measurement import services
from measurement.models import Figure, Target
from partnership.models import Decision, User

DECISION = "Agree on a number for starting school"  # of backbone/demo/rooms_words.py
TARGET = Decimal(8)  # percent
DUE = datetime.date(2030, 12, 31)  # as in the outcome that is in force
REASONS = (
    "Made up for this demonstration, like the partners who agreed on it. Only the figure it starts "
    "from is real. It would undo about half of the rise since 2010."
)


def seed_target(today: datetime.date) -> bool:
    """Agree on it, once its first figure is public. Gives False where there is nothing to do."""
    indicator, decision = content.INDICATOR["slug"], Decision.all_objects.filter(title=DECISION)
    figures = Figure.objects.filter(
        indicator__slug=indicator,
        place__kind="area",
        dims="",
        withheld="",
        release__is_current=True,
    ).order_by("-period_end")
    is_there = Target.objects.filter(indicator__slug=indicator).exists()
    if is_there or not decision or not figures:
        return False
    officer = User.objects.get(email="priya@backbone.example")
    target = services.propose_target(
        figures[0],
        by=officer,
        value=TARGET,
        due=DUE,
        reasons=REASONS,
    )
    services.agree_target(target, by=officer, decision=decision.get())
    return True
