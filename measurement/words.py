"""
What the figures say, in whole sentences that can be translated as a whole.

The judgement was made at release and stands in SeriesSummary; here it only gets its words.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from measurement.freshness import Freshness, freshness
from measurement.models import Figure, Indicator, Method, SeriesSummary
from measurement.rounding import count_text, value_text

STATUS_KIND = {"better": "better", "worse": "worse", "same": "same", "care": "context"}


def value(figure: Figure) -> str:
    """A figure as it is written everywhere: “10.2%”, “2,107”, or that it is not published."""
    if not figure.is_shown:
        return _("Not published")
    return value_text(figure.value, figure.denominator, figure.release.method.suffix)


def likely_range(figure: Figure) -> str:
    """“8.9% to 11.6%”, or nothing where there is none."""
    return _range(figure, figure.low, figure.high)


def range_side_by_side(figure: Figure) -> str:
    """The wider range (99.8 %), said where many places stand side by side."""
    return _range(figure, figure.low_998, figure.high_998)


def _range(figure: Figure, low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None:
        return ""
    unit = figure.release.method.suffix
    limits = (value_text(limit, figure.denominator, unit) for limit in (low, high))
    return _("%(low)s to %(high)s") % dict(zip(("low", "high"), limits, strict=True))


def counts(figure: Figure) -> str:
    """“197 of 1,931”, for a rate “3,715 in 151,230”; nothing where they are not published."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    is_share = figure.release.method.is_share
    text = _("%(part)s of %(whole)s") if is_share else _("%(part)s in %(whole)s")
    return text % {
        "part": count_text(figure.numerator),
        "whole": count_text(figure.denominator),
    }


def year(figure: Figure) -> int:
    return figure.period_end.year


def is_of_a_day(figure: Figure) -> bool:
    """Whether a figure speaks of one day: how many there were then."""
    return figure.period_start == figure.period_end


def day_or_year(figure: Figure) -> str:
    """“2019”, or “30 June 2020” where a figure speaks of one day."""
    end = figure.period_end
    return date_format(end, "j F Y") if is_of_a_day(figure) else str(end.year)


def period(figure: Figure) -> str:
    """As `day_or_year`; where a year is no calendar year, “the year to September 2021”."""
    end = figure.period_end
    if is_of_a_day(figure):
        return day_or_year(figure)
    if end.month == 12:
        return str(end.year)
    return _("the year to %(month)s") % {"month": date_format(end, "F Y")}


def polarity(method: Method) -> str:
    if method.is_background:
        return _("This is neither good nor bad.")
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
    if summary.release.method.is_background:
        return status_word(summary, is_stale)
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


def status_word(summary: SeriesSummary, is_stale: bool) -> str:
    """The word of `status` without its years."""
    if summary.release.method.is_background:
        return _("For background")
    return {
        "better": _("Got better") if is_stale else _("Getting better"),
        "worse": _("Got worse") if is_stale else _("Getting worse"),
        "same": _("No clear change"),
        "care": _("Read with care"),
    }.get(summary.trend_word, _("Not enough data"))


def status_kind(summary: SeriesSummary) -> str:
    """The shape and colour that go with the word."""
    if summary.release.method.is_background:
        return "context"
    return STATUS_KIND.get(summary.trend_word, "unknown")


def headline(summary: SeriesSummary, indicator: Indicator, method: Method) -> str:
    """The answer of the page in three short sentences."""
    if summary.latest is None:
        return _("There is no number yet that we may show here.")
    parts = {
        "year": year(summary.latest),
        "period": period(summary.latest),
        "counted": indicator.counted,
        "value": format_html("<strong>{}</strong>", value(summary.latest)),
        "who": indicator.who,
        "what": indicator.what,
        "place": summary.place.name,
        "polarity": polarity(method),
        "start": value(summary.start) if summary.start else "",
        "start_year": year(summary.start) if summary.start else "",
        "day": day_or_year(summary.latest),
        "start_day": day_or_year(summary.start) if summary.start else "",
    }
    if not method.is_share:
        first = _(
            "In {period}, there were {value} {counted} for every 100,000 {who} in the {place}."
        )
    elif is_of_a_day(summary.latest):
        first = (
            _("On {day}, {value} of {who} in the {place} {what}.")
            if summary.place.kind == "area"
            else _("On {day}, {value} of {who} in {place} {what}.")
        )
    elif summary.place.kind == "area":
        first = _("In {year}, {value} of {who} in the {place} {what}.")
    else:
        first = _("In {year}, {value} of {who} in {place} {what}.")
    now = format_html(first, **parts)
    then = _before(parts) if method.is_background else _then(summary, parts)
    return format_html("{} {} {}", now, then, parts["polarity"])


def _before(parts: dict) -> str:
    """The earlier figure beside the new one, without a word on the change."""
    if parts["start_day"] in ("", parts["day"]):
        return _("There is no earlier number.")
    return format_html(_("On {start_day} it was {start}."), **parts)


def _then(summary: SeriesSummary, parts: dict) -> str:
    word, direction = summary.trend_word, summary.direction
    if word == "unknown" or parts["start_year"] in ("", parts["year"]):
        return _("We have too few years to compare, so we cannot say if this is changing.")
    if word == "same" or (word == "care" and direction == "flat"):
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
    return {
        "up": indicator.finding_up,
        "down": indicator.finding_down,
        "flat": indicator.finding_same,
    }[summary.direction]


def chart_title(ours: SeriesSummary, state: SeriesSummary | None, indicator: Indicator) -> str:
    """The finding, and that it is so across the state too, where the state's trend says so."""
    said = finding(ours, indicator)
    if (
        ours.direction != "flat"
        and state
        and (state.trend_word, state.direction) == (ours.trend_word, ours.direction)
    ):
        return _("%(finding)s, here and across Victoria") % {"finding": said}
    return said


def answer(summaries: Sequence[SeriesSummary]) -> str:
    """
    The home page's answer to “Are children and families doing better?”, from all measures.

    It names one thing that got better and one that got worse, the first of each, and no more: the
    tally beside it has them all.
    """
    better, worse = (
        [one for one in summaries if one.trend_word == word] for word in ("better", "worse")
    )
    if not any(one.trend_word in ("better", "worse", "same") for one in summaries):
        return _("We cannot tell yet.")
    if better and worse:
        good = _("%(finding)s.") % {"finding": finding(better[0], better[0].indicator)}
        said = [_("In some ways."), good, _but(worse[0])]
    elif better:
        said = [_("In what we can measure so far, yes."), _sentence(better[0])]
    elif worse:
        said = [_("Not in what we can measure so far."), _sentence(worse[0])]
    else:
        said = [_("In what we can measure so far, we see no clear change.")]
    return " ".join(said)


def _sentence(summary: SeriesSummary) -> str:
    """The finding, and how the Area compares with the rest of the state, where a test says so."""
    compared = {
        "higher": _("%(finding)s, and the share is higher here than in the rest of Victoria."),
        "lower": _("%(finding)s, and the share is lower here than in the rest of Victoria."),
    }.get(summary.against_state, _("%(finding)s."))
    return compared % {"finding": finding(summary, summary.indicator)}


def _but(summary: SeriesSummary) -> str:
    said = _sentence(summary)
    return _("But %(sentence)s") % {"sentence": said[:1].lower() + said[1:]}


def rule_used(summary: SeriesSummary) -> str:
    """How the word was chosen, for the reader who asks."""
    if summary.release.method.is_background:
        return _(
            "This number is about everybody who lives here, not about some who were asked. So we "
            "test nothing, and say neither better nor worse."
        )
    if summary.start is None or summary.trend_word == "unknown":
        return _("There are too few years in a row to compare, so we give no word.")
    years = {"first": year(summary.start), "last": year(summary.latest)}
    if summary.direction == "flat":
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
