"""Where the thread is broken, and one search over everything."""

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backbone.search import search as find
from backbone.thread import breaks
from partnership.access import BACKBONE, PARTNERS, PUBLIC, open_to

# A public page is the same for every reader, so it is read as nobody.
EVERYBODY = AnonymousUser()
MOST = 100  # letters of a search


@open_to(PUBLIC)
@require_safe
def not_yet(request):
    return render(request, "backbone/not_yet.html", {"breaks": list(breaks())})


@open_to(PUBLIC)
@require_safe
def search(request):
    return _found(request, EVERYBODY, "base_public.html")


@open_to(PARTNERS, BACKBONE)
@require_safe
def our_search(request):
    """The same, over what this person may see."""
    return _found(request, request.user, "base_partner.html")


def _found(request, user, base: str):
    words = request.GET.get("words", "").replace("\0", "").strip()[:MOST]
    groups = find(words, user)
    many = sum(len(group.found) for group in groups)
    context = {"words": words, "groups": groups, "many": many, "base": base}
    return render(request, "backbone/search.html", context)
