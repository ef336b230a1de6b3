"""What a page says of a target: where it starts, where it goes, and how far that is."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measurement.calculate.pace import Pace, pace
from measurement.charts.labels import TargetLabel
from measurement.models import Method, SeriesSummary, Target
from measurement.rounding import value_text

KINDS = {
    "met": "met", "reached": "met", "on_pace": "better", "behind": "late", "well_behind": "late",
    "away": "worse", "missed": "worse",
}  # fmt: skip


@dataclass
class TargetWords:
    """The agreed target of the Area's series."""

    target: Target
    method: Method
    summary: SeriesSummary
    is_stale: bool
    today: datetime.date

    @property
    def value(self) -> str:
        return value_text(self.target.value, None, self.method.suffix)

    @property
    def due(self) -> str:
        """“2030” at the end of a year, “June 2030” within it."""
        due = self.target.due
        return str(due.year) if (due.month, due.day) == (12, 31) else date_format(due, "F Y")

    @property
    def chart_label(self) -> tuple[str, str]:
        parts = {"value": self.value, "due": self.due}
        return _("Target %(value)s") % parts, _("by %(due)s") % parts

    @property
    def on_chart(self) -> TargetLabel:
        return TargetLabel(self.target.value, self.chart_label)

    @property
    def sentence(self) -> str:
        return _(
            "The partners want it to be %(value)s by %(due)s. "
            "It started from %(start)s in %(year)s."
        ) % {
            "value": self.value,
            "due": self.due,
            "start": value_text(self.target.start_value, None, self.method.suffix),
            "year": self.target.start_on.year,
        }

    @cached_property
    def pace(self) -> Pace:
        """By the tests that were made at release; nothing is tested here."""
        target, summary = self.target, self.summary
        found = summary.tests.get("m7", {})
        has_slope = found.get("slope") is not None
        return pace(
            start=(target.start_on.year, target.start_value),
            target=(target.due.year, target.value),
            latest=(summary.latest.value, summary.latest.low, summary.latest.high),
            slope=(found["slope"], found["slope_low"], found["slope_high"]) if has_slope else None,
            slope_from=summary.start.period_end.year if summary.start else None,
            is_worse=summary.trend_word == "worse",
            is_stale=self.is_stale,
            is_past_due=self.today > target.due,
        )

    @property
    def kind(self) -> str:
        return KINDS.get(self.pace.word, "unknown")

    @property
    def word(self) -> str:
        return {
            "met": _("Target met"),
            "reached": _("Target reached, not yet certain"),
            "on_pace": _("On pace to the target"),
            "behind": _("Improving, behind pace"),
            "well_behind": _("Improving, well behind"),
            "away": _("Moving away from the target"),
            "unclear": _("No clear movement"),
            "missed": _("Target missed"),
        }.get(self.pace.word, _("Not known if we are on pace"))

    @property
    def why_not(self) -> str:
        """Why nothing is said of the pace; empty where something is."""
        return {
            "stale": _("The data have stopped, so nobody can say if we are on the way."),
            "few_points": _("There are too few years to say if we are on the way."),
            "other_start": _(
                "The years that can be compared begin at another year than the target, so we do "
                "not say if we are on the way."
            ),
        }.get(self.pace.reason_not, "")
