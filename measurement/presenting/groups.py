"""The part of a measure's page that answers: who is left behind?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from measurement import words
from measurement.charts.gap import gap_chart
from measurement.presenting.series import Series, in_year
from measurement.rounding import count_text

# Who is counted here is not known, so a gap to all children would mean nothing.
UNCLEAR = "sex=other"


@dataclass
class Groups:
    """Groups of children of the whole state beside all children, in one year."""

    series: list[Series]
    everybody: Series
    year: int
    fewer_is_better: bool
    suffix: str = "%"

    @property
    def charts(self) -> list[str]:
        figures, everybody = in_year(self._drawn, self.year), self.everybody.in_year(self.year)
        if not figures or everybody is None:
            return []
        names = {"sex=male": _("Boys"), "sex=female": _("Girls")}
        return [
            gap_chart(
                everybody,
                [(names[figure.dims], figure) for figure in figures],
                everyone_name=_("All children"),
                not_published=_("Not published"),
                fewer_is_better=self.fewer_is_better,
                unit=self.suffix,
                size=size,
            )
            for size in ("wide", "narrow")
        ]

    @property
    def _drawn(self) -> list[Series]:
        return [one for one in self.series if one.dims != UNCLEAR]

    @property
    def not_drawn(self) -> str:
        """Why a group that stands in the download stands in no chart; empty if there is none."""
        unclear = in_year([one for one in self.series if one.dims == UNCLEAR], self.year)
        if not unclear or not unclear[0].is_shown:
            return ""
        return _(
            "The department’s table also has a group “Other gender”, with %(children)s children in"
            " %(year)s. It does not say who they are, so we do not draw it. It is in the download."
        ) % {"children": count_text(unclear[0].denominator), "year": self.year}

    @property
    def title(self) -> str:
        by_group = {figure.dims: figure for figure in in_year(self.series, self.year)}
        boys, girls = by_group.get("sex=male"), by_group.get("sex=female")
        if not boys or not girls or not (boys.is_shown and girls.is_shown):
            return ""
        parts = {"boys": words.value(boys), "girls": words.value(girls)}
        return _("%(boys)s of boys and %(girls)s of girls") % parts
