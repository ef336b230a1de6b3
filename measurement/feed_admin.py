"""The desk's table of data feeds: where a table comes from, and bringing one by hand."""

import datetime

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurement import services
from measurement.admin_parts import described, for_each
from measurement.models import Feed, Run, StandingApproval
from measurement.services.bringing import problems_of_config
from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import CarefulForm
from partnership.errors import DomainError

A_YEAR = datetime.timedelta(days=365)


class FeedForm(CarefulForm):
    """A feed that a person looks after says where, when and who."""

    class Meta:
        model = Feed
        fields = ["slug", "source", "method", "connector", "config", "duty", "refresh_at"]

    def clean(self):
        given = super().clean()
        if given.get("connector") == Feed.Connector.PERSON_LOOKS:
            for mistake in problems_of_config(given.get("config")):
                self.add_error("config", mistake)
            if not given.get("duty"):
                self.add_error("duty", _("Say whose duty it is to look."))
        return given


class BringForm(forms.Form):
    """The table as the publisher gives it."""

    file = forms.FileField(
        label=gettext_lazy("The table"),
        help_text=gettext_lazy("The publisher’s own file, unchanged. Somebody else publishes it."),
        error_messages={"required": gettext_lazy("Choose the file that the publisher gives.")},
    )


@admin.register(Feed)
class FeedAdmin(WorkplaceAdmin):
    """Who changes where a feed reads has set it up from then on, and somebody else approves it."""

    form = FeedForm
    may = frozenset({"add", "change"})
    list_display = ["slug", "source", "method", "refresh_at", "paused", "last_run", "approval"]
    list_select_related = ["source", "method__indicator"]
    actions = ["ask_now", "pause", "resume", "approve_for_a_year", "end_approval"]

    def get_queryset(self, request):
        runs = Run.objects.filter(feed=OuterRef("pk")).order_by("-number")
        in_force = StandingApproval.objects.filter(ended_at=None).select_related("given_by")
        return (
            super()
            .get_queryset(request)
            .annotate(
                last_run_number=Subquery(runs.values("number")[:1]),
                last_run_state=Subquery(runs.values("state")[:1]),
            )
            .prefetch_related(Prefetch("approvals", in_force, to_attr="approvals_in_force"))
        )

    def get_fields(self, request, obj=None):
        own = ["slug", "source", "method", "connector", "config", "duty", "refresh_at"]
        if obj is None:
            return own
        return [
            *own,
            "bring",
            "paused",
            "recipe",
            "how_it_is_read",
            "configured_by",
            "approval",
            "last_run",
        ]

    def get_readonly_fields(self, request, obj=None):
        told = ["paused", "recipe", "how_it_is_read", "configured_by", "approval", "last_run"]
        told = [*told, "bring"]
        return told if obj is None else ["slug", *told]

    def save_model(self, request, obj, form, change):
        before = Feed.objects.get(pk=obj.pk).fingerprint() if change else ""
        if not change:
            obj.configured_by = request.user
        super().save_model(request, obj, form, change)
        if change and obj.fingerprint() != before:
            services.settings_changed(obj, by=request.user)

    def get_urls(self):
        view = self.admin_site.admin_view(self.bring_view)
        own = path("<path:object_id>/bring/", view, name="measurement_feed_bring")
        return [own, *super().get_urls()]

    def bring_view(self, request, object_id):
        """Where a person brings the table that no machine can fetch."""
        feed = self.get_object(request, unquote(object_id))
        if feed is None or not self.has_view_permission(request, feed):
            raise Http404("no such feed for this person")
        form = BringForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                content = form.cleaned_data["file"].read()
                services.bring_table(feed, by=request.user, content=content)
            except DomainError as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                said = _("The table is read within a minute. Somebody else publishes it.")
                self.message_user(request, said, messages.SUCCESS)
                there = reverse("admin:measurement_feed_change", args=[feed.pk])
                return HttpResponseRedirect(there)
        elif request.method == "POST":
            status = 422
        context = {
            **self.admin_site.each_context(request),
            "title": _("Bring the table of %(feed)s") % {"feed": feed},
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/measurement/step.html", context, status=status)

    @admin.display(description=gettext_lazy("the table"))
    def bring(self, feed):
        if feed.connector != Feed.Connector.PERSON_LOOKS:
            return _("The portal fetches it by itself.")
        address = reverse("admin:measurement_feed_bring", args=[feed.pk])
        return format_html('<a href="{}">{}</a>', address, _("Bring the table"))

    @admin.display(description=gettext_lazy("how it is read"))
    def how_it_is_read(self, feed):
        return described(feed.recipe.body) if feed.recipe else _("There is no recipe yet.")

    @admin.display(description=gettext_lazy("last refresh"))
    def last_run(self, feed):
        if feed.last_run_number is None:
            return "–"
        return f"{feed.last_run_number}: {Run.State(feed.last_run_state).label}"

    @admin.display(description=gettext_lazy("standing approval"))
    def approval(self, feed):
        if not feed.approvals_in_force:
            return _("None: a person publishes.")
        approval = feed.approvals_in_force[0]
        return _("%(name)s, until %(day)s") % {
            "name": approval.given_by,
            "day": approval.ends_on.isoformat(),
        }

    @admin.action(description=gettext_lazy("Ask for new data now"))
    def ask_now(self, request, feeds):
        def ask(feed, *, by):
            services.queue_run(feed, by=by, trigger=Run.Trigger.PERSON)

        for_each(self, request, feeds, ask, _("asked for. It starts within a minute."))

    @admin.action(description=gettext_lazy("Pause"))
    def pause(self, request, feeds):
        for_each(self, request, feeds, services.pause_feed, _("paused."))

    @admin.action(description=gettext_lazy("Resume"))
    def resume(self, request, feeds):
        for_each(self, request, feeds, services.resume_feed, _("asked for again every day."))

    @admin.action(description=gettext_lazy("Let it publish by itself for 12 months"))
    def approve_for_a_year(self, request, feeds):
        ends_on = timezone.localdate() + A_YEAR

        def approve(feed, *, by):
            services.give_standing_approval(feed, by=by, ends_on=ends_on)

        done = _("publishes by itself until %(day)s.") % {"day": ends_on.isoformat()}
        for_each(self, request, feeds, approve, done)

    @admin.action(description=gettext_lazy("End the standing approval"))
    def end_approval(self, request, feeds):
        done = _("a person publishes from now on.")
        for_each(self, request, feeds, services.end_standing_approval, done)
