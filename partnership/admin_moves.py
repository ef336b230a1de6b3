"""
Buttons for the next states of a thing, on its page in the admin.

A state is never typed into a field. What was typed above a button is saved before the thing moves,
so that what is then decided or public is what stands on the screen. A move that is refused changes
nothing, and shows the page again with the reason and with what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import BUTTON_BELOW, BUTTON_REFUSED
from partnership.errors import DomainError


@dataclass(frozen=True)
class Move:
    """
    One button: its address, its words, the service behind it, and what it asks for.

    ``offered`` says of a thing whether it can move so now. ``form`` may ask for more; what it
    gives is passed on to ``act(subject, by=…, **given)``. ``said`` is told when it is done; without
    it, the new state is.
    """

    name: str
    label: str
    act: Callable
    offered: Callable[[object], bool]
    form: type[forms.Form] = forms.Form
    help: str = ""
    said: str = ""


def save_first(table: WorkplaceAdmin, request, object_id: str, **again) -> bool | HttpResponse:
    """
    Save what was typed into the form of the page whose button was pressed.

    True if there is nothing (more) to save, else the page with what is to be mended. ``again`` is
    passed on to it.
    """
    subject = table.get_object(request, unquote(object_id))
    if not is_to_save(table, request, subject):
        return True
    page = table.change_view(request, object_id, form_url=page_of(subject), **again)
    return page if page.status_code == 200 else True  # saved, it leads on


def is_to_save(table: WorkplaceAdmin, request, subject) -> bool:
    """Was something typed above the button, or did somebody else save meanwhile?"""
    if BUTTON_BELOW not in request.POST or not table.has_change_permission(request, subject):
        return False
    form_class = table.get_form(request, subject, change=True)
    form = form_class(request.POST, request.FILES, instance=subject)
    formsets, _inlines = table._create_formsets(request, subject, change=True)
    parts = (form, *(part for formset in formsets for part in formset.initial_forms))
    is_news = any(part.has_changed() for part in (form, *formsets))
    return is_news or any(part.was_overtaken() for part in parts)


def page_of(subject) -> str:
    meta = subject._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[subject.pk])


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
            with transaction.atomic():  # who is refused has saved nothing either
                saved = save_first(self, request, object_id, refused=(move, form))
                if saved is not True:
                    saved.status_code = 422
                    return saved
                subject = self.get_object(request, unquote(object_id))
                move.act(subject, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self._refused(request, object_id, move, form, error.status)
        self.message_user(request, move.said or self._state_of(subject), messages.SUCCESS)
        return HttpResponseRedirect(self.after_move(subject))

    def after_move(self, subject) -> str:
        """Where a move leads that was done."""
        return page_of(subject)

    def _state_of(self, subject) -> str:
        subject.refresh_from_db(fields=["state"])
        told = {"title": subject, "state": subject.get_state_display()}
        return _("“%(title)s” is now: %(state)s.") % told

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
        request._messages = default_storage(request)  # what it told of saving is not true any more
        subject = self.get_object(request, unquote(object_id))
        if is_to_save(self, request, subject):
            request.POST = request.POST.copy()
            request.POST[BUTTON_REFUSED] = "1"
        else:
            request.method = "GET"  # the page itself, with what was refused on it
        response = self.change_view(
            request, object_id, form_url=page_of(subject), refused=(move, form)
        )
        response.status_code = status
        return response
