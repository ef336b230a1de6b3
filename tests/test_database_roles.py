"""The database keeps the promises also against our own processes (SECURITY R44, R66)."""

import pytest
from django.db import DatabaseError, connection, transaction

from partnership.events import record

NOT_FOR_THE_WEB = ["measurement_observation", "measurement_snapshot"]
APPEND_ONLY = [
    "partnership_event",
    "partnership_eventseal",
    "measurement_figure",
    "measurement_seriessummary",
    "strategies_updateversion",
]


def attempt(role: str, statement: str) -> str:
    """What the database says when a role tries; empty if it lets it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute(statement)
    except DatabaseError as error:
        return str(error)
    return ""


@pytest.mark.django_db
@pytest.mark.parametrize("table", NOT_FOR_THE_WEB)
def test_the_web_process_cannot_read_what_was_fetched(table):
    assert "permission denied" in attempt("portal_web", f"SELECT 1 FROM {table}")
    assert attempt("portal_worker", f"SELECT 1 FROM {table}") == ""


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["portal_web", "portal_worker"])
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET id = id",
        "DELETE FROM {table}",
        "TRUNCATE {table} CASCADE",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "DROP TABLE {table} CASCADE",
    ],
)
def test_neither_process_changes_what_was_recorded(role, table, statement, bea):
    with transaction.atomic():
        record("partnership.test.made", bea, by=bea)

    said = attempt(role, statement.format(table=table))

    assert "permission denied" in said or "must be owner" in said


@pytest.mark.django_db
def test_the_trigger_holds_even_if_a_right_is_given_by_mistake(bea):
    with transaction.atomic():
        record("partnership.test.made", bea, by=bea)
    with connection.cursor() as cursor:
        cursor.execute("GRANT UPDATE, DELETE ON partnership_event TO portal_web")

    said = attempt("portal_web", "DELETE FROM partnership_event")

    assert "append only" in said


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["portal_web", "portal_worker"])
def test_neither_process_owns_a_table_or_makes_one(role):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = %s", [role])
        (owned,) = cursor.fetchone()

    assert owned == 0
    assert "permission denied" in attempt(role, "CREATE TABLE mine (id int)")


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(bea):
    with pytest.raises(RuntimeError, match="in the transaction"):
        record("partnership.test.made", bea, by=bea)
