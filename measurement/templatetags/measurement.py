"""What measurement shows on any page."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from measurement import words
from measurement.models import Feed, Indicator
from measurement.presenting import learning, measure_page
from measurement.presenting.overview import Tally, all_measures, ledger, said_of_outcome
from measurement.presenting.overview import measures_of as measures_about

register = template.Library()
EVERYBODY = AnonymousUser()

register.filter("figure_value", words.value)


@register.simple_tag
def headline_measure():
    """The one measure that home is about, as a MeasurePage, or None while there is none."""
    first = Indicator.objects.order_by("order", "name").first()
    return first and measure_page(first, timezone.localdate())


@register.inclusion_tag("measurement/_tally.html")
def measure_tally():
    """How many measures got better, got worse, and so on, with a link to each."""
    return {"tally": Tally(all_measures(timezone.localdate()))}


@register.inclusion_tag("measurement/_ledger.html")
def outcome_ledger():
    """Each outcome of the agenda in force with its first measure, or that there is none yet."""
    return {"rows": ledger(timezone.localdate())}


@register.simple_tag
def measures_of(outcome):
    """The measures of an outcome, how many go how, and where their data stop."""
    found = measures_about(outcome, timezone.localdate())
    return {"measures": found} | said_of_outcome(found)


@register.inclusion_tag("measurement/_learnt_about.html")
def learnt_about(indicator):
    """What was found by looking at a measure, and which questions still look. 2 queries."""
    return learning.about(indicator, EVERYBODY)


@register.inclusion_tag("measurement/_sources.html")
def sources():
    """Each source with its licence and its last refreshes, also those that failed."""
    feeds = Feed.objects.select_related("source", "method__indicator").prefetch_related("runs")
    return {"feeds": [{"feed": feed, "runs": list(feed.runs.all())[:5]} for feed in feeds]}
