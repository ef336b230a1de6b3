"""
Buttons for the next states of a thing, on its page in the admin: each a form of its own.

A state is never typed into a field. A move that is refused shows the page again, with the reason
and with what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partnership.admin import WorkplaceAdmin
from partnership.errors import DomainError


@dataclass(frozen=True)
class Move:
    """
    One button: its address, its words, the service behind it, and what it asks for.

    ``offered`` says of a thing whether it can move so now. ``form`` may ask for more; what it
    gives is passed on to ``act(subject, by=…, **given)``.
    """

    name: str
    label: str
    act: Callable
    offered: Callable[[object], bool]
    form: type[forms.Form] = forms.Form
    help: str = ""


class MovesAdmin(WorkplaceAdmin):
    """A table whose things move from state to state through services."""

    moves: tuple[Move, ...] = ()
    change_form_template = "admin/moves/change_form.html"

    def get_urls(self):
        address = path(
            "<path:object_id>/move/<slug:name>/",
            self.admin_site.admin_view(self.move_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_move",
        )
        return [address, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None, refused=None):
        subject = self.get_object(request, unquote(object_id))
        context = {
            "moves": self._offered(request, subject, refused) if subject else [],
            "move_address": f"admin:{self.opts.app_label}_{self.opts.model_name}_move",
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, context)

    @method_decorator(require_POST)
    def move_view(self, request, object_id, name):
        subject = self.get_object(request, unquote(object_id))
        move = next((move for move in self.moves if move.name == name), None)
        if subject is None or move is None:
            raise Http404("nothing that could move so")
        if not self.has_view_permission(request, subject):
            raise PermissionDenied
        form = move.form(request.POST, prefix=name)
        if not form.is_valid():
            return self._refused(request, object_id, move, form, 422)
        try:
            move.act(subject, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self._refused(request, object_id, move, form, error.status)
        said = _("“%(title)s” is now: %(state)s.")
        told = {"title": subject, "state": subject.get_state_display()}
        self.message_user(request, said % told, messages.SUCCESS)
        here = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(here, args=[subject.pk]))

    def _offered(self, request, subject, refused) -> list[tuple[Move, forms.Form]]:
        if not self.has_view_permission(request, subject):
            return []
        tried, its_form = refused or (None, None)
        return [
            (move, its_form if move is tried else move.form(prefix=move.name))
            for move in self.moves
            if move is tried or move.offered(subject)
        ]

    def _refused(self, request, object_id, move: Move, form: forms.Form, status: int):
        request.method = "GET"  # the page itself, with what was refused on it
        response = self.change_view(request, object_id, refused=(move, form))
        response.status_code = status
        return response
