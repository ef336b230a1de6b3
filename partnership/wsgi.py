"""The web process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")

application = get_wsgi_application()

from partnership.checks import refuse_unsafe_start  # noqa: E402  (needs the apps to be loaded)

refuse_unsafe_start()
