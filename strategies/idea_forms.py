from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.models import Outcome
from partnership.long_texts import TOO_LONG
from partnership.marks import without_marks
from strategies.models import Strategy
from strategies.outcomes import words_of

_TOO_LONG = {"max_length": TOO_LONG}


class _Outcomes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, outcome):
        return self.words.get(outcome.pk, outcome.code)


class IdeaForm(forms.ModelForm):
    """What a partner proposes. For which organisation: never from here."""

    use_required_attribute = False
    outcomes = _Outcomes(
        label=_("Which outcomes is it for?"),
        queryset=Outcome.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one outcome")},
    )

    class Meta:
        model = Strategy
        fields = ["title", "summary", "who_for", "why"]
        labels = {
            "title": _("What could we do together?"),
            "summary": _("What would change for families?"),
            "who_for": _("Who is it for?"),
            "why": _("Why do you think it works?"),
        }
        help_texts = {
            "title": _("A few words, such as: Bring help to where children already are"),
            "summary": _("In one sentence."),
            "who_for": _("Which families, and where."),
            "why": _("One or two plain sentences, doubts included. Do not name a child or family."),
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 2}),
                   "why": forms.Textarea(attrs={"rows": 4})}  # fmt: skip
        error_messages = {
            "title": {"required": _("Say what we could do together"), **_TOO_LONG},
            "summary": {"required": _("Say what would change for families"), **_TOO_LONG},
            "who_for": {"required": _("Say who it is for"), **_TOO_LONG},
            "why": {"required": _("Say why you think it works"), **_TOO_LONG},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="idea-%s", **kwargs)
        self.fields["who_for"].required = True
        outcomes = self.fields["outcomes"]
        outcomes.words = words_of(outcomes.queryset.values_list("pk", flat=True))

    def clean(self):
        """Without the marks that would turn the letters after them the other way round."""
        super().clean()
        for name in self._meta.fields:
            if name in self.cleaned_data:
                self.cleaned_data[name] = without_marks(self.cleaned_data[name])
        return self.cleaned_data
