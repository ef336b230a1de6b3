"""What must be true before the portal starts."""

import ipaddress

from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@register("safe_start")
def only_loopback_without_second_step(app_configs, **kwargs):
    """The demonstration has known passwords and one step: it answers on its own machine only."""
    hosts = [host for host in settings.ALLOWED_HOSTS if not _is_loopback(host)]
    if not hosts or settings.SECOND_STEP_REQUIRED or settings.PORTAL_PROFILE == "test":
        return []
    return [
        Error(
            f"ALLOWED_HOSTS names {', '.join(hosts)}. The demonstration asks for no second step "
            "at sign-in, so it starts for 127.0.0.1 and localhost only.",
            hint="For a real portal set PORTAL_PROFILE=production.",
            id="partnership.E001",
        )
    ]


@register("safe_start")
def known_profile(app_configs, **kwargs):
    if settings.PORTAL_PROFILE in ("production", "demo", "test"):
        return []
    return [
        Error(
            f"PORTAL_PROFILE is “{settings.PORTAL_PROFILE}”; it is production, demo or test.",
            id="partnership.E002",
        )
    ]


@register("safe_start")
def long_secret_key(app_configs, **kwargs):
    if len(settings.SECRET_KEY) >= 50 and len(set(settings.SECRET_KEY)) >= 5:
        return []
    return [
        Error(
            "SECRET_KEY is too short: use at least 50 random characters.",
            hint="python -c 'import secrets; print(secrets.token_urlsafe(50))'",
            id="partnership.E003",
        )
    ]


def refuse_unsafe_start() -> None:
    """The web process runs no system checks by itself, so it asks for these."""
    errors = [
        *only_loopback_without_second_step(None),
        *known_profile(None),
        *long_secret_key(None),
    ]
    if errors:
        raise ImproperlyConfigured(" ".join(error.msg for error in errors))
