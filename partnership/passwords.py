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
    """The partnership's, an organisation's or a place's name is the first thing people guess."""

    def validate(self, password, user=None):
        plain = _letters(password)
        for word in self._words():
            if word and word in plain and len(plain) - len(word) < 8:
                raise ValidationError(
                    _("This is too close to a name from this area. Add more words of your own.")
                )

    def get_help_text(self):
        return ""

    def _words(self):
        yield from (_letters(name) for name in Organisation.objects.values_list("name", flat=True))
        yield from (_letters(name) for name in Place.objects.values_list("name", flat=True))
        for area in AreaPartnership.objects.all():
            yield from (_letters(area.name), _letters(area.short_name))


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalpha())
