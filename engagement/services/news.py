"""News: written, shown from a moment on, and mailed once to those who follow."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement.models import NewsItem, Subscriber
from partnership import mail, states
from partnership.models import User
from partnership.permissions import authorise


def publish_news(item: NewsItem, *, by: User) -> None:
    """Show it from its moment on; without one, from now."""
    authorise(by, "engagement.publish_news")
    states.move(item, NewsItem.State.PUBLISHED, by=by, publish_at=item.publish_at or timezone.now())


def take_back_news(item: NewsItem, *, by: User) -> None:
    """Take it off the pages, to mend it. Who was told once is not told again."""
    authorise(by, "engagement.publish_news")
    states.move(item, NewsItem.State.DRAFT, by=by)


@transaction.atomic
def tell_followers(now: datetime.datetime) -> int:
    """Mail each follower a link to what has become public since. Gives how many mails."""
    due = NewsItem.all_objects.select_for_update(skip_locked=True).filter(
        state=NewsItem.State.PUBLISHED, publish_at__lte=now, mailed_at__isnull=True
    )
    followers = list(Subscriber.objects.filter(confirmed_on__isnull=False))
    queued = 0
    for item in due:
        for follower in followers:
            mail.queue(
                "news",
                [
                    # The outside is neutral, and the title may say too much on a shared screen.
                    mail.Part(
                        _("There is something new on our site."),
                        label=_("Read it"),
                        link=item.get_absolute_url(),
                    ),
                    mail.Part(
                        _("You get this because you asked for it."),
                        label=_("Stop these emails"),
                        link=mail.SecretLink("engagement.unsubscribe", (follower.pk,)),
                    ),
                ],
                to=None,
                key=f"news:{item.pk}:{follower.pk}",
                subject=_("Something new"),
                address=follower.email,
            )
            queued += 1
        NewsItem.all_objects.filter(pk=item.pk).update(mailed_at=now)
    return queued
