"""Dates, times and other words as people read them."""

import datetime
import re

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def moment(when: datetime.datetime) -> str:
    """“25 November 2026, 5:58 am”, in Melbourne's time."""
    local = timezone.localtime(when)
    half = _("am") if local.hour < 12 else _("pm")
    clock = f"{(local.hour - 1) % 12 + 1}:{local.minute:02d}"
    return f"{date_format(local, 'j F Y')}, {clock} {half}"


@register.filter
def unbroken(words: object) -> SafeString:
    """For a heading: a short word with a hyphen, such as “drop-in”, is not cut at a line’s end."""
    parts = re.split(r"(\b\w{1,8}-\w{1,8}\b)", str(words))
    kept = [format_html('<span class="nowrap">{}</span>', one) if n % 2 else one
            for n, one in enumerate(parts)]  # fmt: skip
    return format_html_join("", "{}", ((one,) for one in kept))


@register.filter
def device(user_agent: str) -> str:
    """“Firefox on Windows”: as much of a browser's signature as its owner recognises."""
    browsers = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome"}
    systems = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows"}
    browsers |= {"CriOS": "Chrome", "FxiOS": "Firefox", "Safari": "Safari"}
    systems |= {"Mac OS": "Mac", "CrOS": "Chromebook", "Linux": "Linux"}
    browser = next((name for sign, name in browsers.items() if sign in user_agent), "")
    system = next((name for sign, name in systems.items() if sign in user_agent), "")
    if not browser or not system:
        return _("A browser we do not know")
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
