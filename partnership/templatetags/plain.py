"""Dates and times as people say them."""

import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
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
