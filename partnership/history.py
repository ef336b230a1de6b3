"""What happened to one thing, in words, from the record of events."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnership.models import Event

MOST = 100  # on one page


def history_of(subject) -> list[Event]:
    """The newest events, each with its ``words``; one more than MOST if there are more."""
    events = Event.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=subject.pk
    ).select_related("by")
    found = list(events[: MOST + 1])
    for event in found:
        event.words = event_words(event)
    return found


def event_words(event: Event) -> str:
    """“Added”, “Changed: name, kind”, or the state it came into as its people call it."""
    act = event.kind.removeprefix(f"{event.subject_type}.")
    model = apps.get_model(event.subject_type)
    states = getattr(model, "State", None)
    if states is not None and act in states.values:
        return str(states(act).label)
    if act == "changed" and event.data.get("fields"):
        names = ", ".join(_field_name(model, name) for name in event.data["fields"])
        return _("Changed: %(fields)s") % {"fields": names}
    known = {
        "added": _("Added"),
        "changed": _("Changed"),
        "edited": _("Text changed"),
        "moved": _("Moved to a new address"),
    }
    return known.get(act, capfirst(act.rpartition(".")[2].replace("_", " ")))


def thing_words(event: Event) -> str:
    """“Update 12”: what it is called in the admin, and its number."""
    name = apps.get_model(event.subject_type)._meta.verbose_name
    return f"{capfirst(name)} {event.subject_id}"


def _field_name(model, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name
