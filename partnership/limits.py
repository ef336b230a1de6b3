"""
How often somebody may try. The table is partnership/rates.py; LIMITS replaces single lines.

Each line is "how many / how long / counted by what": ``ip`` the network address, ``user`` the
person who is signed in, ``key`` the email or account that is tried. Counters stand in the cache
that all processes share, and in a table while Redis is away (partnership/cache.py).
"""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _

from partnership.errors import DomainError


class TooMany(DomainError):
    """Too often; ``wait`` says after how many seconds it makes sense to try again."""

    status = 429
    template = "429.html"

    def __init__(self, wait: float):
        super().__init__(_("That was too often. Wait a little, then try again."))
        self.wait = int(wait)


def spend(request, action: str, *, key: str = "") -> None:
    """
    Count one try of ``action``.

    Raises:
        TooMany: there was none left.
    """
    usage = ratelimit.consume(
        request, app="portal", action=action, config=settings.RATES, key=key.casefold()
    )
    if not usage:
        rates = ratelimit.get_rates(app="portal", action=action, config=settings.RATES)
        raise TooMany(max(rate.duration for rate in rates))


def was_too_often(form) -> bool:
    """Whether allauth refused a form because of its counters."""
    codes = {e.code for errors in form.errors.as_data().values() for e in errors}
    return bool(codes & {"too_many_login_attempts", "rate_limited"})


def page(request, wait: float = 300):
    """The page for it, the same for every address that was tried."""
    response = render(request, "429.html", {"minutes": max(1, round(wait / 60))}, status=429)
    response["Retry-After"] = str(int(wait))
    return response
