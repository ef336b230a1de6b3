"""Following by mail: nobody is told anything before she confirmed, and one press ends it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement import promises
from engagement.models import Subscriber
from partnership import mail
from partnership.models import Mail

KINDS = ["news", "follow"]  # of mails to followers


@transaction.atomic
def ask_to_follow(email: str) -> None:
    """
    Mail the address once a day at most, whether it is known here or not: the mail says which.

    Nothing in the answer of the page tells one from the other (SECURITY R3).
    """
    today = timezone.localdate()
    follower, _is_new = Subscriber.objects.get_or_create(
        email=email.lower(), defaults={"asked_on": today}
    )
    if follower.confirmed_on:
        words = _("You asked to follow us, and you do already. There is nothing to confirm.")
        label, link = _("Stop these emails"), "engagement.unsubscribe"
    else:
        words = _(
            "Somebody asked that we email you when there is something new. Was it you? Then "
            "confirm it. If not, do nothing: we forget your address after %(days)s days."
        ) % {"days": promises.PENDING_FOR}
        label, link = _("Yes, email me"), "engagement.confirm"
    mail.queue(
        "follow",
        [mail.Part(words, label=label, link=mail.SecretLink(link, (follower.pk,)))],
        to=None,
        key=f"follow:{follower.pk}:{today}",
        subject=_("Please confirm"),
        address=follower.email,
    )


def confirm_following(subscriber: int) -> bool:
    """She follows from now on. False if we have forgotten the address meanwhile."""
    pending = Subscriber.objects.filter(pk=subscriber)
    pending.filter(confirmed_on__isnull=True).update(confirmed_on=timezone.localdate())
    return pending.exists()


@transaction.atomic
def stop_following(subscriber: int) -> None:
    """Forget the address, in mails that were sent too. Again, it changes nothing."""
    for follower in Subscriber.objects.filter(pk=subscriber):
        forget_mails([follower.email])
        follower.delete()


def forget_mails(addresses: list[str]) -> None:
    mails = Mail.objects.filter(kind__in=KINDS, address__in=addresses)
    mails.filter(sent_at__isnull=True).update(failed=_("The address asked for no more emails."))
    mails.update(address="", links=[])
