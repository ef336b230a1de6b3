"""What the supervisor asks of the servers; a script of its own because it needs their clients.

    clients.py roles ADDRESS [DATABASE]   makes the three roles and, if named, the database
    clients.py ping ADDRESS               does that Redis answer?

On failure: one sentence, exit 1.
"""

import sys

ROLES = ("portal_owner", "portal_web", "portal_worker")


def roles(address: str, database: str = "") -> None:
    """Makes what is missing. `portal_owner` owns the database, and with it its schema `public`."""
    import psycopg
    from psycopg import sql

    def make(statement: str, name: str) -> None:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))

    try:
        with psycopg.connect(address, autocommit=True, connect_timeout=10) as connection:
            known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            for role in ROLES:
                if role not in known:
                    make("CREATE ROLE {} LOGIN", role)
            databases = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
            if database and database not in databases:
                make("CREATE DATABASE {} OWNER portal_owner", database)
                make("REVOKE ALL ON DATABASE {} FROM PUBLIC", database)
                make("GRANT CONNECT ON DATABASE {} TO portal_web, portal_worker", database)
    except psycopg.errors.InsufficientPrivilege as error:
        sys.exit(f"The roles {', '.join(ROLES)} are missing and cannot be made here: {error}")
    except psycopg.Error as error:
        sys.exit(f"The database does not answer: {error}")


def ping(address: str) -> None:
    import redis

    try:
        redis.Redis.from_url(address, socket_connect_timeout=10, socket_timeout=10).ping()
    except (redis.RedisError, OSError, ValueError) as error:
        sys.exit(f"Redis does not answer: {error}")


if __name__ == "__main__":
    {"roles": roles, "ping": ping}[sys.argv[1]](*sys.argv[2:])
