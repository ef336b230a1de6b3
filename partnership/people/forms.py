from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.long_texts import EmailField
from partnership.models import Membership


class InviteForm(forms.Form):
    """A lead invites to her own organisation, so the form does not ask which."""

    email = EmailField(
        label=_("Email"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter an email"),
            "invalid": _("Enter an email like a@b.org"),
        },
    )
    role = forms.ChoiceField(
        label=_("What may this person do?"),
        choices=[
            (Membership.Role.MEMBER, _("Member: sends updates")),
            (Membership.Role.LEAD, _("Lead: sends updates and looks after your people")),
        ],
        initial=Membership.Role.MEMBER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what this person may do")},
    )


class ManyForm(forms.Form):
    """A sheet, pasted or as a file; one of the two."""

    pasted = forms.CharField(
        label=_("Paste your list"),
        required=False,
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("With a first line that names the columns: email, organisation, role."),
    )
    file = forms.FileField(
        label=_("Or choose a CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean(self):
        pasted, file = self.cleaned_data.get("pasted", "").strip(), self.cleaned_data.get("file")
        if bool(pasted) == bool(file):
            raise forms.ValidationError(_("Paste a list or choose a file: one of the two."))
        if file and file.size > 100_000:
            raise forms.ValidationError(_("This file is too big. Send at most 500 people at once."))
        if file:
            try:
                pasted = file.read().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise forms.ValidationError(
                    _("We cannot read this file. Save it as CSV with UTF-8, or paste the list.")
                ) from error
        self.cleaned_data["text"] = pasted
        return self.cleaned_data


class _Colleague(forms.ModelChoiceField):
    def label_from_instance(self, membership):
        return membership.user.name


class AwayForm(forms.Form):
    until = forms.DateField(
        label=_("Last day away"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Choose the last day away"),
            "invalid": _("Enter a day like 24/11/2026"),
        },
    )
    cover = _Colleague(
        label=_("Who covers?"),
        queryset=Membership.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose who covers")},
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cover"].queryset = colleagues


class HandOverForm(forms.Form):
    """Who takes over what somebody who leaves has begun; asked only if there is something."""

    to = _Colleague(
        label=_("Who takes these over?"),
        queryset=Membership.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose who takes these over")},
    )

    def __init__(self, *args, takers, is_needed: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = takers
        self.fields["to"].required = is_needed
