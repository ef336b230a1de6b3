"""What strategies shows on any page. Public parts are the same for every reader."""

from collections import defaultdict

from django import template
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from measurement.models import Finding
from strategies import words
from strategies.models import (
    Action,
    Strategy,
    StrategyOutcome,
    StrategyPartner,
    Update,
    UpdateFinding,
)
from strategies.our_part import our_part
from strategies.querysets import EVERYBODY
from strategies.rating_results import QUESTIONS
from strategies.strategy_page import partners_in

register = template.Library()

MOST_PROMISES = 8  # of those that are over, on the page of something else

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


@register.filter
def answers(rating) -> list[tuple[str, int | None]]:
    """The six questions of a rating in words, each with its score."""
    return [(QUESTIONS[name][0], score) for name, score in rating.scores.items()]


@register.inclusion_tag("strategies/_actions_table.html")
def actions_for_indicator(indicator):
    """What partners do about a measure, next due first, with the last word on each. 2 queries."""
    actions = Action.objects.visible_to(EVERYBODY).filter(strategy__indicators=indicator)
    actions = actions.select_related("strategy", "organisation").with_last_word(EVERYBODY)
    return {"actions": actions, "silent": True}  # strategies_for has said that there is none


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


@register.inclusion_tag("strategies/_promises_that_ended.html")
def promises_that_ended():
    """How all public promises stand, and which are over or past their day. 3 queries."""
    strategies = list(Strategy.objects.visible_to(EVERYBODY).with_actions(EVERYBODY))
    actions = [action for strategy in strategies for action in strategy.actions_seen]
    over = [promise for promise in map(_promise, actions) if promise["over_on"]]
    over.sort(key=lambda promise: promise["over_on"], reverse=True)
    return {
        "count": len(actions),
        "standing": words.standing(strategies),
        "promises": over[:MOST_PROMISES],
    }


def _promise(action: Action) -> dict:
    """
    An action with the day it was over, if it is, and what its last word does not say. Where it
    ended with its strategy (``is_cut``), its last word says no more how it is going.
    """
    word = last_word(action)
    found = {"action": action, "over_on": None, "kind": "", "note": ""}
    if word and word.delivery in Update.ENDED:
        return found | {"over_on": word.period_end}
    if not action.strategy.is_running:
        note = _("Not finished: its strategy has ended")
        return found | {"over_on": action.due_on, "kind": "same", "note": note, "is_cut": True}
    if action.due_on < timezone.localdate():
        return found | {"over_on": action.due_on, "kind": "late", "note": _("Its day has passed")}
    return found


@register.simple_tag(takes_context=True)
def part_of(context, organisation):
    """What an organisation did in the last twelve months, as an OurPart."""
    return our_part(organisation, context["request"].user, timezone.localdate())


@register.inclusion_tag("strategies/_strategies.html")
def strategies_of(outcome):
    """What partners do for an outcome, also what they stopped and learnt from. 5 queries."""
    found = Strategy.objects.visible_to(EVERYBODY).filter(outcomes__outcome=outcome)
    found = found.select_related("lead_organisation").with_partners().with_actions(EVERYBODY)
    strategies = list(found)
    links = StrategyOutcome.objects.filter(outcome=outcome, strategy__in=strategies)
    how = {link.strategy_id: link.mechanism for link in links}
    for strategy in strategies:
        strategy.how = how[strategy.pk]
        if strategy.is_running:
            strategy.partner_count = len(partners_in(strategy, timezone.localdate()))
            strategy.standing = [
                one | {"said": _("%(word)s: %(count)s") % one} for one in words.standing([strategy])
            ]
    return {"strategies": strategies, "nothing": _("No strategy works on this yet.")}


@register.inclusion_tag("strategies/_strategies.html")
def strategies_for(indicator):
    """What partners do to move a measure. 1 query."""
    strategies = Strategy.objects.visible_to(EVERYBODY).filter(indicators=indicator)
    return {"strategies": strategies, "nothing": _("No strategy works on this measure yet.")}


@register.inclusion_tag("strategies/_who_can_help.html")
def who_can_help(indicator):
    """Which part each partner has in what is done to move a measure. 4 queries."""
    found = Strategy.objects.visible_to(EVERYBODY).filter(indicators=indicator)
    found = found.select_related("lead_organisation").with_partners().with_actions(EVERYBODY)
    running = [strategy for strategy in found if strategy.is_running]
    parts = defaultdict(dict)  # organisation -> its parts in each strategy
    for strategy in running:
        for partner in partners_in(strategy, timezone.localdate()):
            parts[partner.organisation][strategy] = ", ".join(map(str, partner.parts))
    rows = [(who, [(s, said.get(s, "")) for s in running]) for who, said in parts.items()]
    return {"strategies": running, "rows": rows}


@register.inclusion_tag("strategies/_updates_behind.html")
def updates_behind(question):
    """What happened on actions that the findings of a learning question rest on. 1 query."""
    updates = Update.objects.visible_to(EVERYBODY).with_words()
    findings = Finding.objects.visible_to(EVERYBODY).filter(question=question)
    links = UpdateFinding.objects.filter(update__in=updates, finding__in=findings)
    links = links.select_related(
        "finding", "update__action__strategy", "update__action__organisation"
    )
    return {"links": links.order_by("-update__period_end", "pk")}


@register.inclusion_tag("strategies/_parts.html")
def strategies_with(organisation):
    """In which strategies an organisation takes part, and how. 2 queries."""
    today = timezone.localdate()
    parts = StrategyPartner.objects.filter(organisation=organisation, since__lte=today)
    parts = list(parts.filter(Q(until__isnull=True) | Q(until__gte=today)))
    strategies = Strategy.objects.visible_to(EVERYBODY).filter(
        Q(lead_organisation=organisation)
        | Q(pk__in=[part.strategy_id for part in parts])
        | Q(pk__in=Action.objects.visible_to(EVERYBODY).filter(organisation=organisation)
            .values("strategy"))
    )  # fmt: skip
    found = []
    for strategy in strategies:
        said = [_("Leads")] if strategy.lead_organisation_id == organisation.pk else []
        said += [
            f"{p.get_part_display()}: {p.brings}" for p in parts if p.strategy_id == strategy.pk
        ]
        found.append((strategy, said or [StrategyPartner.Part.DELIVERS.label]))
    return {"parts": found}
