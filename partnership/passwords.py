"""Rules for a password: long, not common, not the name of this place. No composition rules."""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnership.models import AreaPartnership, Organisation, Place


class MaximumLengthValidator:
    """A longer one would only make the hash expensive."""

    def __init__(self, max_length: int = 128):
        self.max_length = max_length

    def validate(self, password, user=None):
        if len(password) > self.max_length:
            raise ValidationError(
                _("Use at most %(number)d characters.") % {"number": self.max_length}
            )

    def get_help_text(self):
        return ""


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    def get_error_message(self):
        return _("Many people use this password, so it is easy to guess. Choose another one.")


class LocalWordsValidator:
    """The names of this area are the first thing people guess: they do not count as letters."""

    OTHERS = 8  # characters that must be left, not all the same

    def validate(self, password, user=None):
        left = _letters_and_digits(password)
        for word in sorted(self._words(), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < self.OTHERS or len(set(left)) < 3:
            raise ValidationError(
                _(
                    "This is too easy to guess: it is a name from this area, or one sign again and "
                    "again. Add more words of your own."
                )
            )

    def get_help_text(self):
        return ""

    def _words(self) -> set[str]:
        """The single words, of five letters or more, of every name that people here know."""
        names = [
            *Organisation.objects.values_list("name", flat=True),
            *Place.objects.values_list("name", flat=True),
            *AreaPartnership.objects.values_list("name", flat=True),
            "partnership portal password",
        ]
        words = {_letters_and_digits(word) for name in names for word in name.split()}
        return {word for word in words if len(word) >= 5}


def _letters_and_digits(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
