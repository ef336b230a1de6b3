"""What the worker does when something happened to an update."""

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership import mail
from partnership.events import on
from partnership.models import Event, Membership, User
from partnership.people import away
from partnership.rules import works_for
from strategies import words
from strategies.models import Update


@on("strategies.update.returned")
def mail_the_question(event: Event) -> None:
    """Tell who answers for it, or who covers for her; nothing if it was answered meanwhile."""
    updates = Update.objects.visible_to(event.by).select_related(
        "action__organisation", "sent_by", "taken_over_by"
    )
    update = updates.get(pk=event.subject_id)
    if update.state != Update.State.RETURNED:
        return
    for person in _who_answers(update):
        _mail_the_question(update, person, event)


def _who_answers(update: Update) -> list[User]:
    """Its sender; if she has left, who took it over, or else the leads of the organisation."""
    organisation = update.action.organisation
    for person in (update.sent_by, update.taken_over_by):
        if person and person.is_active and works_for(person, organisation):
            return [person]
    leads = Membership.objects.filter(
        organisation=organisation,
        role=Membership.Role.LEAD,
        ended_on=None,
        user__is_active=True,
    )
    return [membership.user for membership in leads.select_related("user").order_by("pk")]


def _mail_the_question(update: Update, person: User, event: Event) -> None:
    absence = away.absence_from(update.action.organisation, person, timezone.localdate())
    about = {
        "who": event.by.name,
        "title": update.action.title,
        "period": words.period_words(update.period),
    }
    if person == update.sent_by and not absence:
        what = _("%(who)s has a question about your update of “%(title)s” for %(period)s.") % about
    else:
        what = _("%(who)s has a question about the update of “%(title)s” for %(period)s.") % about
    if absence:
        what = f"{what} {away.words(absence)}"
    told = absence.cover.user if absence else person
    mail.queue(
        "update_returned",
        [
            mail.Part(
                what,
                label=_("Read the question and answer"),
                link=update.get_absolute_url(),
            ),
            mail.Part(_("The words are kept. Until you answer, nothing of it is public.")),
        ],
        to=told,
        key=f"update-returned:{update.pk}:{event.pk}:{told.pk}",
        subject=_("A question about an update"),
    )


@on("partnership.membership.took_over")
def mail_what_was_taken_over(event: Event) -> None:
    """Tell the new person at once which updates are hers now; not if she gave them to herself."""
    taker = Membership.objects.select_related("user").get(pk=event.subject_id).user
    mine = Update.objects.visible_to(taker).filter(pk__in=event.data["tasks"], taken_over_by=taker)
    if taker == event.by or not mine:
        return
    left = User.objects.get(pk=event.data["left"])
    about = {"who": event.by.name, "left": left.name}
    intro = _("%(left)s has left. %(who)s asks you to go on with what was begun.") % about
    parts = [mail.Part(intro)]
    for update in mine.select_related("action").order_by("action__title", "period_end"):
        said = _("The update for %(period)s.") % {"period": words.period_words(update.period)}
        parts.append(
            mail.Part(
                said,
                heading=update.action.title,
                label=_("Go on with it"),
                link=update.get_absolute_url(),
            )
        )
    mail.queue(
        "taken_over",
        parts,
        to=taker,
        key=f"taken-over:{event.pk}",
        subject=_("Updates you take over"),
    )
