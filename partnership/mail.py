"""
Mails: written once, as text and as html, kept as a row, and sent by the worker.

A mail is neutral on the outside, holds links and no stories, and does not watch its reader
(SECURITY R63). ``queue`` may be called twice for the same thing; it is mailed once.
"""

import datetime
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from smtplib import SMTPConnectError, SMTPException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.errors import TooLate
from partnership.events import record, ring_after_commit
from partnership.mail_server import NoMailServer
from partnership.models import AreaPartnership, Mail, User
from partnership.permissions import authorise

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
FIRST_PAUSE = datetime.timedelta(minutes=5)  # doubled after each attempt: two and a half hours
LOST_AFTER = datetime.timedelta(minutes=15)

_openers: dict[str, Callable[..., str]] = {}
_one_click: set[str] = set()


@dataclass(frozen=True)
class SecretLink:
    """A link that opens something without signing in. Its address is made when the mail leaves."""

    opens: str
    arguments: tuple[int | str, ...]


@dataclass(frozen=True)
class Part:
    """A paragraph, with a heading above and a link below if they are there."""

    words: str
    heading: str = ""
    label: str = ""  # of the link
    link: str | SecretLink = ""  # a path of the portal, or a secret


def opener(opens: str, *, one_click: bool = False) -> Callable:
    """
    Name the function that gives the path of a secret link from its arguments.

    ``one_click``: a POST to it ends these mails, so the program that reads the mail may offer that
    by itself (RFC 8058).
    """

    def register(make: Callable[..., str]) -> Callable[..., str]:
        _openers[opens] = make
        if one_click:
            _one_click.add(opens)
        return make

    return register


@transaction.atomic
def queue(
    kind: str,
    parts: Sequence[Part],
    *,
    to: User | None,
    key: str,
    subject: str,
    address: str = "",
) -> Mail | None:
    """
    Write a mail and leave it to the worker. Gives None if the same was queued before.

    Args:
        key: what makes it the same mail, such as "digest:12:2026-10-05".
        address: for somebody who has no account yet.
    """
    links: list[list] = []
    shown = []
    for part in parts:
        shown.append({"part": part, "address": _address(part.link, links)})
    partnership = AreaPartnership.objects.first()
    context = {
        "subject": subject,
        "greeting": _("Hello %(name)s,") % {"name": to.first_name} if to else _("Hello,"),
        "parts": shown,
        "partnership": partnership,
        "choose": settings.SITE_URL + reverse("my-mail") if to and to.is_partner else "",
        "is_demo": settings.IS_DEMO,
    }
    mail, is_new = Mail.objects.get_or_create(
        dedupe_key=key,
        defaults={
            "to": to,
            "address": to.email if to else address,
            "kind": kind,
            "subject": subject,
            "text": render_to_string("mail/letter.txt", context),
            "html": render_to_string("mail/letter.html", context),
            "links": links,
            "queued_at": timezone.now(),
            "try_at": timezone.now(),
        },
    )
    if is_new:
        ring_after_commit()
    return mail if is_new else None


def _address(link: str | SecretLink, links: list[list]) -> str:
    if not isinstance(link, SecretLink):
        return f"{settings.SITE_URL}{link}" if link else ""
    links.append([link.opens, *link.arguments])
    return f"[[link {len(links)}]]"


def complete(mail: Mail) -> tuple[str, str]:
    """Text and html as they are sent, secret links included."""

    def made(mark: re.Match) -> str:
        opens, *arguments = mail.links[int(mark[1]) - 1]
        return settings.SITE_URL + _openers[opens](*arguments)

    marks = "|".join(str(number) for number in range(1, len(mail.links) + 1))
    if not marks:
        return mail.text, mail.html
    pattern = re.compile(rf"\[\[link ({marks})\]\]")
    return pattern.sub(made, mail.text), pattern.sub(made, mail.html)


def post() -> int:
    """
    Send what waits, oldest first. Gives how many mails left.

    A mail is claimed before it leaves. If the worker is lost in that moment nobody knows whether
    it left, so it is shown to a person instead of being sent twice.
    """
    _give_up_lost_ones()
    sent = 0
    waiting = Mail.objects.filter(
        sent_at__isnull=True, failed="", started_at__isnull=True, try_at__lte=timezone.now()
    )
    for mail in waiting.select_related("to").order_by("try_at", "pk"):
        claimed = Mail.objects.filter(pk=mail.pk, started_at__isnull=True, sent_at__isnull=True)
        if not claimed.update(started_at=timezone.now(), attempts=F("attempts") + 1):
            continue  # another worker has it
        mail.refresh_from_db(fields=["attempts"])
        try:
            _send(mail)
        except Exception as error:  # one that cannot be sent must not hold up the others
            _note_failure(mail, error)
            if _server_is_away(error):
                break
        else:
            Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
            sent += 1
    return sent


def _send(mail: Mail) -> None:
    text, html = complete(mail)
    partnership = AreaPartnership.objects.first()
    message = EmailMultiAlternatives(
        mail.subject,
        text,
        to=[mail.address],
        reply_to=[partnership.contact_email] if partnership else None,
        # No answer by a machine, and no "I am on leave" to the portal.
        headers={
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **_way_out(mail),
        },
        connection=get_connection(),
    )
    message.attach_alternative(html, "text/html")
    message.send()


def _way_out(mail: Mail) -> dict[str, str]:
    for opens, *arguments in mail.links:
        if opens in _one_click:
            return {
                "List-Unsubscribe": f"<{settings.SITE_URL}{_openers[opens](*arguments)}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
    return {}


def _note_failure(mail: Mail, error: Exception) -> None:
    # The kind of error only: a mail server may repeat the address in its words.
    reason = str(error) if isinstance(error, NoMailServer) else type(error).__name__
    logger.error("mail.not_sent", extra={"mail": mail.pk, "why": reason})
    changes: dict = {"started_at": None}
    if mail.attempts >= MOST_ATTEMPTS:
        changes["failed"] = reason
    else:
        changes["try_at"] = timezone.now() + FIRST_PAUSE * 2 ** (mail.attempts - 1)
    Mail.objects.filter(pk=mail.pk).update(**changes)


def _server_is_away(error: Exception) -> bool:
    if isinstance(error, SMTPServerDisconnected | SMTPConnectError):
        return True
    return isinstance(error, OSError) and not isinstance(error, SMTPException)


def _give_up_lost_ones() -> None:
    lost = Mail.objects.filter(
        sent_at__isnull=True, failed="", started_at__lt=timezone.now() - LOST_AFTER
    )
    lost.update(failed=_("The worker was lost while it sent this. It may have arrived."))


@transaction.atomic
def send_again(mail: Mail, *, by: User) -> None:
    """
    Try a mail that failed once more.

    Raises:
        NotAllowed: ``by`` looks after neither the partnership nor its accounts.
        TooLate: it did not fail, or somebody else did this before.
    """
    authorise(by, "partnership.send_mail")
    again = {"failed": "", "attempts": 0, "started_at": None, "try_at": timezone.now()}
    if not Mail.objects.filter(pk=mail.pk).exclude(failed="").update(**again):
        raise TooLate(_("This email is not among those that failed any more."))
    record("partnership.mail.sent_again", mail, by=by)
    ring_after_commit()


@transaction.atomic
def send_test(*, by: User) -> Mail:
    """
    Mail a few words to the one who asks: does the way out work?

    Raises:
        NotAllowed: ``by`` looks after neither the partnership nor its accounts.
    """
    authorise(by, "partnership.send_mail")
    mail = queue(
        "test",
        [Part(_("You asked for this email. It shows that the portal can send emails to you."))],
        to=by,
        key=f"test:{by.pk}:{timezone.now().isoformat()}",
        subject=_("A test from the portal"),
    )
    record("partnership.mail.tested", mail, by=by)
    return mail
