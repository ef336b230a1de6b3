"""
An archive: a zip file with one part for each table, as PostgreSQL's COPY writes it, and a manifest.

It needs no program of PostgreSQL, only the driver, so it works in every image and against every
server. Tables are not in it: they come from the migrations, whose list is.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from psycopg import sql

from backbone.backup.published import published_bytes
from partnership.models import Event, User

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1024 * 1024  # bytes
# Sessions would bring back sign-ins of then; the cache is nothing to keep; migrations are the list.
LEFT_OUT = {"django_session", "portal_cache", "django_migrations"}

COLUMNS = """
    SELECT c.table_name, array_agg(c.column_name::text ORDER BY c.ordinal_position)
    FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
    GROUP BY c.table_name ORDER BY c.table_name
"""
SEQUENCES = """
    SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename
"""


class ArchiveError(Exception):
    """The archive, or the database it should go into, is not as it must be. A whole sentence."""


@transaction.atomic
def write(file: BinaryIO) -> dict:
    """
    Write everything, as it was at one moment, into ``file`` (it need not be seekable).

    Gives the manifest. It holds the hash of every part, and of every byte that was public.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        manifest = {
            "format": FORMAT,
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "postgresql": connection.pg_version,
            "migrations": _migrations(),
            "tables": {
                name: {"columns": columns, **_write_table(archive, name, columns)}
                for name, columns in _tables()
            },
            "sequences": dict(_rows(SEQUENCES)),
            "published": published_bytes(),
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def read_manifest(file: BinaryIO) -> dict:
    """
    The manifest of an archive whose parts are all there and unchanged.

    Raises:
        ArchiveError: it is no archive of ours, or a part of it is damaged.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest["format"] != FORMAT:
                raise ArchiveError("This archive was made by another version of the portal.")
            for name, about in manifest["tables"].items():
                found = hashlib.sha256()
                for block in _blocks(archive, name):
                    found.update(block)
                if found.hexdigest() != about["sha256"]:
                    raise ArchiveError(f"The part {name} is damaged: it is not what was written.")
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
        raise ArchiveError(f"This is no whole archive of a portal: {error}") from error
    return manifest


@transaction.atomic
def restore(file: BinaryIO) -> dict:
    """
    Put an archive into an empty database that `prepare` has made: all of it, or nothing.

    Gives the manifest.

    Raises:
        ArchiveError: the archive is damaged, the database is in use, or has other tables.
    """
    manifest = read_manifest(file)
    _refuse_other_tables(manifest)
    if Event.objects.exists() or User.objects.exclude(kind=User.Kind.SERVICE).exists():
        raise ArchiveError("This database is in use. Restore into a new one.")
    names = list(manifest["tables"])
    with zipfile.ZipFile(file) as archive, connection.cursor() as cursor:
        # Rows come back as they were: what the database does to a new row is not done again.
        _each(cursor, names, "ALTER TABLE {} DISABLE TRIGGER USER")
        tables = sql.SQL(", ").join(map(sql.Identifier, names))
        cursor.execute(sql.SQL("TRUNCATE {}").format(tables))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name, about in manifest["tables"].items():
            _read_table(cursor, archive, name, about)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _each(cursor, names, "ALTER TABLE {} ENABLE TRIGGER USER")
        for name, value in manifest["sequences"].items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [f'public."{name}"', value])
        _each(cursor, names, "ANALYZE {}")
    return manifest


def _refuse_other_tables(manifest: dict) -> None:
    then, now = (set(map(tuple, listed)) for listed in (manifest["migrations"], _migrations()))
    if then - now:
        raise ArchiveError("The database has older tables than the archive. Run “prepare” first.")
    if now - then:
        raise ArchiveError(
            "The archive is older than this version of the portal. Restore it with the version "
            "that made it, then bring that up to date."
        )


def _migrations() -> list[list[str]]:
    return sorted(list(key) for key in MigrationRecorder(connection).applied_migrations())


def _tables() -> list[tuple[str, list[str]]]:
    return [(name, columns) for name, columns in _rows(COLUMNS) if name not in LEFT_OUT]


def _rows(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _part(name: str) -> str:
    return f"tables/{name}"


def _copy(name: str, columns: list[str], way: str) -> sql.Composed:
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) " + way).format(sql.Identifier(name), listed)


def _write_table(archive: zipfile.ZipFile, name: str, columns: list[str]) -> dict:
    found = hashlib.sha256()
    with (
        connection.cursor() as cursor,
        archive.open(_part(name), "w", force_zip64=True) as part,
    ):
        with cursor.copy(_copy(name, columns, "TO STDOUT")) as blocks:
            for block in blocks:
                found.update(block)
                part.write(block)
        return {"rows": cursor.rowcount, "sha256": found.hexdigest()}


def _read_table(cursor, archive: zipfile.ZipFile, name: str, about: dict) -> None:
    with cursor.copy(_copy(name, about["columns"], "FROM STDIN")) as copy:
        for block in _blocks(archive, name):
            copy.write(block)
    if cursor.rowcount != about["rows"]:
        raise ArchiveError(f"Of {name} came {cursor.rowcount} rows, not {about['rows']}.")


def _blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(_part(name)) as part:
        while block := part.read(BLOCK):
            yield block


def _each(cursor, names: list[str], statement: str) -> None:
    for name in names:
        cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))
