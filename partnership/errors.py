"""Errors that carry the sentence for the person, and the middleware that shows it."""

from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin
from django_htmx.http import reswap, retarget


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

    def _answer(self, request, exception, context):
        if getattr(request, "htmx", False):
            response = render(request, "components/refused.html", context, status=exception.status)
            return reswap(retarget(response, "#messages"), "innerHTML")
        return render(request, exception.template, context, status=exception.status)
