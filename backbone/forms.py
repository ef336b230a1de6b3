from django import forms
from django.utils.translation import gettext_lazy as _

from backbone.models import Nudge
from partnership.long_texts import TOO_LONG
from partnership.models import User


class NudgeForm(forms.Form):
    """How the backbone team asked, and what it heard."""

    use_required_attribute = False

    how = forms.ChoiceField(
        label=_("How did you ask?"),
        choices=[(how, how.label) for how in (Nudge.How.CALLED, Nudge.How.MET)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you asked")},
    )
    note = forms.CharField(
        label=_("What did you hear?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the backbone team reads this. Do not name a child or family."),
        error_messages={"max_length": TOO_LONG},
    )


class MailForm(forms.Form):
    """To whom a friendly mail goes, and in which words. What is shown is what is sent."""

    use_required_attribute = False

    to = forms.MultipleChoiceField(
        label=_("To"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person")},
    )
    words = forms.CharField(
        label=_("Your words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "“Hello”, the name of the reader, a link to the update and your name are added."
        ),
        error_messages={
            "required": _("Write what you ask"),
            "max_length": TOO_LONG,
        },
    )

    def __init__(self, *args, people: list[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["to"].choices = [
            (key, f"{person.name}, {person.email}") for key, person in self.people.items()
        ]
        self.fields["to"].initial = list(self.people)

    @property
    def chosen(self) -> list[User]:
        """Once the form is valid."""
        return [self.people[key] for key in self.cleaned_data["to"]]
