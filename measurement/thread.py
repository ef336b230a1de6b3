"""
The links of the thread that are kept in this app: outcome → measure → finding → decision.

``up`` leads one step towards the words people said, ``down`` one step towards what was decided.
"""

from agenda.models import Outcome, OutcomeText
from measurement.models import Finding, Indicator, IndicatorOutcome
from partnership.models import Decision
from partnership.thread import Step


def up(obj, user) -> list[Step]:
    """
    Measure → outcomes; finding → the measures it rests on; decision → the findings behind it, and
    the measures whose target it set.
    """
    if isinstance(obj, Indicator):
        texts = OutcomeText.objects.filter(
            agenda__state="adopted", outcome__indicator_links__indicator=obj
        ).select_related("outcome")
        return [
            Step("outcome", text.statement, text.outcome.get_absolute_url())
            for text in texts.order_by("order")
        ]
    if isinstance(obj, Finding):
        rests_on = obj.evidence.exclude(indicator=None).values("indicator")
        return [_measure(one) for one in Indicator.objects.filter(pk__in=rests_on)]
    if isinstance(obj, Decision):
        findings = Finding.objects.visible_to(user).filter(decisions=obj)
        aims = Indicator.objects.filter(targets__decision=obj, targets__state="agreed")
        return [
            *(_finding(one) for one in findings.select_related("question")),
            *(_measure(one) for one in aims),
        ]
    return []


def down(obj, user) -> list[Step]:
    """Outcome → measures; measure → findings that rest on it; finding → decisions."""
    if isinstance(obj, Outcome):
        links = IndicatorOutcome.objects.filter(outcome=obj).select_related("indicator")
        return [_measure(link.indicator) for link in links.order_by("role", "indicator__order")]
    if isinstance(obj, Indicator):
        findings = Finding.objects.visible_to(user).filter(evidence__indicator=obj).distinct()
        return [_finding(one) for one in findings.select_related("question")]
    if isinstance(obj, Finding):
        decisions = Decision.objects.visible_to(user).filter(pk__in=obj.decisions.all())
        return [
            Step("decision", one.title, one.get_absolute_url())
            for one in decisions.order_by("number")
        ]
    return []


def _measure(indicator: Indicator) -> Step:
    return Step("measure", indicator.short_name, indicator.get_absolute_url())


def _finding(finding: Finding) -> Step:
    return Step("finding", finding.statement, finding.get_absolute_url())
