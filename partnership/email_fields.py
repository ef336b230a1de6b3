from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 254  # characters, as in the columns that keep it (RFC 5321 allows no more in an address)


class EmailField(forms.EmailField):
    """An email that we can keep: one that is longer is refused with both numbers."""

    def __init__(self, *, error_messages=None, **kwargs):
        too_long = _("Use %(limit_value)d characters or fewer. You have %(show_value)d")
        super().__init__(
            max_length=LONGEST,
            error_messages={"max_length": too_long, **(error_messages or {})},
            **kwargs,
        )
