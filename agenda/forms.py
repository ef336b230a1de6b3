from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.models import Agenda, Comment, Endorsement
from partnership.long_texts import TOO_LONG
from partnership.marks import without_marks


class CommentForm(forms.Form):
    """What a partner says of a version. For whom: never from here."""

    use_required_attribute = False

    about = forms.ChoiceField(label=_("What is it about?"), required=False)
    stance = forms.ChoiceField(
        label=_("What do you want to say?"),
        choices=Comment.Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to say")},
    )
    text = forms.CharField(
        label=_("Your comment"),
        help_text=_("Partners and the backbone team read it, with the name of your organisation."),
        max_length=Comment._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write your comment"),
            "max_length": TOO_LONG,
        },
    )

    def __init__(self, *args, agenda: Agenda, **kwargs):
        super().__init__(*args, auto_id="comment-%s", **kwargs)
        self.texts = {t.outcome.code: t for t in agenda.outcomes.select_related("outcome")}
        self.fields["about"].choices = [
            ("", _("The whole")),
            *((code, text.statement) for code, text in self.texts.items()),
        ]

    def clean_text(self) -> str:
        return without_marks(self.cleaned_data["text"])

    @property
    def content(self) -> dict:
        """What the service wants to know, once the form is valid."""
        text = self.texts.get(self.cleaned_data["about"])
        return {
            "outcome": text.outcome if text else None,
            "stance": self.cleaned_data["stance"],
            "text": self.cleaned_data["text"],
        }


class SignForm(forms.Form):
    """The word of an organisation on a version. Whose: never from here."""

    use_required_attribute = False

    state = forms.ChoiceField(
        label=_("Does your organisation sign it?"),
        choices=[
            (Endorsement.State.ENDORSED, _("Yes, we sign it")),
            (Endorsement.State.WITH_RESERVATION, _("Yes, with a reservation")),
            (Endorsement.State.DECLINED, _("No, we do not sign it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you sign it")},
    )
    reservation = forms.CharField(
        label=_("Your reservation, or why you do not sign"),
        help_text=_("Everybody may read it."),
        required=False,
        max_length=Endorsement._meta.get_field("reservation").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": TOO_LONG,
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="sign-%s", **kwargs)

    def clean_reservation(self) -> str:
        return without_marks(self.cleaned_data["reservation"])

    def clean(self):
        given = super().clean()
        needs_words = given.get("state") == Endorsement.State.WITH_RESERVATION
        if needs_words and not given.get("reservation", "").strip():
            self.add_error("reservation", _("Say what your reservation is"))
        return given
