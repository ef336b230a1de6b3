from django.db import connection


def wait_for_lock(name: str) -> None:
    """Hold the PostgreSQL advisory lock ``name`` until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
