"""What the forms of the agenda share."""

from django import forms
from django.db import models


def changed_words(form) -> dict:
    """What was changed, without many-to-many fields."""
    columns = {field.name for field in form.instance._meta.concrete_fields}
    return {name: form.cleaned_data[name] for name in form.changed_data if name in columns}


SHORT_TEXTS = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})},
    models.CharField: {"widget": forms.TextInput(attrs={"class": "vLargeTextField"})},
}
