"""What must be true before the portal starts."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection


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


# --- for a real site: `manage.py check --deploy` (SECURITY R85) ----------------------


@register(Tags.security, deploy=True)
def no_errors_on_the_screen(app_configs, **kwargs):
    if not settings.DEBUG:
        return []
    return [
        Error(
            "DEBUG is on: errors would show code, settings and what people sent.",
            hint="Leave DEBUG out.",
            id="partnership.E004",
        )
    ]


@register(Tags.security, deploy=True)
def hosts_are_named(app_configs, **kwargs):
    if settings.ALLOWED_HOSTS and not any("*" in host for host in settings.ALLOWED_HOSTS):
        return []
    return [
        Error(
            "ALLOWED_HOSTS lets anybody choose the portal's name, which stands in its links.",
            hint="Name each host.",
            id="partnership.E005",
        )
    ]


@register(Tags.security, deploy=True)
def redis_is_closed_to_others(app_configs, **kwargs):
    """Whoever reaches Redis can give the worker tasks, and count attempts as he likes."""
    address = urlsplit(settings.REDIS_URL)
    if address.scheme == "unix" or address.password:
        return []
    return [
        Error(
            "REDIS_URL has neither a password nor a unix socket.",
            hint="redis://:PASSWORD@HOST:6379/1, with --requirepass on the server.",
            id="partnership.E006",
        )
    ]


@register(Tags.security, deploy=True)
def tells_by_https(app_configs, **kwargs):
    if not settings.HEARTBEAT_URL or urlsplit(settings.HEARTBEAT_URL).scheme == "https":
        return []
    return [
        Error(
            "HEARTBEAT_URL does not begin with https://, so nobody is told that the portal lives.",
            id="partnership.E008",
        )
    ]


@register(Tags.database, deploy=True)
def role_owns_no_table(app_configs, databases, **kwargs):
    """
    What the web process and the worker may do is granted; an owner may do everything.

    Only `prepare`, `backup` and `restore` run as the owner, so this is asked with
    `check --deploy --database default`, in the environment of the web process or the worker.
    """
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper OR EXISTS (SELECT FROM pg_tables"
            " WHERE schemaname = 'public' AND pg_has_role(tableowner, 'USAGE'))"
            " FROM pg_roles WHERE rolname = current_user"
        )
        role, may_do_everything = cursor.fetchone()
    if not may_do_everything:
        return []
    return [
        Error(
            f"DATABASE_URL names {role}, who owns the tables or is a superuser.",
            hint="portal_web for the web process, portal_worker for worker and clock.",
            id="partnership.E007",
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
