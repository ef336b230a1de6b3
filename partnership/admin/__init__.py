"""The admin tables of people and organisations, and the base all our admin tables share."""

from . import organisations, people, records  # noqa: F401  (each registers its tables)
from .workplace import WorkplaceAdmin

__all__ = ["WorkplaceAdmin"]
