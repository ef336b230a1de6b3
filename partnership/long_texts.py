"""What is too long to keep is refused with both numbers, in one sentence everywhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

TOO_LONG = _("Use %(limit_value)d characters or fewer. You have %(show_value)d")
LONGEST_EMAIL = 254  # characters, as in the columns that keep it (RFC 5321 allows no more)


class EmailField(forms.EmailField):
    """An email that we can keep."""

    def __init__(self, *, error_messages=None, **kwargs):
        super().__init__(
            max_length=LONGEST_EMAIL,
            error_messages={"max_length": TOO_LONG, **(error_messages or {})},
            **kwargs,
        )
