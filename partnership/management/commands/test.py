import os
import sys

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Run the tests: python3 manage.py test [pytest arguments]"
    requires_system_checks = []

    def run_from_argv(self, argv):
        """Everything after ``test`` is pytest's."""
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *argv[2:]])

    def handle(self, *args, **options):
        self.run_from_argv(["manage.py", "test"])
