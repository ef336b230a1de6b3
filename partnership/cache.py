"""The cache: Redis, and while that is away a table of the database."""

import time
from functools import wraps

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

TRY_AGAIN_AFTER = 5  # seconds; else each use would wait for a connection that does not come


class RedisOrDatabase(RedisCache):
    """
    Counts of attempts are kept here, so being away must neither stop sign-in nor open it to
    guessing: all processes count on in the database (SECURITY 7). What was counted before begins
    anew, which the time of an attempt limit (five minutes) makes harmless.
    """

    away_until = 0.0  # shared by all threads of the process

    def is_there(self) -> bool:
        """Does Redis itself answer?"""
        try:
            return self._cache.get_client().ping()
        except (RedisError, OSError):
            return False


def _with_fallback(name: str):
    by_redis = getattr(RedisCache, name)

    @wraps(by_redis)
    def method(self, *args, **kwargs):
        if time.monotonic() >= RedisOrDatabase.away_until:
            try:
                return by_redis(self, *args, **kwargs)
            except (RedisError, OSError):
                RedisOrDatabase.away_until = time.monotonic() + TRY_AGAIN_AFTER
        return getattr(caches["database"], name)(*args, **kwargs)

    return method


_METHODS = ["add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many"]
for _name in [*_METHODS, "delete_many", "clear"]:
    setattr(RedisOrDatabase, _name, _with_fallback(_name))
