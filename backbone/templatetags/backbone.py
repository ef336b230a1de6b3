"""What the backbone's rooms show on any page."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from backbone import changed, thread
from backbone.models import AdvocacyAsk, GrantAllocation, Meeting, Task

register = template.Library()
EVERYBODY = AnonymousUser()


@register.simple_tag
def next_open_meeting() -> Meeting | None:
    """The next meeting to which everybody may come. One query."""
    meetings = Meeting.objects.visible_to(EVERYBODY).select_related("group")
    return meetings.to_come(timezone.now()).first()


@register.simple_tag(takes_context=True)
def next_meeting(context) -> Meeting | None:
    """The next meeting this person knows of. One query."""
    meetings = Meeting.objects.visible_to(context["request"].user).select_related("group")
    return meetings.to_come(timezone.now()).first()


@register.simple_tag(takes_context=True)
def my_open_tasks(context) -> int:
    """How many tasks her organisations have to do. One query."""
    return Task.objects.editable_by(context["request"].user).to_do().count()


@register.inclusion_tag("backbone/_money_for.html")
def money_for(strategy):
    """Which grants pay for a strategy, and until when. One query."""
    today = timezone.localdate()
    parts = GrantAllocation.objects.filter(strategy=strategy, grant__ends_on__gte=today)
    return {"parts": parts.select_related("grant").order_by("grant__ends_on")}


@register.inclusion_tag("backbone/_because_of.html")
def because_of(decision):
    """What was asked for because of a public decision. One query."""
    return {"asks": AdvocacyAsk.objects.visible_to(EVERYBODY).filter(decision=decision)}


@register.inclusion_tag("backbone/_what_changed.html")
def what_changed():
    """What changed lately, from all rooms, the newest first. Five queries."""
    return {"changes": changed.what_changed()}


@register.inclusion_tag("components/thread.html")
def thread_of(thing):
    """What is one step away from a thing, for everybody; and where the thread is broken."""
    return {"stretches": thread.neighbours(thing)}


@register.filter
def one_of(kind: str) -> str:
    """The name of one thing of a kind of the thread."""
    return str(thread.ONE_OF[kind])
