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
