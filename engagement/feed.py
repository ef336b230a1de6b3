"""News for feed readers: nobody gives an address, and nobody is counted."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.template.defaultfilters import linebreaks
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from engagement.models import NewsItem


class _Feed(Atom1Feed):
    def latest_post_date(self):
        """The newest item’s. An empty feed is the same each time, not of this moment."""
        if not self.items:
            return datetime.datetime.fromtimestamp(0, datetime.UTC)
        return super().latest_post_date()


def atom(items: Iterable[NewsItem], *, name: str) -> bytes:
    """An Atom feed (RFC 4287) of news, newest first. ``name``: of the partnership."""
    news = settings.SITE_URL + reverse("engagement:news")
    feed = _Feed(
        title=_("News of %(name)s") % {"name": name},
        link=news,
        description="",
        language=get_language(),
        author_name=name,
        feed_url=settings.SITE_URL + reverse("engagement:news-feed"),
        feed_guid=news,
    )
    for item in items:
        address = settings.SITE_URL + item.get_absolute_url()
        feed.add_item(
            title=item.title,
            link=address,
            description=linebreaks(item.body, autoescape=True),
            unique_id=address,  # an address never changes
            pubdate=item.publish_at,
            updateddate=item.publish_at,
        )
    return feed.writeString("utf-8").encode()
