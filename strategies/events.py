"""What the worker does when something happened to an update."""

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership import mail
from partnership.events import on
from partnership.models import Event
from partnership.people import away
from partnership.rules import works_for
from strategies import words
from strategies.models import Update


@on("strategies.update.returned")
def mail_the_question(event: Event) -> None:
    """Tell the sender, or who covers for her; nothing if it was answered, or she has left."""
    updates = Update.objects.visible_to(event.by).select_related("action__organisation", "sent_by")
    update = updates.get(pk=event.subject_id)
    sender = update.sent_by
    if update.state != Update.State.RETURNED or not sender.is_active:
        return
    if not works_for(sender, update.action.organisation):
        return
    absence = away.absence_from(update.action.organisation, sender, timezone.localdate())
    about = {
        "who": event.by.name,
        "title": update.action.title,
        "period": words.period_words(update.period),
    }
    if absence:
        said = _("%(who)s has a question about the update of “%(title)s” for %(period)s.") % about
        what = f"{said} {away.words(absence)}"
    else:
        what = _("%(who)s has a question about your update of “%(title)s” for %(period)s.") % about
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
        to=absence.cover.user if absence else sender,
        key=f"update-returned:{update.pk}:{event.pk}",
        subject=_("A question about an update"),
    )
