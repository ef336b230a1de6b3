"""
What the figures say, in whole sentences that can be translated as a whole.

The judgement was made at release and stands in SeriesSummary; here it only gets its words.
"""

import datetime
from decimal import Decimal

from django.utils.html import format_html
from django.utils.translation import gettext as _

from measurement.freshness import Freshness, freshness
from measurement.models import Figure, Indicator, Method, SeriesSummary
from measurement.rounding import count_text, percent_text

STATUS_KIND = {"better": "better", "worse": "worse", "same": "same", "care": "context"}


def value(figure: Figure) -> str:
    """A figure as it is written everywhere: “10.2%”, or that it is not published."""
    if not figure.is_shown:
        return _("Not published")
    return percent_text(figure.value, figure.denominator)


def likely_range(figure: Figure) -> str:
    """“8.9% to 11.6%”, or nothing where there is none."""
    return _range(figure, figure.low, figure.high)


def range_side_by_side(figure: Figure) -> str:
    """The wider range (99.8 %), said where many places stand side by side."""
    return _range(figure, figure.low_998, figure.high_998)


def _range(figure: Figure, low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None:
        return ""
    limits = (percent_text(limit, figure.denominator) for limit in (low, high))
    return _("%(low)s to %(high)s") % dict(zip(("low", "high"), limits, strict=True))


def counts(figure: Figure) -> str:
    """“197 of 1,931”, or nothing where the counts are not published."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    return _("%(part)s of %(whole)s") % {
        "part": count_text(figure.numerator),
        "whole": count_text(figure.denominator),
    }


def year(figure: Figure) -> int:
    return figure.period_end.year


def polarity(method: Method) -> str:
    return {
        Method.Polarity.LOWER: _("Fewer is better."),
        Method.Polarity.HIGHER: _("More is better."),
        Method.Polarity.NEUTRAL: _("A change can be good or bad."),
    }[method.polarity]


def fresh(figure: Figure, method: Method, today: datetime.date) -> Freshness:
    return freshness(
        figure.period_end,
        usual_lag_days=method.usual_lag_days,
        interval_months=method.interval_months,
        today=today,
    )


def status(summary: SeriesSummary, is_stale: bool) -> str:
    """The trend with the years it speaks of; in the past tense once the data have stopped."""
    word = summary.trend_word
    if word == "unknown" or summary.start is None:
        return _("Not enough data")
    years = {"first": year(summary.start), "last": year(summary.latest)}
    if word == "better":
        text = (
            _("Got better %(first)s to %(last)s")
            if is_stale
            else _("Getting better, %(first)s to %(last)s")
        )
    elif word == "worse":
        text = (
            _("Got worse %(first)s to %(last)s")
            if is_stale
            else _("Getting worse, %(first)s to %(last)s")
        )
    elif word == "care":
        text = _("Read with care, %(first)s to %(last)s")
    else:
        text = _("No clear change %(first)s to %(last)s")
    return text % years


def status_kind(summary: SeriesSummary) -> str:
    """The shape and colour that go with the word."""
    return STATUS_KIND.get(summary.trend_word, "unknown")


def headline(summary: SeriesSummary, indicator: Indicator, method: Method) -> str:
    """The answer of the page in three short sentences."""
    if summary.latest is None:
        return _("There is no number yet that we may show here.")
    parts = {
        "year": year(summary.latest),
        "value": format_html("<strong>{}</strong>", value(summary.latest)),
        "who": indicator.who,
        "what": indicator.what,
        "place": summary.place.name,
        "polarity": polarity(method),
        "start": value(summary.start) if summary.start else "",
        "start_year": year(summary.start) if summary.start else "",
    }
    if summary.place.kind == "area":
        first = _("In {year}, {value} of {who} in the {place} {what}.")
    else:
        first = _("In {year}, {value} of {who} in {place} {what}.")
    now = format_html(first, **parts)
    return format_html("{} {} {}", now, _then(summary, parts), parts["polarity"])


def _then(summary: SeriesSummary, parts: dict) -> str:
    word, direction = summary.trend_word, summary.direction
    if word == "unknown" or parts["start_year"] in ("", parts["year"]):
        return _("We have too few years to compare, so we cannot say if this is changing.")
    if word == "same":
        return format_html(
            _(
                "It was {start} in {start_year}. "
                "That is <strong>no clear change</strong>: it could be chance."
            ),
            **parts,
        )
    if direction == "up":
        return format_html(_("That is <strong>up from {start}</strong> in {start_year}."), **parts)
    return format_html(_("That is <strong>down from {start}</strong> in {start_year}."), **parts)


def finding(summary: SeriesSummary, indicator: Indicator) -> str:
    """What a chart shows, as its title: the indicator's own words for a rise or a fall."""
    if summary.trend_word in ("better", "worse", "care"):
        return indicator.finding_up if summary.direction == "up" else indicator.finding_down
    return indicator.finding_same


def chart_title(ours: SeriesSummary, state: SeriesSummary | None, indicator: Indicator) -> str:
    """The finding, and that it is so across the state too, where the state's trend says so."""
    said = finding(ours, indicator)
    moves = ours.trend_word in ("better", "worse", "care")
    if moves and state and (state.trend_word, state.direction) == (ours.trend_word, ours.direction):
        return _("%(finding)s, here and across Victoria") % {"finding": said}
    return said


def answer(summary: SeriesSummary, indicator: Indicator, is_stale: bool) -> str:
    """The home page's answer to “Are children and families doing better?”."""
    opening = {
        "better": _("In the one thing we can measure so far, yes."),
        "worse": _("Not in the one thing we can measure so far."),
        "same": _("In the one thing we can measure so far, we see no clear change."),
    }.get(summary.trend_word, _("We cannot tell yet."))
    compared = {
        "higher": _("%(finding)s, and the share is higher here than in the rest of Victoria."),
        "lower": _("%(finding)s, and the share is lower here than in the rest of Victoria."),
    }.get(summary.against_state, _("%(finding)s."))
    return f"{opening} {compared % {'finding': finding(summary, indicator)}}"


def rule_used(summary: SeriesSummary) -> str:
    """How the word was chosen, for the reader who asks."""
    if summary.start is None or summary.trend_word == "unknown":
        return _("There are too few years in a row to compare, so we give no word.")
    years = {"first": year(summary.start), "last": year(summary.latest)}
    if summary.trend_word == "same":
        return (
            _("We tested every year from %(first)s to %(last)s. The change could be chance.")
            % years
        )
    return (
        _(
            "We tested every year from %(first)s to %(last)s. "
            "A change like this would seldom come by chance: less often than 1 time in 20."
        )
        % years
    )
