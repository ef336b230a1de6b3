"""Where something of another app can be read."""

from django.urls import NoReverseMatch


def page_of(thing) -> str:
    """Its page, or "" while no page of the portal shows it: then its name stands without a link."""
    try:
        return thing.get_absolute_url()
    except NoReverseMatch:
        return ""
