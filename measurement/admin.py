"""
The backbone's tables of measures, feeds, refreshes and releases.

What was fetched (snapshots, observations) has no table here: the web process cannot read it.
"""

import datetime
import json

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurement import services, staff_words, words
from measurement.models import (
    Feed,
    Figure,
    Indicator,
    Method,
    Recipe,
    Release,
    Run,
    SeriesSummary,
    Source,
)
from measurement.sources.recipe import RecipeError, describe, problems
from partnership.admin import WorkplaceAdmin
from partnership.errors import DomainError

A_YEAR = datetime.timedelta(days=365)
DECIDES_WORDS = [
    "indicator", "number", "unit", "polarity", "aggregation", "weighted_counts",
    "interval_months", "usual_lag_days",
]  # fmt: skip


def _for_each(modeladmin, request, rows, act, done: str) -> None:
    """Do one act to each selected row, and say of each what came of it."""
    for row in rows:
        try:
            act(row, by=request.user)
        except DomainError as error:
            modeladmin.message_user(request, f"{row}: {error}", messages.WARNING)
        else:
            modeladmin.message_user(request, f"{row}: {done}")


def _ask_for_a_new_approval(feeds, form, *, by) -> None:
    if form.changed_data:
        for feed in feeds.all():
            services.settings_changed(feed, by=by)


def _list(sentences):
    return format_html(
        "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((s,) for s in sentences))
    )


@admin.register(Indicator)
class IndicatorAdmin(WorkplaceAdmin):
    may = frozenset({"add", "change"})
    list_display = ["short_name", "name", "order"]
    search_fields = ["name", "short_name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Method)
class MethodAdmin(WorkplaceAdmin):
    """A change ends the standing approval of each feed that fills the measure this way."""

    may = frozenset({"add", "change"})
    list_display = ["indicator", "number", "polarity", "unit"]
    list_select_related = ["indicator"]

    def get_readonly_fields(self, request, obj=None):
        """What a published word rests on stays; counting in a new way is a new row."""
        if obj and Release.objects.filter(method=obj).exists():
            return DECIDES_WORDS
        return []

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        _ask_for_a_new_approval(obj.feeds, form, by=request.user)


@admin.register(Source)
class SourceAdmin(WorkplaceAdmin):
    """A change ends the standing approval of each feed that reads from it."""

    may = frozenset({"add", "change"})
    list_display = ["title", "part", "publisher", "licence"]
    search_fields = ["title", "publisher"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        _ask_for_a_new_approval(obj.feeds, form, by=request.user)


@admin.register(Feed)
class FeedAdmin(WorkplaceAdmin):
    """Who changes where a feed reads has set it up from then on, and somebody else approves it."""

    may = frozenset({"add", "change"})
    list_display = ["slug", "source", "method", "refresh_at", "paused", "last_run", "approval"]
    list_select_related = ["source", "method__indicator"]
    actions = ["ask_now", "pause", "resume", "approve_for_a_year", "end_approval"]

    def get_fields(self, request, obj=None):
        own = ["slug", "source", "method", "connector", "config", "refresh_at"]
        if obj is None:
            return own
        return [*own, "paused", "recipe", "how_it_is_read", "configured_by", "approval", "last_run"]

    def get_readonly_fields(self, request, obj=None):
        told = ["paused", "recipe", "how_it_is_read", "configured_by", "approval", "last_run"]
        return told if obj is None else ["slug", *told]

    def save_model(self, request, obj, form, change):
        before = Feed.objects.get(pk=obj.pk).fingerprint() if change else ""
        if not change:
            obj.configured_by = request.user
        super().save_model(request, obj, form, change)
        if change and obj.fingerprint() != before:
            services.settings_changed(obj, by=request.user)

    @admin.display(description=gettext_lazy("how it is read"))
    def how_it_is_read(self, feed):
        return _described(feed.recipe.body) if feed.recipe else _("There is no recipe yet.")

    @admin.display(description=gettext_lazy("last refresh"))
    def last_run(self, feed):
        run = feed.runs.order_by("-number").first()
        return f"{run.number}: {run.get_state_display()}" if run else "–"

    @admin.display(description=gettext_lazy("standing approval"))
    def approval(self, feed):
        approval = feed.approvals.filter(ended_at=None).select_related("given_by").first()
        if approval is None:
            return _("None: a person publishes.")
        return _("%(name)s, until %(day)s") % {
            "name": approval.given_by,
            "day": approval.ends_on.isoformat(),
        }

    @admin.action(description=gettext_lazy("Ask for new data now"))
    def ask_now(self, request, feeds):
        def ask(feed, *, by):
            services.queue_run(feed, by=by, trigger=Run.Trigger.PERSON)

        _for_each(self, request, feeds, ask, _("asked for. It starts within a minute."))

    @admin.action(description=gettext_lazy("Pause"))
    def pause(self, request, feeds):
        _for_each(self, request, feeds, services.pause_feed, _("paused."))

    @admin.action(description=gettext_lazy("Resume"))
    def resume(self, request, feeds):
        _for_each(self, request, feeds, services.resume_feed, _("asked for again every day."))

    @admin.action(description=gettext_lazy("Let it publish by itself for 12 months"))
    def approve_for_a_year(self, request, feeds):
        ends_on = timezone.localdate() + A_YEAR

        def approve(feed, *, by):
            services.give_standing_approval(feed, by=by, ends_on=ends_on)

        done = _("publishes by itself until %(day)s.") % {"day": ends_on.isoformat()}
        _for_each(self, request, feeds, approve, done)

    @admin.action(description=gettext_lazy("End the standing approval"))
    def end_approval(self, request, feeds):
        done = _("a person publishes from now on.")
        _for_each(self, request, feeds, services.end_standing_approval, done)


def _described(body: dict):
    try:
        return _list(describe(body))
    except RecipeError as error:
        return _list(str(error).splitlines())


class RecipeForm(forms.ModelForm):
    """A recipe that cannot be used is not kept."""

    class Meta:
        model = Recipe
        fields = ["feed", "body", "note"]

    def clean_body(self):
        body = self.cleaned_data["body"]
        if mistakes := problems(body):
            raise forms.ValidationError(mistakes)
        return body


@admin.register(Recipe)
class RecipeAdmin(WorkplaceAdmin):
    """A recipe is never changed: a new one is added, and then used."""

    may = frozenset({"add"})
    form = RecipeForm
    list_display = ["feed", "number", "note", "in_use"]
    list_select_related = ["feed"]
    actions = ["use"]

    def get_fields(self, request, obj=None):
        own = ["feed", "body", "note"]
        return own if obj is None else ["feed", "number", "note", "in_use", "described", "as_data"]

    readonly_fields = ["number", "in_use", "described", "as_data"]

    def save_model(self, request, obj, form, change):
        earlier = Feed.objects.select_for_update().get(pk=obj.feed_id).recipes
        obj.number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("in use"), boolean=True)
    def in_use(self, recipe):
        return recipe.feed.recipe_id == recipe.pk

    @admin.display(description=gettext_lazy("what it says"))
    def described(self, recipe):
        return _described(recipe.body)

    @admin.display(description=gettext_lazy("recipe"))
    def as_data(self, recipe):
        return format_html("<pre>{}</pre>", json.dumps(recipe.body, indent=2, ensure_ascii=False))

    @admin.action(description=gettext_lazy("Read the table by this recipe"))
    def use(self, request, recipes):
        done = _("in use. Somebody else approves what it publishes.")
        _for_each(self, request, recipes, services.use_recipe, done)


@admin.register(Run)
class RunAdmin(WorkplaceAdmin):
    """Each attempt, also the failed ones. Read only: a refresh is asked for at its feed."""

    list_display = [
        "feed", "number", "state", "trigger", "created_at", "finished_at", "rows_read",
        "rows_added",
    ]  # fmt: skip
    list_filter = ["state", "feed", "trigger"]
    list_select_related = ["feed"]
    fields = [
        "feed", "number", "state", "said", "trigger", "slot", "recipe", "created_at", "started_at",
        "finished_at", "attempts", "rows_read", "rows_added", "noted", "other_names",
    ]  # fmt: skip
    readonly_fields = ["said", "noted", "other_names"]

    @admin.display(description=gettext_lazy("what went wrong"))
    def said(self, run):
        return _list(run.message.splitlines()) if run.message else "–"

    @admin.display(description=gettext_lazy("notes"))
    def noted(self, run):
        return _list(run.notes) if run.notes else "–"

    @admin.display(description=gettext_lazy("other names in the table, with their rows"))
    def other_names(self, run):
        return ", ".join(f"{name} ({rows})" for name, rows in run.ignored) or "–"


@admin.register(Release)
class ReleaseAdmin(WorkplaceAdmin):
    """What became public together, or waits for a second person."""

    list_display = ["feed", "run", "state", "is_current", "drafted_at", "published_at"]
    list_filter = ["state", "is_current", "feed"]
    list_select_related = ["feed", "run__feed"]
    fields = [
        "feed", "run", "state", "is_current", "drafted_at", "published_at", "published_by",
        "approval", "public_page", "words", "figures", "not_published",
    ]  # fmt: skip
    readonly_fields = ["public_page", "words", "figures", "not_published"]
    actions = ["publish"]

    @admin.display(description=gettext_lazy("public page"))
    def public_page(self, release):
        indicator = release.method.indicator
        return format_html('<a href="{}">{}</a>', indicator.get_absolute_url(), indicator)

    @admin.display(description=gettext_lazy("what it says"))
    def words(self, release):
        return _list(
            f"{_series(summary)}: {summary.get_trend_word_display()}"
            for summary in release.summaries.select_related("place").order_by("place", "dims")
        )

    @admin.display(description=gettext_lazy("figures"))
    def figures(self, release):
        address = reverse("admin:measurement_figure_changelist")
        return format_html(
            '<a href="{}?release__id__exact={}">{}</a>',
            address,
            release.pk,
            _("%(figures)s figures") % {"figures": release.figures.count()},
        )

    @admin.display(description=gettext_lazy("not published"))
    def not_published(self, release):
        withheld = release.figures.exclude(withheld="").select_related("place")
        return _list(
            f"{_series(figure)}, {figure.period_end.year}: {figure.get_withheld_display()}"
            for figure in withheld.order_by("place", "dims", "period_end")
        )

    @admin.action(description=gettext_lazy("Publish"))
    def publish(self, request, releases):
        _for_each(self, request, releases, services.publish_release, _("published."))


def _series(one: Figure | SeriesSummary) -> str:
    return f"{one.place} ({staff_words.group(one.dims)})" if one.dims else str(one.place)


@admin.register(Figure)
class FigureAdmin(WorkplaceAdmin):
    """All that was ever public, and the drafts. Read only, here and in the database."""

    list_display = ["place", "group", "year", "shown", "counts", "withheld", "sheet", "cell"]
    list_filter = ["release__is_current", "withheld", "place", "indicator"]
    list_select_related = ["place"]
    ordering = ["-release", "place", "dims", "-period_end"]
    exclude = [
        "value", "numerator", "denominator", "low", "high", "low_998", "high_998", "dims",
    ]  # fmt: skip
    readonly_fields = ["group", "shown", "likely_range", "counts"]

    @admin.display(description=gettext_lazy("group"), ordering="dims")
    def group(self, figure):
        return staff_words.group(figure.dims)

    @admin.display(description=gettext_lazy("year"), ordering="period_end")
    def year(self, figure):
        return figure.period_end.year

    @admin.display(description=gettext_lazy("value"), ordering="value")
    def shown(self, figure):
        return words.value(figure)

    @admin.display(description=gettext_lazy("likely range"))
    def likely_range(self, figure):
        return words.likely_range(figure) or "–"

    @admin.display(description=gettext_lazy("counts"))
    def counts(self, figure):
        return words.counts(figure) or "–"


@admin.register(SeriesSummary)
class SeriesSummaryAdmin(WorkplaceAdmin):
    """The words, and the tests behind them, which only staff see as numbers. Read only."""

    list_display = [
        "place",
        "group",
        "trend_word",
        "years",
        "rule",
        "beside_the_state",
        "release",
    ]
    list_filter = ["release__is_current", "trend_word", "indicator"]
    list_select_related = ["place", "start", "latest", "release__feed", "release__run"]
    ordering = ["-release", "place", "dims"]
    fields = [
        "release", "indicator", "place", "group", "trend_word", "moves", "years", "rule",
        "p_values", "reasons", "beside_the_state", "methods_version",
    ]  # fmt: skip
    readonly_fields = [
        "group", "moves", "years", "rule", "p_values", "reasons", "beside_the_state",
    ]  # fmt: skip

    @admin.display(description=gettext_lazy("group"), ordering="dims")
    def group(self, summary):
        return staff_words.group(summary.dims)

    @admin.display(description=gettext_lazy("direction"), ordering="direction")
    def moves(self, summary):
        return staff_words.direction(summary.direction)

    @admin.display(description=gettext_lazy("decided by"), ordering="decided_by")
    def rule(self, summary):
        return staff_words.rule(summary.decided_by)

    @admin.display(description=gettext_lazy("beside the state"), ordering="against_state")
    def beside_the_state(self, summary):
        return staff_words.against_state(summary.against_state)

    @admin.display(description=gettext_lazy("years tested"))
    def years(self, summary):
        if summary.start is None:
            return "–"
        return f"{summary.start.period_end.year}–{summary.latest.period_end.year}"

    @admin.display(description=gettext_lazy("tests"))
    def p_values(self, summary):
        return _list(
            f"{test['method']}: {p_text(test['p']) or staff_words.reason(test['reason_not'])}"
            for test in (summary.tests["m7"], summary.tests["m8"])
        )

    @admin.display(description=gettext_lazy("reasons"))
    def reasons(self, summary):
        codes = summary.tests["reasons"]
        return _list(staff_words.reason(code) for code in codes) if codes else "–"


def p_text(p: float | None) -> str:
    """A p-value as staff see it: two significant digits, or that it is very small (M0)."""
    if p is None:
        return ""
    return "p < 0.001" if p < 0.001 else f"p = {p:.2g}"
