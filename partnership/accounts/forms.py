from allauth.account.forms import ChangePasswordForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


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
