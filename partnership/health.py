"""The answer to a watcher: ready, ready with something amiss, or not ready (SECURITY R79)."""

from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from partnership import watching
from partnership.access import PUBLIC, open_to


@open_to(PUBLIC, form=True)
@csrf_exempt
@require_safe
def ready(request):
    """
    200 with ``ok`` or ``degraded``, or 503 with ``down``; each part by its name, ``ok`` or not.

    Nothing else is told to the public; the backbone team also reads what to do.
    """
    found = watching.checks(timezone.now())
    failing = [check for check in found if not check.ok]
    status = "down" if any(c.needed for c in failing) else "degraded" if failing else "ok"
    answer = {
        "status": status,
        "checks": {check.name: "ok" if check.ok else "failing" for check in found},
    }
    if _may_read_details(request, found):
        answer["details"] = [check.detail for check in failing]
    return JsonResponse(answer, status=503 if status == "down" else 200)


def _may_read_details(request, found: list[watching.Check]) -> bool:
    """Who asks is known from the database: while that is away, nobody is."""
    if any(check.needed and not check.ok for check in found):
        return False
    return request.user.is_authenticated and (
        request.user.is_backbone or request.user.is_administrator
    )
