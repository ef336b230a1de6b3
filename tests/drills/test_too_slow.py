"""A question that the database would think about for too long is cancelled (SECURITY 5)."""

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.db.utils import ConnectionHandler
from django.test import Client

from partnership.database import limited
from partnership.logs import JsonLines
from partnership.models import Event
from strategies.models import Update
from tests.drills.test_disk_full import FULL, address  # noqa: F401  (a fixture)

CANCELLED = FULL.replace("53100", "57014")
WORDS = {"delivery": "on_track", "what_happened": "Four playgroups opened.", "version": 0}


@pytest.fixture
def connect_as():
    """``connect_as(role, seconds)``: a connection such as that process has."""
    opened = []

    def connect_as(role: str, seconds: dict[str, float]):
        ours = settings.DATABASES["default"] | {"NAME": "postgres", "USER": role}
        opened.append(ConnectionHandler({"default": limited(ours, seconds)})["default"])
        return opened[-1].cursor()

    yield connect_as
    for one in opened:
        one.close()


@pytest.mark.parametrize(
    ("role", "limit"),
    [("portal_web", "5s"), ("portal_worker", "10min"), ("portal_owner", "0")],
)
def test_each_process_may_ask_for_so_long_and_the_owner_for_ever(
    role, limit, connect_as, django_db_blocker
):
    with django_db_blocker.unblock():
        asks = connect_as(role, settings.STATEMENT_SECONDS)
        asks.execute("SHOW statement_timeout")
        (told,) = asks.fetchone()

    assert told == limit


@pytest.mark.parametrize("role", ["portal_web", "portal_worker"])
def test_what_takes_longer_is_cancelled_and_the_next_question_is_answered(
    role, connect_as, django_db_blocker
):
    with django_db_blocker.unblock():
        asks = connect_as(role, {role: 0.05})
        with pytest.raises(OperationalError) as cancelled:
            asks.execute("SELECT pg_sleep(600)")
        asks.execute("SELECT 1")
        (told,) = asks.fetchone()

    assert cancelled.value.__cause__.sqlstate == "57014"
    assert told == 1


def test_options_of_the_address_stay():
    database = {"USER": "portal_web", "OPTIONS": {"options": "-c jit=off", "sslmode": "require"}}

    options = limited(database, {"portal_web": 5})["OPTIONS"]

    assert options == {"options": "-c statement_timeout=5000 -c jit=off", "sslmode": "require"}


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
def test_a_page_that_is_cancelled_asks_to_try_again_and_gives_the_words_back(
    headers,
    address,  # noqa: F811
    mai,
):
    client = Client(raise_request_exception=False)
    client.force_login(mai)
    with connection.cursor() as cursor:
        cursor.execute(CANCELLED)

    refused = client.post(address, WORDS, headers=headers)
    kept = (Update.all_objects.count(), Event.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER full_disk ON strategies_update")
    taken = client.post(address, WORDS, headers=headers)

    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert "That took too long" in refused.text
    assert "Try again" in refused.text
    assert "Four playgroups opened.</textarea>" in refused.text
    assert kept == (0, 0)
    assert taken.status_code == (200 if headers else 302)


@pytest.mark.django_db
def test_one_line_of_the_log_says_where_it_was_and_holds_no_words(address, mai, caplog):  # noqa: F811
    client = Client(raise_request_exception=False)
    client.force_login(mai)
    with connection.cursor() as cursor:
        cursor.execute(CANCELLED)

    client.post(address, WORDS)

    lines = [JsonLines().format(record) for record in caplog.records if record.levelname == "ERROR"]
    (line,) = lines
    assert "QueryCanceled" in line
    assert "strategies/" in line, "where the slow question is asked"
    for secret in ("playgroups", "Mai", mai.email):
        assert secret not in line
