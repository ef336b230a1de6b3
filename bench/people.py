"""Fill a portal: partners with actions and updates, each signed in. Run as the owner."""

import datetime
import json
import sys
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings

ACTIONS = 5  # of each partner

UPDATES = """
INSERT INTO strategies_update (action_id, period_start, period_end, state, delivery, what_happened,
    version, saved_by_id, saved_at, sent_by_id, sent_at, reviewed_by_id, reviewed_at, return_note)
SELECT a.id, s.day::date, (s.day + interval '3 months' - interval '1 day')::date, 'accepted',
    'on_track', repeat('Eleven families came to the drop-in. ', 8), 1, u.id, s.day, u.id, s.day,
    %(reader)s, s.day, ''
FROM strategies_action a
JOIN partnership_membership m ON m.organisation_id = a.organisation_id
JOIN partnership_user u ON u.id = m.user_id
CROSS JOIN LATERAL (
    SELECT %(last)s::date - n * interval '3 months' AS day FROM generate_series(1, %(each)s) n
) s
"""


def main(partners: int, updates: int, file: str) -> None:
    """``updates`` of each partner, accepted, in quarters that have gone by."""
    django.setup()
    from django.db import connection
    from django.utils import timezone

    from strategies.periods import period_to_report

    period = period_to_report(timezone.localdate(), "quarter", since=datetime.date(1900, 1, 1))
    made = _people_and_actions(partners)
    reader = _reader()
    with connection.cursor() as cursor:
        last = period.start
        each = updates // ACTIONS
        cursor.execute(UPDATES, {"reader": reader.pk, "last": last, "each": each})
        cursor.execute("VACUUM ANALYZE")
    lines = [
        {
            "cookie": f"{settings.SESSION_COOKIE_NAME}={_session(user)}",
            "form": f"/my-updates/{action.pk}/{period.end}/edit/",
            "save": f"/my-updates/{action.pk}/{period.end}/keep/",
        }
        for user, action in made
    ]
    Path(file).write_text(json.dumps([_with_csrf(line) for line in lines]))


def _people_and_actions(partners: int) -> list[tuple]:
    from django.db import transaction

    from partnership.models import Membership, Organisation, User
    from strategies.models import Action, Strategy

    long_ago, far = datetime.date(1960, 1, 1), datetime.date(2060, 1, 1)
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
                user=user, organisation=organisation, role="member", starts_on=long_ago
            )
            actions = [
                Action.all_objects.create(
                    strategy=strategy, organisation=organisation, slug=f"a-{number}-{n}",
                    title=f"Action {n}", purpose="Families notice.", where="Here",
                    rhythm="quarter", starts_on=long_ago, due_on=far,
                )
                for n in range(ACTIONS)
            ]  # fmt: skip
            made.append((user, actions[0]))
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
