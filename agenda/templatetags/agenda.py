"""What the agenda shows on any page. Public parts are the same for every reader."""

from django import template
from django.urls import reverse

from agenda.models import Agenda, Aspiration, Endorsement, OutcomeText
from agenda.querysets import EVERYBODY
from agenda.waiting import agenda_desk_lines

register = template.Library()


@register.simple_tag
def outcomes_in_force() -> list[OutcomeText]:
    """What partners agreed that they want, in its order; each with its ``outcome``. 1 query."""
    agendas = Agenda.objects.visible_to(EVERYBODY).in_force()
    texts = OutcomeText.objects.filter(agenda__in=agendas).select_related("outcome")
    return list(texts.order_by("order"))


@register.inclusion_tag("agenda/_latest_words.html")
def latest_words(count=2):
    """The newest words that everybody may read. 1 query."""
    said = Aspiration.objects.visible_to(EVERYBODY).quotable().select_related("place")
    return {"said": said.order_by("-heard_on", "-pk")[:count]}


@register.inclusion_tag("agenda/_signed_by.html", takes_context=True)
def versions_signed_by(context, organisation):
    """For its own people: what their organisation said of each version, and what waits."""
    user = context["request"].user
    words = Endorsement.objects.standing().filter(
        organisation=organisation, agenda__in=Agenda.objects.visible_to(user)
    )
    words = list(words.select_related("agenda").order_by("-agenda__number"))
    open_ones = Agenda.objects.visible_to(user).filter(state=Agenda.State.CONSULTATION)
    signed = {one.agenda_id for one in words}
    return {"words": words, "unsigned": [one for one in open_ones if one.pk not in signed]}


@register.inclusion_tag("agenda/_desk.html", takes_context=True)
def agenda_at_the_desk(context):
    """What waits for the backbone team: comments to answer, partners that have not said."""
    lines = agenda_desk_lines(context["request"].user)
    return {"lines": lines, "comments_page": reverse("admin:agenda_comment_changelist")}
