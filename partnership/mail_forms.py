from django import forms
from django.utils.translation import gettext_lazy as _

from partnership import digest
from partnership.models import NotificationPreference

Channel = NotificationPreference.Channel


class MailChoiceForm(forms.Form):
    """One choice for each kind of line of the daily mail."""

    use_required_attribute = False

    def __init__(self, *args, declined: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        for section in (each for each in digest.sections if each.is_a_choice):
            self.fields[section.kind] = forms.ChoiceField(
                label=section.label,
                choices=Channel.choices,
                widget=forms.RadioSelect,
                initial=Channel.NONE if section.kind in declined else Channel.DIGEST,
                error_messages={"required": _("Choose one")},
            )
