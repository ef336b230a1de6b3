from allauth.account.forms import ChangePasswordForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from partnership.long_texts import EmailField


class NewPasswordForm(ChangePasswordForm):
    """The old password and the new one, each once: pasting from a password store is welcome."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        old, new = self.fields["oldpassword"], self.fields["password1"]
        old.label, old.help_text = _("Your password now"), ""
        new.label = _("Your new password")
        new.help_text = _(
            "At least 12 characters. Three or four words that you can remember work well."
        )


class ConfirmForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What shall we call it?")
        self.fields["name"].max_length = 60
        self.fields["name"].required = True
        self.fields["name"].help_text = _("Such as “my phone”, so that you know it again.")
        alone = self.fields["passwordless"]
        alone.label, alone.initial = _("Sign in with this passkey alone, without a password"), True
        alone.help_text = _("Leave it ticked unless your security key cannot do it.")


class AddAppForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label, code.help_text = _("The code it shows now"), _("6 digits.")
        code.widget.attrs["inputmode"] = "numeric"


class ForgottenForm(forms.Form):
    email = EmailField(
        label=_("Email"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        help_text=_("The one with which you sign in."),
        error_messages={
            "required": _("Enter an email"),
            "invalid": _("Enter an email like a@b.org"),
        },
    )


class SetPasswordForm(forms.Form):
    """The new password, once: pasting from a password store is welcome."""

    password = forms.CharField(
        label=_("Your new password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
        help_text=_("At least 12 characters. Three or four words that you can remember work well."),
        error_messages={"required": _("Choose a password")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password
