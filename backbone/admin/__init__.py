"""The backbone's own tables, and those of groups and decisions, in the admin."""

from backbone.admin import governance, plans, rooms

__all__ = ["governance", "plans", "rooms"]
