"""Fill a portal: partners with actions and updates, each signed in. Run as the owner."""

import datetime
import json
import sys
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings

ACTIONS = 5  # of each partner
LONG_AGO, FAR = datetime.date(1960, 1, 1), datetime.date(2060, 1, 1)


def main(partners: int, updates: int, file: str) -> None:
    django.setup()
    from django.db import connection

    lines = fill(partners, updates)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    Path(file).write_text(json.dumps(lines))


def fill(partners: int, updates: int) -> list[dict]:
    """
    As whom and where each partner saves.

    ``updates`` of each partner are accepted, in quarters that have gone by.
    """
    from django.utils import timezone

    from strategies.models import Update
    from strategies.periods import period_to_report

    period = period_to_report(timezone.localdate(), "quarter", since=LONG_AGO)
    made, reader = _people_and_actions(partners), _reader()
    rows = [
        Update(
            action=action, period_start=one.start, period_end=one.end, state="accepted",
            delivery="on_track", what_happened="Eleven families came to the drop-in. " * 8,
            version=1, saved_by=user, sent_by=user, sent_at=timezone.now(),
            reviewed_by=reader, reviewed_at=timezone.now(),
        )
        for user, actions in made
        for action in actions
        for one in _quarters_before(period, updates // ACTIONS)
    ]  # fmt: skip
    Update.all_objects.bulk_create(rows, batch_size=5000)
    return [
        _with_csrf(
            {
                "cookie": f"{settings.SESSION_COOKIE_NAME}={_session(user)}",
                "form": f"/my-updates/{actions[0].pk}/{period.end}/edit/",
                "save": f"/my-updates/{actions[0].pk}/{period.end}/keep/",
            }
        )
        for user, actions in made
    ]


def _quarters_before(period, count: int) -> list:
    from strategies.periods import period_before

    found = [period]
    for _ in range(count):
        found.append(period_before(found[-1], "quarter"))
    return found[1:]


def _people_and_actions(partners: int) -> list[tuple]:
    from django.db import transaction

    from partnership.models import Membership, Organisation, User
    from strategies.models import Action, Strategy

    made = []
    with transaction.atomic():
        lead = Organisation.objects.create(name="Lead", kind=Organisation.Kind.COMMUNITY_SERVICE)
        strategy = Strategy.all_objects.create(
            slug="one", title="One", summary="One.", why="Why.", lead_organisation=lead, order=1
        )
        for number in range(partners):
            organisation = Organisation.objects.create(
                name=f"Partner {number}", kind=Organisation.Kind.COMMUNITY_SERVICE
            )
            user = User(email=f"p{number}@example.org", name=f"Person {number}", password="!")
            user.save()
            Membership.objects.create(
                user=user, organisation=organisation, role="member", starts_on=LONG_AGO
            )
            actions = [
                Action.all_objects.create(
                    strategy=strategy, organisation=organisation, slug=f"a-{number}-{n}",
                    title=f"Action {n}", purpose="Families notice.", where="Here",
                    rhythm="quarter", starts_on=LONG_AGO, due_on=FAR,
                )
                for n in range(ACTIONS)
            ]  # fmt: skip
            made.append((user, actions))
    return made


def _reader():
    from partnership.models import User

    return User.objects.create(email="reader@example.org", name="Reader", password="x" * 20)


def _session(user) -> str:
    """What signing in leaves behind, without its deliberate slowness."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key


def _with_csrf(line: dict) -> dict:
    secret = "a" * 32
    return line | {"cookie": f"{line['cookie']}; {settings.CSRF_COOKIE_NAME}={secret}"}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
