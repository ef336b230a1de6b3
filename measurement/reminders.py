"""What the daily mail tells the backbone team of the data: those of a measure have stopped."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurement import words
from measurement.models import SeriesSummary
from partnership import digest, mail
from partnership.models import Place, User


@digest.section("stale", gettext_lazy("Measures whose data have stopped"), is_a_choice=False)
def stopped(user: User, day: datetime.date) -> list[digest.Line]:
    """A line for each measure that the public sees with old data, while they are stale (M13)."""
    if not user.is_backbone:
        return []
    shown = SeriesSummary.objects.filter(
        release__is_current=True, place__kind=Place.Kind.AREA, dims="", latest__isnull=False
    ).select_related("indicator", "release__feed", "release__method", "latest")
    return [
        _line(summary, fresh.due_on)
        for summary in shown.order_by("indicator__order", "indicator__name")
        if (fresh := words.fresh(summary.latest, summary.release.method, day)).state == "stale"
    ]


def _line(summary: SeriesSummary, due_on: datetime.date) -> digest.Line:
    said = _(
        "The data of “%(measure)s” end with %(period)s. The next were due by %(day)s. Its page "
        "says that they have stopped."
    )
    about = {
        "measure": summary.indicator,
        "period": words.period(summary.latest),
        "day": date_format(due_on, "j F Y"),
    }
    part = mail.Part(
        said % about,
        label=_("Look at the measure"),
        link=summary.indicator.get_absolute_url(),
    )
    # When newer data come and stop again, it is news again.
    return digest.Line(f"stale:{summary.release.feed_id}:{summary.latest.period_end}", part)
