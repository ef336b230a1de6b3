"""
The cache all processes share: Redis, and a table of the database while Redis is away.

What counts tries at sign-in must not stop counting, nor stop people from signing in, because a
cache is restarted (SECURITY section 7). The two do not copy from each other: for the minutes of
an outage counters start again at nothing.
"""

import logging

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError, TimeoutError

TABLE = "partnership_cache"
AWAY = (ConnectionError, TimeoutError, OSError)
log = logging.getLogger(__name__)


class SharedCache(BaseCache):
    def __init__(self, server, params):
        super().__init__(params)
        self._redis = RedisCache(server, params)
        spare = {**params, "OPTIONS": {"MAX_ENTRIES": 10_000}}
        self._table = DatabaseCache(TABLE, spare)

    def _either(self, verb: str, *args, **kwargs):
        try:
            return getattr(self._redis, verb)(*args, **kwargs)
        except AWAY:
            log.warning("cache.redis_away")
            return getattr(self._table, verb)(*args, **kwargs)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._either("add", key, value, timeout, version)

    def get(self, key, default=None, version=None):
        return self._either("get", key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._either("set", key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._either("touch", key, timeout, version)

    def delete(self, key, version=None):
        return self._either("delete", key, version)

    def has_key(self, key, version=None):
        return self._either("has_key", key, version)

    def incr(self, key, delta=1, version=None):
        return self._either("incr", key, delta, version)

    def clear(self):
        return self._either("clear")
