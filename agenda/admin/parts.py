"""The parts of a version, on its page: outcomes, core strategies, principles, people's words."""

from django import forms
from django.contrib import admin

from agenda.models import Aspiration, AspirationLink, CoreStrategyText, OutcomeText, Principle
from partnership.admin_forms import CarefulForm, LabelledTable

from .changes import SHORT_TEXTS


class Part(admin.options.InlineModelAdmin):
    """A part of a version: it may be changed as long as the version may."""

    extra = 0
    form = CarefulForm
    formfield_overrides = SHORT_TEXTS

    def _is_open(self, request, version) -> bool:
        return request.user.is_backbone and (version is None or not version.is_sealed)

    def has_view_permission(self, request, obj=None):
        return request.user.is_backbone

    def has_add_permission(self, request, obj=None):
        return self._is_open(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._is_open(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._is_open(request, obj)


class OutcomeTextInline(Part, admin.StackedInline):
    model = OutcomeText


class CoreStrategyTextInline(Part, admin.StackedInline):
    model = CoreStrategyText

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class PrincipleInline(Part, LabelledTable):
    model = Principle


class AspirationLinkInline(Part, LabelledTable):
    model = AspirationLink

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "aspiration":
            kwargs["queryset"] = Aspiration.objects.visible_to(request.user).exclude(
                state=Aspiration.State.WITHDRAWN
            )
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "aspiration":
            field.label_from_instance = _beginning
        return field


def _beginning(aspiration: Aspiration) -> str:
    words = aspiration.english or aspiration.words
    return f"{aspiration.pk}: {words[:70]}"
