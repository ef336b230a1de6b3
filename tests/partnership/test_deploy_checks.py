"""`manage.py check --deploy` with good settings and with each bad one (SECURITY R85)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "PORTAL_PROFILE": "production",
    "SECRET_KEY": "x7Pq-9Zt_" + "aB3dE5fG7hJ9kL1mN" * 3,
    "ALLOWED_HOSTS": "localhost",
    "REDIS_URL": "redis://:a-long-password@redis:6379/1",
}


def check(**settings: str) -> subprocess.CompletedProcess:
    """As whoever runs a site calls it, in a process of its own with these settings."""
    command = [sys.executable, "-W", "ignore", "manage.py", "check", "--deploy"]
    env = os.environ | PRODUCTION | settings
    return subprocess.run(
        [*command, "--fail-level", "WARNING"], cwd=ROOT, env=env, capture_output=True, text=True
    )


def test_the_production_profile_is_clean():
    told = check()

    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize(
    ("bad", "codes"),
    [
        ({"DEBUG": "1"}, {"partnership.E004"}),
        ({"ALLOWED_HOSTS": "*"}, {"partnership.E005"}),
        ({"ALLOWED_HOSTS": "*.example.org"}, {"partnership.E005"}),
        ({"REDIS_URL": "redis://redis:6379/1"}, {"partnership.E006"}),
        ({"HEARTBEAT_URL": "http://watch.example.org/1"}, {"partnership.E008"}),
        ({"SECRET_KEY": "short"}, {"partnership.E003"}),
        ({"PORTAL_PROFILE": "demo"}, {"security.W004", "security.W008"}),
    ],
    ids=["debug", "any-host", "any-subdomain", "open-redis", "heartbeat", "short-key", "demo"],
)
def test_a_bad_setting_is_named(bad, codes):
    told = check(**bad)

    assert told.returncode == 1
    assert all(code in told.stderr for code in codes), told.stderr


def test_a_socket_of_redis_needs_no_password():
    assert check(REDIS_URL="unix:///run/redis.sock?db=1").returncode == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("portal_web", []),
        ("portal_worker", []),
        ("portal", ["partnership.E007"]),  # owns the tables of these tests
    ],
)
def test_the_role_of_the_database_owns_nothing(role, codes):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")

    found = run_checks(tags=[Tags.database], include_deployment_checks=True, databases=["default"])

    assert [error.id for error in found if error.id.startswith("partnership")] == codes
