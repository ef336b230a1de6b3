"""What a person may see of the agenda and of the words it came from."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from partnership.managers import ScopedManager
from partnership.querysets import is_inside

# A public page is the same for every reader, so it is read as nobody.
EVERYBODY = AnonymousUser()
PUBLISHED = ("consultation", "adopted", "superseded")


class AgendaQuerySet(QuerySet):
    def visible_to(self, user) -> "AgendaQuerySet":
        """
        Versions that are open for comments, agreed or replaced. A draft only to the backbone
        team; of one that everybody could read before, all may know that it is being rewritten.
        """
        if user.is_authenticated and user.is_backbone:
            return self.all()
        return self.filter(state__in=PUBLISHED)

    def being_rewritten(self) -> "AgendaQuerySet":
        """Drafts that everybody could read once, without the words in them."""
        return self.filter(state="draft", comments_from__isnull=False).only(
            "number", "state", "comments_from"
        )

    def in_force(self) -> "AgendaQuerySet":
        return self.filter(state="adopted")


class AgendaManager(ScopedManager):
    def being_rewritten(self) -> AgendaQuerySet:
        """For everybody: that it is so is no secret, only its words are."""
        return AgendaQuerySet(self.model, using=self._db).being_rewritten()


class AspirationQuerySet(QuerySet):
    def visible_to(self, user) -> "AspirationQuerySet":
        """
        Words whose speaker said yes to this reader: everybody, or partners. Who only let them
        shape the agenda is counted, not quoted.
        """
        if user.is_authenticated and user.is_backbone:
            return self.all()
        to_everybody = Q(state="published", consent="quote_public")
        if is_inside(user):
            return self.filter(to_everybody | Q(state="published", consent="quote_partners"))
        return self.filter(to_everybody)

    def quotable(self) -> "AspirationQuerySet":
        """Checked words whose speaker let somebody read them: no page quotes any other."""
        return self.filter(state="published").exclude(consent="shape_only")


class CommentQuerySet(QuerySet):
    def visible_to(self, user) -> "CommentQuerySet":
        """Partners and the backbone see what partners said of a draft, and the answers."""
        return self.all() if is_inside(user) else self.none()

    def unanswered(self) -> "CommentQuerySet":
        return self.filter(result="")


class EndorsementQuerySet(QuerySet):
    def standing(self) -> "EndorsementQuerySet":
        """Given to the words that stand there now; not those that lapsed when the words changed."""
        return self.filter(lapsed_on=None)
