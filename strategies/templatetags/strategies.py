"""What strategies shows on any page. Public parts are the same for every reader."""

from django import template
from django.utils import timezone

from strategies import words
from strategies.models import Action, Update
from strategies.our_part import our_part
from strategies.querysets import EVERYBODY

register = template.Library()

register.filter("period_words", words.period_words)


@register.inclusion_tag("components/status.html")
def delivery_status(update):
    """How an action is going, by this update: word and shape. Without one: no word yet."""
    return words.status(update or None)


@register.filter
def last_word(action) -> Update | None:
    """The newest accepted update of an action that was read with ``with_last_word``."""
    return action.last_words[0] if action.last_words else None


@register.filter
def may_undo(update, user) -> bool:
    """Whether the person may take back what she has just sent."""
    is_in_time = update.can_be_undone(timezone.now())
    return is_in_time and user.has_perm("strategies.undo_submit", update)


@register.inclusion_tag("strategies/_actions_table.html")
def actions_for_indicator(indicator):
    """What partners do about a measure, next due first, with the last word on each. 2 queries."""
    actions = Action.objects.visible_to(EVERYBODY).filter(strategy__indicators=indicator)
    actions = actions.select_related("strategy", "organisation").with_last_word(EVERYBODY)
    return {"actions": actions}


@register.inclusion_tag("strategies/_latest_updates.html")
def latest_updates(count=3):
    """The newest accepted updates as items of a list of what changed; nothing if there are none."""
    updates = Update.objects.visible_to(EVERYBODY).with_words()
    updates = updates.order_by("-reviewed_at", "-pk")[:count]
    return {"updates": updates.select_related("action__strategy", "action__organisation")}


@register.inclusion_tag("strategies/_actions_table.html")
def public_actions_of(organisation):
    """What an organisation has promised in public, with its last word on each. 2 queries."""
    actions = Action.objects.visible_to(EVERYBODY).filter(organisation=organisation)
    actions = actions.select_related("strategy", "organisation").with_last_word(EVERYBODY)
    return {"actions": actions, "one_partner": True}


@register.inclusion_tag("strategies/_promises.html", takes_context=True)
def promises_of(context, organisation):
    """The same for its own people, by strategy, with what only partners see. 3 queries."""
    user = context["request"].user
    actions = Action.objects.visible_to(user).filter(organisation=organisation)
    actions = actions.select_related("strategy", "organisation").with_last_word(user)
    return {"actions": actions.order_by("strategy__order", "strategy__title", "due_on", "title")}


@register.simple_tag(takes_context=True)
def part_of(context, organisation):
    """What an organisation did in the last twelve months, as an OurPart."""
    return our_part(organisation, context["request"].user, timezone.localdate())
