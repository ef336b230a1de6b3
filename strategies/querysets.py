"""What a person may see of strategies, actions and updates."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)

from partnership.querysets import is_inside

# A public page is the same for every reader, so it is read as nobody.
EVERYBODY = AnonymousUser()
SHOWN_STATES = ("chosen", "active", "paused", "completed", "stopped")  # a strategy, once chosen
OVER_STATES = ("completed", "stopped", "not_chosen")


def _public_strategy(path: str = "") -> Q:
    """Strategies that everybody may see, at the end of ``path``."""
    return Q(**{f"{path}visibility": "public", f"{path}state__in": SHOWN_STATES})


def _related(queryset: QuerySet, name: str):
    """The model behind a relation; this module stands below the models and cannot import them."""
    return queryset.model._meta.get_field(name).related_model


class StrategyQuerySet(QuerySet):
    def visible_to(self, user) -> "StrategyQuerySet":
        """Public strategies from the day they are chosen; to partners and the backbone all."""
        return self.all() if is_inside(user) else self.filter(_public_strategy())

    def with_actions(self, user) -> "StrategyQuerySet":
        """Each with ``actions_seen``, its actions as the person may see them. Two queries more."""
        actions = _related(self, "actions").objects.visible_to(user)
        actions = actions.select_related("organisation").with_last_word(user)
        return self.prefetch_related(Prefetch("actions", actions, to_attr="actions_seen"))

    def with_partners(self) -> "StrategyQuerySet":
        """Each with its ``partners`` and their organisations, in the order they came. One query."""
        parts = _related(self, "partners").objects.select_related("organisation")
        return self.prefetch_related(Prefetch("partners", parts.order_by("since", "pk")))


class ActionQuerySet(QuerySet):
    def visible_to(self, user) -> "ActionQuerySet":
        """Public actions of public strategies; to partners and the backbone all."""
        if is_inside(user):
            return self.all()
        return self.filter(_public_strategy("strategy__"), visibility="public")

    def editable_by(self, user) -> "ActionQuerySet":
        """Those of the person's own organisations."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=user.organisations())

    def to_report_on(self) -> "ActionQuerySet":
        """Without those of strategies that ended or were not chosen: nobody asks about them."""
        return self.exclude(strategy__state__in=OVER_STATES)

    def with_last_word(self, user) -> "ActionQuerySet":
        """Each with ``last_words``: a list of its newest accepted update, or empty. One query."""
        updates = _related(self, "updates").objects.visible_to(user)
        newest = updates.filter(state="accepted").newest_of_each_action()
        return self.prefetch_related(Prefetch("updates", newest, to_attr="last_words"))


class UpdateQuerySet(QuerySet):
    def visible_to(self, user) -> "UpdateQuerySet":
        """
        Accepted updates of public actions; to partners also those shared among them, and their own
        in every state; to the backbone all but the drafts of others.
        """
        accepted = Q(state="accepted")
        if not is_inside(user):
            public = Q(action__visibility="public") & _public_strategy("action__strategy__")
            return self.filter(accepted & public)
        own = Q(action__organisation__in=user.organisations())
        if user.is_backbone:
            return self.filter(~Q(state="draft") | own)
        return self.filter(accepted | own)

    def editable_by(self, user) -> "UpdateQuerySet":
        """Those of the person's own organisations that may still be changed."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(action__organisation__in=user.organisations(), state__in=self.model.OPEN)

    def with_evidence(self, user) -> "UpdateQuerySet":
        """Each with ``evidence_seen``, its files and photos without their bytes. One query."""
        evidence = _related(self, "evidence").objects.visible_to(user)
        return self.prefetch_related(Prefetch("evidence", evidence, to_attr="evidence_seen"))

    def said_before(self, action, period_end) -> "UpdateQuerySet":
        """What was sent for earlier periods and not sent back, newest first."""
        said = self.filter(action=action, period_end__lt=period_end, state__in=self.model.SAID)
        return said.newest_first()

    def asking_for_help(self) -> "UpdateQuerySet":
        """Those that were sent with a wish."""
        return self.filter(state__in=self.model.SAID).exclude(help_needed="")

    def with_words(self) -> "UpdateQuerySet":
        """Without those that only say that nothing has changed."""
        return self.exclude(nothing_changed=True)

    def with_unchanged(self) -> "UpdateQuerySet":
        """Each with ``unchanged_again``: like the two before, it says that nothing changed."""
        before = self.model.all_objects.filter(
            action=OuterRef("action"),
            period_end__lt=OuterRef("period_end"),
            state__in=self.model.SAID,
        )
        before = before.newest_first().values("nothing_changed")
        three = Q(nothing_changed=True, one_before=True, two_before=True)
        return self.annotate(
            one_before=Subquery(before[:1]),
            two_before=Subquery(before[1:2]),
            unchanged_again=ExpressionWrapper(three, output_field=BooleanField()),
        )

    def with_findings(self, user) -> "UpdateQuerySet":
        """Each with ``learnt``: links to the findings that rest on it. One query."""
        links = _related(self, "findings").objects
        findings = _related(links.all(), "finding").objects.visible_to(user)
        links = links.filter(finding__in=findings).select_related("finding__question")
        return self.prefetch_related(Prefetch("findings", links, to_attr="learnt"))

    def newest_first(self) -> "UpdateQuerySet":
        return self.order_by("-period_end", "-pk")

    def newest_of_each_action(self) -> "UpdateQuerySet":
        return self.order_by("action_id", "-period_end").distinct("action_id")


class UpdateVersionQuerySet(QuerySet):
    def visible_to(self, user) -> "UpdateVersionQuerySet":
        """To an organisation all that its people wrote; to the backbone what was sent."""
        if not is_inside(user):
            return self.none()
        own = Q(update__action__organisation__in=user.organisations())
        return self.filter(own | Q(why="sent")) if user.is_backbone else self.filter(own)


class EvidenceQuerySet(QuerySet):
    def visible_to(self, user) -> "EvidenceQuerySet":
        """
        What goes with an update that the person may see. Without the bytes.

        What was added after the update was sent back is for its organisation only, as its words.
        """
        updates = _related(self, "update").objects.visible_to(user)
        seen = self.filter(update__in=updates, removed_at__isnull=True).defer("content")
        if not is_inside(user):
            return seen
        own = Q(update__action__organisation__in=user.organisations())
        is_new = Q(update__state="returned", added_at__gt=F("update__sent_at"))
        return seen.filter(own | ~is_new)

    def with_bytes(self) -> "EvidenceQuerySet":
        return self.defer(None)


class LeverageRoundQuerySet(QuerySet):
    def visible_to(self, user) -> "LeverageRoundQuerySet":
        """To everybody rounds that are over (their middles are public); inside also open ones."""
        if user.is_authenticated and user.is_backbone:
            return self.all()
        over = ("closed", "discussed")
        return self.filter(state__in=("open", *over) if is_inside(user) else over)


class AssessmentQuerySet(QuerySet):
    def visible_to(self, user) -> "AssessmentQuerySet":
        """An organisation sees its own; the backbone team sees all."""
        if not is_inside(user):
            return self.none()
        return self.all() if user.is_backbone else self.editable_by(user)

    def editable_by(self, user) -> "AssessmentQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=user.organisations())
