"""The Celery application. Tasks live in each app's ``tasks.py``."""

import os
import warnings

from celery import Celery
from celery.signals import setup_logging, task_failure

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")

if os.environ.get("PORTAL_SUPERVISED"):
    # The one-command run may be started by root in a container; Celery's page-long
    # warning about it would bury the address of the portal.
    from celery.platforms import SecurityWarning

    warnings.simplefilter("ignore", SecurityWarning)

app = Celery("partnership")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_log(**_):
    """Whoever listens here sets up the log: Django has done it, from the settings."""


@task_failure.connect
def notice_a_full_disk(exception=None, **_):
    from partnership.outage import notice

    notice(exception)
