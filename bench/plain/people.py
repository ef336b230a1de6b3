"""Fill the plain project. Run as the owner of its database."""

import json
import sys
from pathlib import Path

import django


def main(partners: int, file: str) -> None:
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from bench.people import _session, _with_csrf
    from bench.plain.models import Action, Update

    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)  # the tables of this project
    lines = []
    for number in range(partners):
        user = User.objects.create(username=f"p{number}", password="!")
        action = Action.objects.create(title=f"Action {number}")
        action.members.add(user)
        Update.objects.create(action=action, delivery="on_track", what_happened="Begun.")
        address = f"/update/{action.pk}/"
        lines.append({"cookie": f"sessionid={_session(user)}", "form": address, "save": address})
    Path(file).write_text(json.dumps([_with_csrf(line) for line in lines]))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
