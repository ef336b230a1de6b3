"""What engagement shows on any page. Public parts are the same for every reader."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from engagement import safety, words
from engagement.listening import published_answers, taken_back, themes_heard
from engagement.models import Contribution, SafetyFlag
from engagement.querysets import EVERYBODY

register = template.Library()

MOST_VOICES = 4  # open on the page of something else; more are a press away
MOST_THEMES = 4
MOST_WORDS = 2  # beside the numbers of a measure
MOST_TO_READ = 10  # at the desk
MOST_ANSWERS = 3  # below the form


@register.inclusion_tag("components/status.html")
def answer_status(answer):
    """What came of it, as word and shape."""
    return {"kind": words.RESULT_SHAPES[answer.result], "word": answer.get_result_display()}


@register.filter
def quote(answer) -> Contribution | None:
    """The voice an answer quotes, while its speaker lets everybody read it."""
    voice = answer.quoted
    is_shown = voice and voice.state == "published" and voice.consent == "quote_public"
    return voice if is_shown else None


@register.inclusion_tag("engagement/_decision_link.html")
def decision_link(decision):
    """The decision that something rests on, if everybody may read it."""
    is_shown = decision and decision.visibility == "public" and decision.state != "proposed"
    return {"decision": decision if is_shown else None}


@register.inclusion_tag("engagement/_outcome_link.html")
def outcome_link(outcome, names):
    """An outcome by its words in force, leading to its page."""
    try:
        url = reverse("agenda:outcome", args=[outcome.slug])
    except NoReverseMatch:
        url = ""
    return {"name": names.get(outcome.pk, outcome.code), "url": url}


@register.inclusion_tag("engagement/_voices_about.html")
def voices_about(outcome):
    """What people told us about an outcome, newest first, and what we answered. 9 queries."""
    found = Contribution.objects.visible_to(EVERYBODY).filter(outcome=outcome)
    voices = list(found.select_related("place").order_by("-received_on", "pk"))
    said = Contribution.counted().filter(outcome=outcome)
    return {
        "outcome": outcome,
        "voices": voices[:MOST_VOICES],
        "older": voices[MOST_VOICES:],
        "count": said.count(),
        "answers": published_answers().filter(outcomes=outcome),
        "themes": themes_heard().filter(pk__in=said.values("themes"))[:MOST_THEMES],
    }


@register.simple_tag
def newest_words_about(texts) -> list[Contribution]:
    """What people told us lately about outcomes of the agenda, for everybody. 1 query."""
    found = Contribution.objects.visible_to(EVERYBODY).select_related("place")
    found = found.filter(outcome__in=[text.outcome_id for text in texts])
    return list(found.order_by("-received_on", "pk")[:MOST_WORDS])


@register.inclusion_tag("engagement/_answers_about.html")
def answers_about(strategy):
    """The answers to people that a strategy is part of. 6 queries."""
    return {"answers": published_answers().filter(strategies=strategy)}


@register.inclusion_tag("engagement/_answers_about.html")
def answers_by(decision):
    """The answers to people that rest on a decision, and so the voices behind it. 6 queries."""
    return {"answers": published_answers().filter(decision=decision)}


@register.inclusion_tag("engagement/_newest_answers.html")
def newest_answers():
    """What people told us and what came of it, the newest first. 5 queries."""
    return {"answers": published_answers()[:MOST_ANSWERS], "names": words.outcome_names()}


@register.inclusion_tag("engagement/_at_risk.html")
def at_risk():
    """For the desk: voices that speak of danger, who looks and by when. Nothing if there are none;
    else 4 queries."""
    held = SafetyFlag.objects.held()
    return {"held": held, "who": safety.who_looks(timezone.localdate()) if held else None}


@register.inclusion_tag("engagement/_voices_to_read.html", takes_context=True)
def voices_to_read(context):
    """For the desk: what nobody has read, those at risk and the oldest first, and what was taken
    back. 3 queries, and 4 more if somebody may be at risk."""
    user, today = context["request"].user, timezone.localdate()
    waiting = Contribution.objects.visible_to(user)
    to_read = list(waiting.to_read().select_related("question", "place")[: MOST_TO_READ + 1])
    is_at_risk = any(voice.state == Contribution.State.FLAGGED for voice in to_read)
    held = {one.voice: one for one in SafetyFlag.objects.held()} if is_at_risk else {}
    for voice in to_read:
        voice.held = held.get(voice.pk)
    return {
        "voices": to_read[:MOST_TO_READ],
        "who": safety.who_looks(today) if held else None,
        "has_more": len(to_read) > MOST_TO_READ,
        "held": waiting.filter(is_held=True, state__in=Contribution.TO_READ).count(),
        "taken_back": taken_back(user, today),
        "today": today,
    }
