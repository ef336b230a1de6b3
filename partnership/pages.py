"""One function for whole pages and for the part that htmx asks for."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_page(request, template: str, context=None, *, fragment: str = "", status: int = 200):
    """
    Render ``template``, or only its ``fragment`` where htmx asks for a part of the page.

    A boosted link and a restored history entry need the whole page although they carry the
    HX-Request header; ``Vary`` keeps a cache from handing a fragment to a browser.
    """
    wants_part = (
        fragment
        and request.htmx
        and not (request.htmx.boosted or request.htmx.history_restore_request)
    )
    name = f"{template}#{fragment}" if wants_part else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
