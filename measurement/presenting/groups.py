"""The part of a measure's page that answers: who is left behind?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from measurement import words
from measurement.charts.gap import gap_chart
from measurement.presenting.series import Series, in_year


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
        figures, everybody = in_year(self.series, self.year), self.everybody.in_year(self.year)
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
    def title(self) -> str:
        by_group = {figure.dims: figure for figure in in_year(self.series, self.year)}
        boys, girls = by_group.get("sex=male"), by_group.get("sex=female")
        if not boys or not girls or not (boys.is_shown and girls.is_shown):
            return ""
        parts = {"boys": words.value(boys), "girls": words.value(girls)}
        return _("%(boys)s of boys and %(girls)s of girls") % parts
