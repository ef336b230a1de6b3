from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.long_texts import TOO_LONG, EmailField
from partnership.marks import without_marks
from partnership.models import Organisation

LONGEST = 1500  # characters


class ProfileForm(forms.Form):
    """What an organisation says of itself. Its name and its address are not asked here."""

    use_required_attribute = False

    public_profile = forms.CharField(
        label=_("About us"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you do for children and families, in plain words."),
        error_messages={"max_length": TOO_LONG},
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={
            "invalid": _("Enter the address of a website, such as example.org"),
            "max_length": TOO_LONG,
        },
    )
    contact_email = EmailField(
        label=_("Email for families"),
        required=False,
        help_text=_("Best a shared one, such as hello@example.org. Everybody can read it."),
        error_messages={"invalid": _("Enter an email address, such as hello@example.org")},
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_public_profile(self) -> str:
        return without_marks(self.cleaned_data["public_profile"])

    @classmethod
    def of(cls, organisation: Organisation) -> "ProfileForm":
        names = ("public_profile", "website", "contact_email", "version")
        return cls(initial={name: getattr(organisation, name) for name in names})

    @property
    def words(self) -> dict[str, str]:
        """What is said, once the form is valid."""
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}
