"""
The backbone's tables of measures, feeds, refreshes and releases.

What was fetched (snapshots, observations) has no table here: the web process cannot read it.
"""

import json

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurement import feed_admin, learning_admin, services, staff_words, words  # noqa: F401  (they register their tables)
from measurement.admin_parts import described, for_each, listed
from measurement.loads import loads
from measurement.models import (
    Feed,
    Figure,
    Indicator,
    IndicatorOutcome,
    Method,
    Recipe,
    Release,
    Run,
    SeriesSummary,
    Source,
)
from measurement.sources.kinds import problems
from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import CarefulForm, LabelledTable
from partnership.models import Place

DECIDES_WORDS = [
    "indicator", "number", "unit", "polarity", "aggregation", "weighted_counts",
    "is_background", "interval_months", "usual_lag_days",
]  # fmt: skip


def _ask_for_a_new_approval(feeds, form, *, by) -> None:
    if form.changed_data:
        for feed in feeds.all():
            services.settings_changed(feed, by=by)


class IndicatorOutcomeInline(LabelledTable):
    """What the measure tells about. It can be taken away: the figures stay."""

    model = IndicatorOutcome
    extra = 1
    form = CarefulForm

    def has_view_permission(self, request, obj=None):
        return request.user.is_backbone

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


def _status_of_each() -> dict[int, str]:
    """The measure -> its word for the Area, as its public page says it. One query."""
    rows = SeriesSummary.objects.filter(
        release__is_current=True, place__kind=Place.Kind.AREA, dims="", latest__isnull=False
    ).select_related("release__method", "latest")
    today = timezone.localdate()
    return {
        row.indicator_id: words.status_word(
            row, words.fresh(row.latest, row.release.method, today).state == "stale"
        )
        for row in rows
    }


@admin.register(Indicator)
class IndicatorAdmin(WorkplaceAdmin):
    may = frozenset({"add", "change"})
    inlines = [IndicatorOutcomeInline]
    list_display = [
        "short_name",
        "name",
        "tells_about",
        "how_it_goes",
        "last_good",
        "data",
        "order",
    ]
    list_filter = [
        ("outcome_links__outcome", admin.RelatedOnlyFieldListFilter),
        ("methods__feeds__source__publisher", admin.AllValuesFieldListFilter),
    ]
    search_fields = ["name", "short_name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_changelist_instance(self, request):
        """How each measure and its data stand, read for all rows at once."""
        changes = super().get_changelist_instance(request)
        changes.result_list = list(changes.result_list.prefetch_related("outcome_links__outcome"))
        status, by_measure = _status_of_each(), {}
        for load in loads(timezone.now()):
            by_measure.setdefault(load.feed.method.indicator_id, []).append(load)
        for measure in changes.result_list:
            measure.status = status.get(measure.pk, "")
            measure.loads = by_measure.get(measure.pk, [])
        return changes

    @admin.display(description=gettext_lazy("outcome"))
    def tells_about(self, measure):
        return ", ".join(str(link.outcome) for link in measure.outcome_links.all())

    @admin.display(description=gettext_lazy("how it is going"))
    def how_it_goes(self, measure):
        return measure.status or _("Not enough data")

    @admin.display(description=gettext_lazy("last good load"))
    def last_good(self, measure):
        return max((load.last_good for load in measure.loads if load.last_good), default=None)

    @admin.display(description=gettext_lazy("data"))
    def data(self, measure):
        return "; ".join(load.word for load in measure.loads) or _("No data feed yet")


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

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        _ask_for_a_new_approval(obj.feeds, form, by=request.user)


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
        return described(recipe.body)

    @admin.display(description=gettext_lazy("recipe"))
    def as_data(self, recipe):
        return format_html("<pre>{}</pre>", json.dumps(recipe.body, indent=2, ensure_ascii=False))

    @admin.action(description=gettext_lazy("Read the table by this recipe"))
    def use(self, request, recipes):
        done = _("in use. Somebody else approves what it publishes.")
        for_each(self, request, recipes, services.use_recipe, done)


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
        return listed(run.message.splitlines()) if run.message else "–"

    @admin.display(description=gettext_lazy("notes"))
    def noted(self, run):
        return listed(run.notes) if run.notes else "–"

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
        return listed(
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
        return listed(
            f"{_series(figure)}, {figure.period_end.year}: {figure.get_withheld_display()}"
            for figure in withheld.order_by("place", "dims", "period_end")
        )

    @admin.action(description=gettext_lazy("Publish"))
    def publish(self, request, releases):
        for_each(self, request, releases, services.publish_release, _("published."))


def _series(one: Figure | SeriesSummary) -> str:
    return f"{one.place} ({staff_words.group(one.dims)})" if one.dims else str(one.place)


@admin.register(Figure)
class FigureAdmin(WorkplaceAdmin):
    """All that was ever public, and the drafts. Read only, here and in the database."""

    list_display = ["place", "group", "year", "shown", "counts", "withheld", "sheet", "cell"]
    list_filter = ["release__is_current", "withheld", "place", "indicator"]
    list_select_related = ["place", "release__method"]
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
        return listed(
            f"{test['method']}: {p_text(test['p']) or staff_words.reason(test['reason_not'])}"
            for test in (summary.tests["m7"], summary.tests["m8"])
        )

    @admin.display(description=gettext_lazy("reasons"))
    def reasons(self, summary):
        codes = summary.tests["reasons"]
        return listed(staff_words.reason(code) for code in codes) if codes else "–"


def p_text(p: float | None) -> str:
    """A p-value as staff see it: two significant digits, or that it is very small (M0)."""
    if p is None:
        return ""
    return "p < 0.001" if p < 0.001 else f"p = {p:.2g}"
