from django import forms
from django.utils.translation import gettext_lazy as _

from backbone.models import Nudge


class NudgeForm(forms.Form):
    """How the backbone team asked, and what it heard."""

    use_required_attribute = False

    how = forms.ChoiceField(
        label=_("How did you ask?"),
        choices=Nudge.How,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you asked")},
    )
    note = forms.CharField(
        label=_("What did you hear?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the backbone team reads this. Do not name a child or family."),
        error_messages={"max_length": _("Use %(limit_value)d characters or fewer")},
    )
