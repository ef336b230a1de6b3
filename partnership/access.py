"""
The first door: who may come to an address at all.

Every view carries one mark, ``@open_to(...)``. The middleware refuses a view without one, so
forgetting it closes the page instead of opening it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows import reauthentication
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, resolve_url
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.cache import patch_cache_control
from django_htmx.http import HttpResponseClientRedirect

from partnership import kept_words
from partnership.accounts import second_step, sessions

PUBLIC = "public"
PARTNERS = "partners"
BACKBONE = "backbone"
ADMINISTRATORS = "administrators"
BY_LINK = "by_link"  # whoever holds an unguessable link

_MAY_COME: dict[str, Callable] = {
    PUBLIC: lambda user: True,
    BY_LINK: lambda user: True,
    PARTNERS: lambda user: user.is_authenticated and user.is_partner,
    BACKBONE: lambda user: user.is_authenticated and user.is_backbone,
    ADMINISTRATORS: lambda user: user.is_authenticated and user.is_administrator,
}
# The admin is one rule for its prefix; what opens inside is its own permissions.
ADMIN_MARK = (BACKBONE, ADMINISTRATORS)


@dataclass(frozen=True)
class Mark:
    """Who may come, and whether the answer may be kept by a cache."""

    who: tuple[str, ...]
    cached: bool
    before_second_step: bool = False
    keeps: tuple[str, ...] = ()

    @property
    def is_for_everybody(self) -> bool:
        return bool({PUBLIC, BY_LINK} & set(self.who))


def open_to(
    *who: str, form: bool = False, before_second_step: bool = False, keeps: tuple[str, ...] = ()
):
    """
    Mark a view with who may come. ``form``: the page shows a form to the public.
    ``before_second_step``: it opens also to a person who must set up her second step first.
    ``keeps``: the fields of a form that are back in it when she had to sign in again.

    Only a public page without a form may be kept by a cache; it must be the same for everybody.
    """

    def mark(view):
        view.open_to = Mark(who, who == (PUBLIC,) and not form, before_second_step, keeps)
        return view

    return mark


def mark_of(view) -> Mark | None:
    return getattr(view, "open_to", None)


def may_come(user, mark: Mark) -> bool:
    return any(_MAY_COME[kind](user) for kind in mark.who)


class DenyByDefault:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.access_mark = None
        response = self.get_response(request)
        self._set_cache_class(request, response)
        return response

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        mark = Mark(ADMIN_MARK, cached=False) if "admin" in match.app_names else mark_of(view)
        if mark is None:
            raise Http404("no mark on this view")
        request.access_mark = mark
        if not mark.is_for_everybody:
            return self._check_person(request, mark)
        return None

    def _check_person(self, request, mark: Mark):
        """Who is it, is she still the same, may she come, and with one step or two?"""
        if request.user.is_authenticated and sessions.is_over(request):
            logout(request)
        if not request.user.is_authenticated:
            return _to_sign_in(request, mark)
        request.user.acts_for = request.session.get(sessions.ACTS_FOR)
        if not may_come(request.user, mark):
            raise Http404("not for this person")
        sessions.note_use(request)
        if not mark.before_second_step and second_step.is_missing(request.user):
            return _to(request, resolve_url("mfa_index"))
        if mark.who == ADMIN_MARK and sessions.must_confirm(request):
            return reauthentication.suspend_request(request, resolve_url("account_reauthenticate"))
        return None

    def _set_cache_class(self, request, response):
        mark = request.access_mark
        if response.has_header("Cache-Control"):
            return
        if mark and mark.cached and response.status_code == 200:
            patch_cache_control(response, public=True, max_age=60)
        else:
            patch_cache_control(response, private=True, no_store=True)


def _to_sign_in(request, mark: Mark):
    """To sign-in and back; under htmx the whole page goes there, not the part it asked for."""
    if not request.htmx:
        sign_in = redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        return kept_words.keep(request, sign_in, mark.keeps)
    page = urlsplit(request.htmx.current_url or "").path or request.path
    query = urlencode({"next": page})
    return _to(request, f"{resolve_url(settings.LOGIN_URL)}?{query}")


def _to(request, url: str):
    """To another page; under htmx the whole page goes there."""
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


@dataclass(frozen=True)
class Address:
    """One line of the table of all addresses."""

    route: str
    name: str
    view: Callable
    mark: Mark | None


def addresses(resolver: URLResolver | None = None, prefix="", names=()) -> Iterable[Address]:
    """Every address of the portal, by walking the resolver. No table is kept by hand."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = ":".join([*names, entry.name or ""])
            mark = Mark(ADMIN_MARK, cached=False) if "admin" in names else mark_of(entry.callback)
            yield Address(route, name, entry.callback, mark)
        else:
            inner = [*names, entry.namespace] if entry.namespace else list(names)
            yield from addresses(entry, route, inner)
