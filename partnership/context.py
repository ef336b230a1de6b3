"""What every page's frame shows."""

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from partnership.models import AreaPartnership


def frame(request) -> dict:
    return {
        "partnership": SimpleLazyObject(lambda: AreaPartnership.objects.first()),
        "demo": settings.IS_DEMO,
        "languages": [
            {"code": code, "name": name, "url": _in_language(request, code)}
            for code, name in settings.LANGUAGES
            if code != get_language()
        ],
    }


def _in_language(request, code: str) -> str:
    return translate_url(request.get_full_path(), code)
