"""Two people at one form of the admin: both keep their words."""

from django import forms
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _


class CarefulForm(forms.ModelForm):
    """
    Saves what a person changed herself, and says so where somebody else changed the same.

    The browser sends what stood in each field when the page was made. Two people who change
    different fields both keep their words.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean(self):
        given = super().clean()
        if self.instance.pk and self.changed_data:
            rows = type(self.instance)._base_manager.select_for_update(of=("self",))
            now = model_to_dict(rows.get(pk=self.instance.pk))
            for name in self.changed_data:
                if name in now and not isinstance(now[name], list):
                    self._compare(name, now[name])
        return given

    def _compare(self, name: str, now) -> None:
        seen = self.data.get(self.add_initial_prefix(name), "")
        now = "" if now is None else str(now)
        if now.replace("\r\n", "\n") == seen.replace("\r\n", "\n"):
            return
        theirs = _(
            "Somebody else changed this while you were writing: “%(theirs)s”. Your words are here "
            "still. Save again if they shall stand."
        )
        self.add_error(name, theirs % {"theirs": now})
        self.data = self.data.copy()
        self.data[self.add_initial_prefix(name)] = now
