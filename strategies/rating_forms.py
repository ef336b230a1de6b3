from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.long_texts import TOO_LONG
from partnership.marks import without_marks
from strategies.models import Assessment
from strategies.rating_results import QUESTIONS

CANNOT_SAY = "none"
SCORES = [*((str(n), str(n)) for n in range(1, 6)), (CANNOT_SAY, _("Cannot say"))]
LONGEST = 600  # characters


class RatingForm(forms.Form):
    """Six questions, each answered from 1 to 5 or with “cannot say”. For whom: never from here."""

    use_required_attribute = False

    # The version the person had before her. Without one nobody had rated yet.
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="rating-%s", **kwargs)
        for key, (name, question) in QUESTIONS.items():
            self.fields[key] = forms.ChoiceField(
                label=_("%(name)s: %(question)s") % {"name": name, "question": question},
                choices=SCORES,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("%(name)s: choose from 1 to 5, or “Cannot say”") % {"name": name}
                },
            )
        self.fields["reason"] = forms.CharField(
            label=_("Why?"),
            help_text=_("Your organisation and the backbone team read it, nobody else."),
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"max_length": TOO_LONG},
        )

    def clean_reason(self) -> str:
        return without_marks(self.cleaned_data["reason"])

    @classmethod
    def of(cls, rating: Assessment | None) -> "RatingForm":
        """With what the organisation has said before."""
        if rating is None:
            return cls(initial={"version": 0})
        said = {key: CANNOT_SAY if s is None else str(s) for key, s in rating.scores.items()}
        return cls(initial={"version": rating.version, "reason": rating.reason, **said})

    @property
    def questions(self):
        return [self[key] for key in QUESTIONS]

    @property
    def scores(self) -> dict[str, int | None]:
        given = {key: self.cleaned_data[key] for key in QUESTIONS}
        return {key: None if said == CANNOT_SAY else int(said) for key, said in given.items()}
