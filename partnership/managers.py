"""``Model.objects`` of everything that has private or unpublished rows."""

from django.db.models import Manager, QuerySet


class Unscoped(Exception):
    """Somebody read rows without saying for whom."""


class ScopedManager(Manager):
    """
    Answers ``visible_to(user)`` and ``editable_by(user)`` and nothing else.

    A view that forgets to ask for whom it reads fails on its first run, not in front of a
    stranger. Django's own needs (admin, uniqueness) use ``all_objects``.
    """

    def __init__(self, queryset: type[QuerySet]):
        super().__init__()
        self._queryset = queryset

    @property
    def promise(self) -> str:
        """The first sentences of ``visible_to``: who sees what."""
        return " ".join(self._queryset.visible_to.__doc__.strip().split("\n\n")[0].split())

    def get_queryset(self):
        raise Unscoped(f"{self.model.__name__}.objects needs visible_to(user) or editable_by(user)")

    def visible_to(self, user) -> QuerySet:
        return self._queryset(self.model, using=self._db).visible_to(user)

    def editable_by(self, user) -> QuerySet:
        return self._queryset(self.model, using=self._db).editable_by(user)
