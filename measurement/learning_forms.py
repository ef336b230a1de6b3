from django import forms
from django.utils.translation import gettext_lazy as _

from measurement.models import Finding, LearningQuestion
from partnership.long_texts import TOO_LONG


class FindingForm(forms.Form):
    """What a partner thinks was found, and what she is not sure of."""

    use_required_attribute = False

    statement = forms.CharField(
        label=_("What? Say in one sentence what you found"),
        help_text=_("Such as: Families come back when the drop-in is on a week night."),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what you found"), "max_length": TOO_LONG},
    )
    so_what = forms.CharField(
        label=_("So what? What does it mean?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )
    now_what = forms.CharField(
        label=_("Now what? What should we do differently?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )
    evidence = forms.ModelMultipleChoiceField(
        label=_("What does it rest on?"),
        help_text=_("What we looked at for this question. Choose at least one."),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one thing that it rests on"),
            "invalid_choice": _("Choose from what we looked at for this question"),
        },
    )
    confidence = forms.ChoiceField(
        label=_("How sure are you?"),
        choices=Finding.Confidence,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how sure you are")},
    )
    not_sure_of = forms.CharField(
        label=_("What are you not sure of?"),
        help_text=_("There is always something. It makes the rest easier to trust."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what you are not sure of"), "max_length": TOO_LONG},
    )

    def __init__(self, *args, question: LearningQuestion, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = question.evidence.all()
