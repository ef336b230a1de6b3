"""The one-command run: installs, starts and watches everything the portal needs on a bare machine.

Standard library only (`testing`, the pytest plugin, apart), because most of it runs before anything
is installed. manage.py loads it by its path; the portal itself imports none of it.
"""
