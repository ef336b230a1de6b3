"""The base that all our admin tables share."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnership import history
from partnership.admin_forms import CarefulForm, LabelledDateTime, only_met
from partnership.events import record


class WorkplaceAdmin(admin.ModelAdmin):
    """
    Who may what in one admin table, said in two lines of the class.

    ``open_to`` names who may look ("backbone", "administrator"); ``may`` which of "add" and
    "change" they then have. Nothing is deleted in the admin. A plain record that is saved here
    leaves an event. Two people at one form lose no word (``CarefulForm``).
    """

    form = CarefulForm
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.DateTimeField: {"widget": LabelledDateTime},
    }
    open_to: frozenset[str] = frozenset({"backbone"})
    may: frozenset[str] = frozenset()

    def _is_open_to(self, request) -> bool:
        user = request.user
        return ("backbone" in self.open_to and user.is_backbone) or (
            "administrator" in self.open_to and user.is_administrator
        )

    def has_module_permission(self, request):
        return self._is_open_to(request)

    def lookup_allowed(self, lookup, value, request):
        """A filter in the address must not spell out a secret letter by letter."""
        secret = {"password", "token_hash"}
        if secret & set(lookup.split("__")):
            return False
        return super().lookup_allowed(lookup, value, request)

    def has_view_permission(self, request, obj=None):
        return self._is_open_to(request)

    def has_add_permission(self, request):
        return self._is_open_to(request) and "add" in self.may

    def has_change_permission(self, request, obj=None):
        return self._is_open_to(request) and "change" in self.may

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if change:  # only what the form changed: the rest may have been saved meanwhile
            columns = {field.name for field in obj._meta.concrete_fields}
            obj.save(update_fields=columns & set(form.changed_data))
        else:
            super().save_model(request, obj, form, change)
        kind = "changed" if change else "added"
        record(f"{obj._meta.label_lower}.{kind}", obj, by=request.user, fields=form.changed_data)

    def render_change_form(self, request, context, *args, **kwargs):
        """Who meets somebody else at the page made no error."""
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        parts = [context["adminform"].form, *(form for one in formsets for form in one.forms)]
        is_met = all(map(only_met, parts)) and not any(one.non_form_errors() for one in formsets)
        if is_met and context["errors"]:
            context["errors"] = []
            messages.warning(
                request, _("Somebody else changed this too. Look at what is marked below.")
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        """Events tell more than Django's own log: also what was done on the pages of partners."""
        subject = self.get_object(request, unquote(object_id))
        if subject is None or not self.has_view_permission(request, subject):
            raise Http404("nothing that this person may see")
        events = history.history_of(subject)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of “%(subject)s”") % {"subject": subject},
            "opts": self.opts,
            "object": subject,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "events": events[: history.MOST],
            "more": len(events) > history.MOST,
            "shown": history.MOST,
        }
        return TemplateResponse(request, "admin/object_history.html", context)
