"""All measures side by side, as home and the pages of outcomes show them. Reads only."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.models import Outcome, OutcomeText
from measurement import words
from measurement.charts.spark import spark_chart
from measurement.freshness import Freshness
from measurement.models import Figure, Indicator, IndicatorOutcome, Method, SeriesSummary, Target
from partnership.models import Place

TALLY = ("better", "same", "worse", "unknown", "care")  # the order of the lines


@dataclass
class Measure:
    """One measure for the Area in a few words and a small line."""

    indicator: Indicator
    method: Method
    figures: list[Figure]
    summary: SeriesSummary
    fresh: Freshness
    target: Decimal | None = None

    @property
    def url(self) -> str:
        return self.indicator.get_absolute_url()

    @property
    def latest(self) -> Figure:
        return self.summary.latest

    @property
    def value(self) -> str:
        return words.value(self.latest)

    @property
    def year(self) -> int:
        return words.year(self.latest)

    @property
    def status_kind(self) -> str:
        return words.status_kind(self.summary)

    @property
    def word(self) -> str:
        """The word without its years, which stand below it."""
        return words.status_word(self.summary, self.fresh.state == "stale")

    @property
    def years(self) -> str:
        start = self.summary.start
        if start is None or start == self.latest:
            return ""
        return _("%(first)s to %(last)s") % {"first": words.year(start), "last": self.year}

    @property
    def polarity(self) -> str:
        return words.polarity(self.method)

    @property
    def before(self) -> str:
        """“up from 6.0% in 2010”, or “was 6.0% in 2010” where the change could be chance."""
        start = self.summary.start
        if start is None or start == self.latest:
            return ""
        text = {
            "up": _("up from %(value)s in %(year)s"),
            "down": _("down from %(value)s in %(year)s"),
        }.get(self.summary.direction, _("was %(value)s in %(year)s"))
        return text % {"value": words.value(start), "year": words.year(start)}

    @property
    def unit_words(self) -> str:
        """What the number is a number of, where it is no share."""
        if self.method.is_share:
            return ""
        return _("for every 100,000 %(who)s") % {"who": self.indicator.who}

    @property
    def said_below(self) -> str:
        """What stands below the number: “for every 100,000 people, was 1,898 in 2017”."""
        return ", ".join(filter(None, (self.unit_words, self.before)))

    @property
    def spark(self) -> str:
        return spark_chart(self.figures, target=self.target)

    @property
    def spark_card(self) -> str:
        return spark_chart(self.figures, target=self.target, size="card")


@dataclass
class OutcomeMeasures:
    """An outcome in the words in force, with what is measured of it; it may be nothing yet."""

    text: OutcomeText
    measures: list[Measure] = field(default_factory=list)  # those that stand first, first

    @property
    def outcome(self) -> Outcome:
        return self.text.outcome

    @property
    def headline(self) -> Measure | None:
        return self.measures[0] if self.measures else None


def all_measures(today: datetime.date) -> list[Measure]:
    """Every measure with published figures for the Area. Three queries, however many there are."""
    targets = dict(
        Target.objects.filter(state=Target.State.AGREED, place__kind=Place.Kind.AREA).values_list(
            "indicator", "value"
        )
    )
    figures = defaultdict(list)
    for figure in (
        Figure.objects.public()
        .filter(place__kind=Place.Kind.AREA, dims="")
        .select_related("place", "release__method")
        .order_by("period_end")
    ):
        figures[figure.indicator_id].append(figure)
    found = []
    for summary in (
        SeriesSummary.objects.filter(
            release__is_current=True, place__kind=Place.Kind.AREA, dims="", latest__isnull=False
        )
        .select_related("indicator", "release__method", "start", "latest")
        .order_by("indicator__order", "indicator__name")
    ):
        method = summary.release.method
        for figure in filter(None, (summary.start, summary.latest)):
            figure.release = summary.release
        found.append(
            Measure(
                indicator=summary.indicator,
                method=method,
                figures=figures[summary.indicator_id],
                summary=summary,
                fresh=words.fresh(summary.latest, method, today),
                target=targets.get(summary.indicator_id),
            )
        )
    return found


def measures_of(outcome: Outcome, today: datetime.date) -> list[Measure]:
    """The measures of one outcome, those that stand first before the others."""
    links = IndicatorOutcome.objects.filter(outcome=outcome)
    return _in_order(list(links), {one.indicator.pk: one for one in all_measures(today)})


def ledger(today: datetime.date) -> list[OutcomeMeasures]:
    """All outcomes of the agenda in force, each with its measures. Five queries."""
    by_indicator = {one.indicator.pk: one for one in all_measures(today)}
    links = defaultdict(list)
    for link in IndicatorOutcome.objects.all():
        links[link.outcome_id].append(link)
    texts = OutcomeText.objects.filter(agenda__state="adopted").select_related("outcome")
    return [
        OutcomeMeasures(text, _in_order(links[text.outcome_id], by_indicator))
        for text in texts.order_by("order")
    ]


@dataclass
class Listed:
    """One line in the list of all measures; it may have no published figure yet."""

    indicator: Indicator
    measure: Measure | None
    outcomes: list[OutcomeText]


def everything_measured(today: datetime.date) -> list[Listed]:
    """Every measure, each with the outcomes in force that it tells about. Six queries."""
    with_figures = {one.indicator.pk: one for one in all_measures(today)}
    in_force = OutcomeText.objects.filter(agenda__state="adopted").select_related("outcome")
    texts = {text.outcome_id: text for text in in_force}
    outcomes = defaultdict(list)
    for link in IndicatorOutcome.objects.order_by("indicator", "role", "outcome"):
        if link.outcome_id in texts:
            outcomes[link.indicator_id].append(texts[link.outcome_id])
    return [
        Listed(one, with_figures.get(one.pk), outcomes[one.pk])
        for one in Indicator.objects.order_by("order", "name")
    ]


def _in_order(links: Sequence[IndicatorOutcome], by_indicator: dict[int, Measure]) -> list[Measure]:
    first = IndicatorOutcome.Role.HEADLINE
    found = [
        (link.role != first, by_indicator[link.indicator_id].indicator.order, link.indicator_id)
        for link in links
        if link.indicator_id in by_indicator
    ]
    return [by_indicator[pk] for _not_first, _order, pk in sorted(found)]


@dataclass
class Tally:
    """How many measures say what. No average and no score (method M14); no background either."""

    measures: list[Measure]

    def __post_init__(self):
        self.measures = _without_background(self.measures)

    @property
    def title(self) -> str:
        many = len(self.measures)
        return ngettext("The one thing we track", "The %(many)s things we track", many) % {
            "many": many
        }

    @property
    def lines(self) -> list[dict]:
        """A word, and the measures it holds for; a word that holds for none is left out."""
        names = {
            "better": _("Got better"),
            "same": _("No clear change"),
            "worse": _("Got worse"),
            "unknown": _("Not enough data"),
            "care": _("Read with care"),
        }
        found = [
            {
                "name": names[word],
                "kind": words.STATUS_KIND.get(word, "unknown"),
                "measures": [one for one in self.measures if one.summary.trend_word == word],
            }
            for word in TALLY
        ]
        return [line for line in found if line["measures"]]

    @property
    def stops(self) -> str:
        """How many of the measures have data that have stopped, and when the newest of them did."""
        stopped = [one for one in self.measures if one.fresh.state == "stale"]
        if not stopped:
            return ""
        last = max(one.year for one in stopped)
        if len(stopped) == len(self.measures):
            whole = ngettext(
                "Its data stop in %(last)s or before.",
                "For all of them the data stop in %(last)s or before.",
                len(stopped),
            )
            return whole % {"last": last}
        return _("For %(some)s of the %(all)s the data stop in %(last)s or before.") % {
            "some": len(stopped),
            "all": len(self.measures),
            "last": last,
        }


def _without_background(measures: Sequence[Measure]) -> list[Measure]:
    """How many people there are says nothing of how they are."""
    return [one for one in measures if not one.method.is_background]


def said_of_outcome(measures: Sequence[Measure]) -> dict:
    """
    ``many``: “Of 3 measures:”, or “Its one measure”; ``lines``: “2 got worse”, “1 got better”, or
    “got better”, each with its ``kind`` of shape, worse first; ``stops``: where the data stop.
    Nothing where only the background is known.
    """
    names = {
        "worse": lambda n: ngettext("%(n)s got worse", "%(n)s got worse", n),
        "better": lambda n: ngettext("%(n)s got better", "%(n)s got better", n),
        "same": lambda n: ngettext(
            "%(n)s has not clearly changed", "%(n)s have not clearly changed", n
        ),
        "care": lambda n: ngettext(
            "%(n)s must be read with care", "%(n)s must be read with care", n
        ),
        "unknown": lambda n: ngettext("%(n)s has not enough data", "%(n)s have not enough data", n),
    }
    alone = {
        "worse": _("got worse"),
        "better": _("got better"),
        "same": _("has not clearly changed"),
        "care": _("must be read with care"),
        "unknown": _("has not enough data"),
    }
    tally = Tally(measures)
    many = len(tally.measures)
    counted = {
        word: sum(one.summary.trend_word == word for one in tally.measures) for word in names
    }
    return {
        "many": ngettext("Its one measure", "Of %(many)s measures:", many) % {"many": many},
        "lines": [
            {
                "said": alone[word] if many == 1 else names[word](n) % {"n": n},
                "kind": words.STATUS_KIND.get(word, "unknown"),
            }
            for word, n in counted.items()
            if n
        ],
        "stops": tally.stops,
    }
