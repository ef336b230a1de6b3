"""What of people's absences is shown on any page."""

from django import template
from django.utils import timezone

from partnership.people import away

register = template.Library()


@register.inclusion_tag("partnership/_absences.html", takes_context=True)
def absences(context):
    """That the reader is away, and for whom she covers; nothing if neither. 2 queries."""
    user, today = context["request"].user, timezone.localdate()
    return {"own": away.absences_of(user, today), "covered": away.covered_by(user, today)}


@register.simple_tag
def absence_of(membership):
    """The same membership with its cover, if the person is away today. 1 query if she said so."""
    today = timezone.localdate()
    if not membership.away_until or membership.away_until < today:
        return None
    return away.absences(today).filter(pk=membership.pk).first()
