from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from partnership.long_texts import TOO_LONG
from partnership.marks import one_line
from partnership.models import User


class AcceptInvitationForm(forms.Form):
    """A name and a password; the address, organisation and role come from the invitation."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Enter your name"),
            "max_length": TOO_LONG,
        },
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
        help_text=_("At least 12 characters. Three or four words that you can remember work well."),
        error_messages={"required": _("Choose a password")},
    )

    def __init__(self, *args, email: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_password(self):
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, User(email=self.email))
        return password
