#!/usr/bin/env python3
"""Django's command line. Some commands first install what they need (partnership/stack)."""

import importlib
import importlib.util
import os
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def stack(module):
    """A module of partnership/stack, found by its path: importing `partnership` needs Celery."""
    folder = ROOT / "partnership" / "stack"
    spec = importlib.util.spec_from_file_location(
        "portal_stack", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    sys.modules.setdefault("portal_stack", importlib.util.module_from_spec(spec))
    return importlib.import_module(f"portal_stack.{module}")


def main():
    command = sys.argv[1:2]
    if command in (["demo"], ["test"], ["states"]):
        stack("bootstrap").enter(ROOT)
    if command == ["demo"]:
        sys.exit(stack("demo").main(ROOT, sys.argv[2:]))
    if command == ["test"]:  # pytest itself, at once: its plugin sets up what the settings need
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *sys.argv[2:]])
    if command == ["states"]:  # draws from the models; needs nothing of a site
        os.environ |= {"PORTAL_PROFILE": "test", "SECRET_KEY": secrets.token_urlsafe(50)}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError as missing:
        sys.exit(
            f"There is no {missing.name} for this Python. `python3 manage.py demo` and `test` "
            "install what they need; every other command runs on a site, inside its container: "
            "docs/operate/install.md says how."
        )
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
