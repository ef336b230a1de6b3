"""Gunicorn's own messages in the form of all others; it names addresses and paths by itself."""

from gunicorn.glogging import Logger

from partnership.logs import formatter


class ServerLog(Logger):
    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter())
