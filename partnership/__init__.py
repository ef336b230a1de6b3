"""The floor of the house: organisations, people, places, and the mechanisms all apps share."""

from partnership.celery import app as celery_app

__all__ = ["celery_app"]
