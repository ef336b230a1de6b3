"""
Words that were sent without a script after the session had ended (PB-58).

They wait in the person's own browser while she signs in, by whatever way: in one cookie, signed,
for this address only, gone with the browser and worthless after an hour. The portal keeps nothing
of somebody it does not know. A script keeps them in the tab instead (portal.js).
"""

from django.conf import settings
from django.core import signing
from django.shortcuts import render, resolve_url

NAME = "kept"
LASTS = 3600  # seconds
LONGEST = 3800  # bytes; browsers take cookies up to 4096 with their name and attributes
_SALT = "partnership.kept-words"
_NOT_WORDS = {"version", "form_id"}  # what a form says beside them


def keep(request, response, names: tuple[str, ...]):
    """``response`` with the fields ``names`` of this POST; a page to copy them from if too long."""
    words = _sent(request, names)
    if not words:
        return response
    value = signing.dumps({"path": _place(request), "words": words}, salt=_SALT, compress=True)
    if len(value) > LONGEST:
        context = {
            "words": typed(request, names),
            "sign_in": resolve_url(settings.LOGIN_URL),
            "next": request.path,
        }
        return render(request, "account/copy_your_words.html", context, status=403)
    response.set_cookie(
        NAME,
        value,
        path=_place(request),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def typed(request, names: tuple[str, ...]) -> list[str]:
    """The texts among the fields ``names`` of this POST, to copy them from a page."""
    return [text for name, text in _sent(request, names).items() if name not in _NOT_WORDS]


def _sent(request, names: tuple[str, ...]) -> dict[str, str]:
    return {name: request.POST[name] for name in names if request.POST.get(name)}


def of(request) -> dict[str, str]:
    """The fields that wait for this address; empty if there are none, or none of ours."""
    try:
        kept = signing.loads(request.COOKIES.get(NAME, ""), salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return {}
    return kept["words"] if kept["path"] == _place(request) else {}


def forget(request, response) -> None:
    """They are saved now."""
    if NAME in request.COOKIES:
        response.delete_cookie(NAME, path=_place(request), samesite="Lax")


def _place(request) -> str:
    """All addresses of one thing lie below it: ``…/edit/`` and ``…/send/`` are one place."""
    return request.path.rstrip("/").rsplit("/", 1)[0] + "/"
