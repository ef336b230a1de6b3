"""Where the backbone team brings in the plan it has today, from a spreadsheet."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from backbone import services
from backbone.models import PlanImport
from backbone.services.plans import differences_of
from backbone.sheets.parent import too_large
from partnership.admin import WorkplaceAdmin
from partnership.errors import DomainError
from partnership.intake import ceiling


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Your action plan"),
        help_text=gettext_lazy("A spreadsheet (.xlsx or .csv) of at most 2 MB."),
        error_messages={"required": gettext_lazy("Choose a file")},
    )


@admin.register(PlanImport)
class PlanImportAdmin(WorkplaceAdmin):
    """Upload, look at the differences, bring in, take back. Nothing is typed over."""

    may = frozenset({"add"})
    list_display = ["file_name", "state", "uploaded_at", "uploaded_by"]
    list_filter = ["state"]
    list_select_related = ["uploaded_by"]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/apply/", wrap(self.apply_view), name="plan_apply"),
            path("<path:object_id>/undo/", wrap(self.undo_view), name="plan_undo"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                plan = services.read_plan(file.read(), file.name, by=request.user)
            except DomainError as error:
                form.add_error("file", str(error))
            else:
                return HttpResponseRedirect(_page_of(plan))
        elif request.method == "POST" and ceiling.cut(request, "file"):
            form.errors["file"] = form.error_class([too_large()])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Bring in an action plan"),
            "opts": self.opts,
            "form": form,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(
            request, "admin/backbone/planimport/upload.html", context, status=status
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self._page(request, self._plan(request, object_id))

    @method_decorator(require_POST)
    def apply_view(self, request, object_id):
        plan = self._plan(request, object_id)
        try:
            services.apply_plan(
                plan,
                by=request.user,
                sha256=request.POST.get("sha256", ""),
                seen=request.POST.get("seen", ""),
            )
        except DomainError as error:
            plan.refresh_from_db()
            return self._page(request, plan, problem=str(error), status=error.status)
        self.message_user(request, _("The plan is brought in."), messages.SUCCESS)
        return HttpResponseRedirect(_page_of(plan))

    @method_decorator(require_POST)
    def undo_view(self, request, object_id):
        plan = self._plan(request, object_id)
        try:
            stays = services.undo_plan(plan, by=request.user)
        except DomainError as error:
            plan.refresh_from_db()
            return self._page(request, plan, problem=str(error), status=error.status)
        self.message_user(request, _("The plan is taken back."), messages.SUCCESS)
        for sentence in stays:
            self.message_user(request, sentence, messages.WARNING)
        return HttpResponseRedirect(_page_of(plan))

    def _plan(self, request, object_id) -> PlanImport:
        if not self.has_view_permission(request):
            raise PermissionDenied
        plan = self.get_object(request, unquote(object_id))
        if plan is None:
            raise Http404("no such plan for this person")
        return plan

    def _page(self, request, plan: PlanImport, *, problem: str = "", status: int = 200):
        is_open = plan.state == PlanImport.State.READ
        context = {
            **self.admin_site.each_context(request),
            "title": plan.file_name,
            "opts": self.opts,
            "plan": plan,
            "found": differences_of(plan) if is_open else None,
            "made": {name: len(rows) for name, rows in plan.made.items()},
            "problem": problem,
        }
        return TemplateResponse(
            request, "admin/backbone/planimport/plan.html", context, status=status
        )


def _page_of(plan: PlanImport) -> str:
    return reverse("admin:backbone_planimport_change", args=[plan.pk])
