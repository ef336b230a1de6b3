"""Errors that carry the sentence for the person, and the middleware that shows it."""

import sys

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin
from django_htmx.http import reswap, retarget

from partnership import kept_words
from partnership.logs import current_code
from partnership.outage import is_full, is_outage, is_too_slow, notice

RETRY_AFTER = 10  # seconds


class DomainError(Exception):
    """A refused act. ``str(error)`` is a whole sentence for the person who tried."""

    status = 400
    template = "409.html"


class NotAllowed(DomainError):
    """Not yours to do."""

    status = 403
    template = "403.html"


class TooLate(DomainError):
    """It moved on, or somebody else was first. Nothing was changed."""

    status = 409


class NoRoom(DomainError):
    """The disk is full. It is not her fault, and nothing was kept by halves."""

    status = 507
    template = "507.html"


class domain_errors(MiddlewareMixin):
    """A refused act becomes a page, or a message beside what is on the screen."""

    def process_exception(self, request, exception):
        if not isinstance(exception, DomainError):
            return None
        context = {"reason": str(exception)}
        wait = getattr(exception, "wait", None)  # seconds, where it was too often
        if wait:
            context["minutes"] = max(1, wait // 60)
        response = self._answer(request, exception, context)
        if wait:
            response["Retry-After"] = str(wait)
        return response

    def process_response(self, request, response):
        """An address that only takes a form, opened by hand: a way on instead of an empty page."""
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    def _answer(self, request, exception, context):
        if getattr(request, "htmx", False):
            response = render(request, "components/refused.html", context, status=exception.status)
            return reswap(retarget(response, "#messages"), "innerHTML")
        return render(request, exception.template, context, status=exception.status)


def server_error(request):
    """
    The last door of a request that failed. Its pages ask for no data, and give back the words of
    a form that keeps them (``keeps`` of its mark): nothing of them was kept.

    While the database is away or takes too long: 503 and when to try again. It comes back by
    itself, because a broken connection is thrown away before the next request. Else 500, with the
    code of this request, which is also in the log.
    """
    mark = getattr(request, "access_mark", None)
    words = kept_words.typed(request, mark.keeps) if mark else []
    error = sys.exc_info()[1]
    notice(error)
    if isinstance(error, OSError) and is_full(error):  # a file was too much for the disk
        answer = HttpResponse(render_to_string("507.html", {"words": words}), status=507)
    elif is_outage(error) or is_too_slow(error):
        context = {"words": words, "is_too_slow": is_too_slow(error)}
        answer = HttpResponse(render_to_string("503.html", context), status=503)
        answer["Retry-After"] = str(RETRY_AFTER)
    else:
        page = render_to_string("500.html", {"code": current_code(), "words": words})
        answer = HttpResponse(page, status=500)
    answer["Cache-Control"] = "private, no-store"
    return answer
