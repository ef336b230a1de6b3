"""
The forms of the admin: plain words for what cannot be taken, and no word lost, also where two
people are at one form.
"""

from django import forms
from django.contrib.admin import TabularInline
from django.contrib.admin.widgets import AdminSplitDateTime
from django.forms.models import model_to_dict
from django.utils.formats import localize
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.long_texts import TOO_LONG
from partnership.marks import without_marks
from partnership.versions import as_saved

BUTTON_BELOW = "whole_page"  # a field of pages whose buttons act on what stands on the screen
BUTTON_REFUSED = "button_refused"  # set by the server: the page as it was typed, saving nothing
ONLY_SAVES = {"_save", "_continue", "_addanother"}
MET = "met"  # the code of what is marked because somebody else changed it


def only_met(form: forms.BaseForm) -> bool:
    """Is nothing marked in it but what somebody else changed?"""
    if not form.errors:
        return True
    marked = [one for errors in form.errors.as_data().values() for one in errors]
    return all(one.code == MET for one in marked)


def _plain_words(field: forms.Field) -> dict[str, str]:
    """What a field of this kind says of what it cannot take, and how to mend it."""
    words = {}
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        words["required"] = _("Fill in “%(field)s”: it is needed.") % {"field": field.label or ""}
    if getattr(field, "max_length", None) and "max_length" not in field.error_messages:
        words["max_length"] = TOO_LONG
    if isinstance(field, forms.DateField | forms.SplitDateTimeField):
        day = _("That is no day of the calendar. Write year, month and day, such as 2026-02-28.")
        words |= {"invalid": day, "invalid_date": day}
        words["invalid_time"] = _("That is no time of day. Write it such as 14:30.")
    elif isinstance(field, forms.SlugField):
        words["invalid"] = _(
            "Use only the letters a to z, numbers and hyphens, without spaces, such as "
            "reading-at-home."
        )
    return words


class PlainWords:
    """
    What every form of the admin does with what is typed.

    It takes away what nobody sees (``without_marks``), and says in plain words what to mend.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # a browser would cut without a word
            words = _plain_words(field)
            field.error_messages = field.error_messages | words
            for part in getattr(field, "fields", ()):  # a day and a time
                part.error_messages = part.error_messages | _plain_words(part)

    def _clean_fields(self):
        self._take_marks_away()
        super()._clean_fields()

    def _take_marks_away(self) -> None:
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            if isinstance(field, forms.CharField) and isinstance(self.data.get(key), str):
                clean = without_marks(self.data[key])
                if clean != self.data[key]:
                    self.data = self.data.copy()
                    self.data[key] = clean


class PlainForm(PlainWords, forms.Form):
    """What a button of the admin asks for."""


class CarefulForm(PlainWords, forms.ModelForm):
    """
    Saves what a person changed herself, and says so where somebody else changed the same.

    The browser sends what stood in each field when the page was made. Two people who change
    different fields both keep their words. Who is told may save again: then she has read theirs.
    If she pressed a button that acts on the whole page, she is told of every change.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        seen = self.add_initial_prefix("")
        is_told = not self.is_bound or any(name.startswith(seen) for name in self.data)
        self.is_careful = is_told and not self.is_new
        if self.is_careful:
            self._remember_what_was_seen()

    def _remember_what_was_seen(self) -> None:
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            if self.is_bound and self._seen_name(name) not in self.data:
                # Of several parts, or none: else the page would say that she saw what she wrote.
                self.data = self.data.copy()
                self.data.setlist(self._seen_name(name), [])

    def was_overtaken(self) -> bool:
        """Has somebody else saved something since the page was made? Nothing is locked."""
        if not self.is_careful:
            return False
        return bool(self._overtaken(as_saved(self.instance, to_change=False)))

    def clean(self):
        given = super().clean()
        if BUTTON_REFUSED in self.data:
            self.add_error(None, _("Nothing was changed. Why is said at the button you pressed."))
        if not self.is_careful:
            return given
        row = as_saved(self.instance, to_change=True)
        for name in self._overtaken(row):
            if name in self.changed_data:
                self._show_both(name, row)
            elif BUTTON_BELOW in self.data and not ONLY_SAVES & self.data.keys():
                self._show_theirs(name, row)
            else:
                theirs = getattr(row, name)
                self.cleaned_data[name] = theirs.all() if hasattr(theirs, "all") else theirs
        return given

    def _save_m2m(self):
        if not self.is_new:  # what she left alone somebody else may have changed
            given = self.cleaned_data
            self.cleaned_data = {n: given[n] for n in self.changed_data if n in given}
        super()._save_m2m()

    def _overtaken(self, row) -> list[str]:
        if row is None:
            return []
        self.initial |= model_to_dict(row, fields=[*self.fields])
        # What a formset adds by itself (which row it is) was never shown.
        shown = [name for name, field in self.fields.items() if field.show_hidden_initial]
        return [name for name in shown if name in self.initial and self._differs(name)]

    def _now(self, name: str):
        return self.get_initial_for_field(self.fields[name], name)

    def _differs(self, name: str) -> bool:
        field, now = self.fields[name], self._now(name)
        seen = field.hidden_widget().value_from_datadict(
            self.data, self.files, self._seen_name(name)
        )
        if isinstance(now, str):
            return _one_kind_of_lines(now) != _one_kind_of_lines(seen or "")
        return field.has_changed(now, seen)

    def _show_both(self, name: str, row) -> None:
        theirs = _(
            "Your words are here still; save again if they shall stand. Somebody else changed this "
            "while you were writing: “%(theirs)s”"
        )
        self._mark(name, theirs % {"theirs": _in_words(row, name)})
        self._write(self._seen_name(name), name)

    def _show_theirs(self, name: str, row) -> None:
        self._mark(
            name,
            _("Somebody else changed this since you opened the page. It stands here as it is now."),
        )
        self._write(self._seen_name(name), name)
        self._write(self.add_prefix(name), name)

    def _mark(self, name: str, words: str) -> None:
        self.add_error(name, forms.ValidationError(words, code=MET))

    def _write(self, key: str, name: str) -> None:
        """What is saved now, as a browser would send it."""
        field = self.fields[name]
        value = field.prepare_value(self._now(name))
        self.data = self.data.copy()
        if isinstance(field, forms.MultiValueField):
            for number, part in enumerate(field.widget.decompress(value)):
                self.data[f"{key}_{number}"] = "" if part is None else str(part)
        elif isinstance(value, list):
            self.data.setlist(key, [str(one) for one in value])
        else:
            self.data[key] = field.hidden_widget().format_value(value) or ""

    def _seen_name(self, name: str) -> str:
        return self.add_initial_prefix(name)


def _one_kind_of_lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _in_words(row, name: str) -> str:
    chosen = getattr(row, f"get_{name}_display", None)
    value = chosen() if chosen else getattr(row, name)
    if hasattr(value, "all"):
        return ", ".join(map(str, value.all()))
    return "" if value is None else str(localize(template_localtime(value)))


class LabelledRows(forms.BaseInlineFormSet):
    """The head of the table is no label to who listens: each field says its own, and its row."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            label = field.label or ""
            if index is not None:
                label = _("%(field)s, row %(number)s") % {"field": label, "number": index + 1}
            widget = getattr(field.widget, "widget", field.widget)  # a chooser wraps another
            widget.attrs["aria-label"] = label


class LabelledTable(TabularInline):
    formset = LabelledRows


class LabelledDateTime(AdminSplitDateTime):
    """Django writes “Date:” and “Time:” beside its two fields, as labels of neither."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        for widget, label in zip(self.widgets, _PARTS_OF_A_MOMENT, strict=True):
            widget.attrs["aria-label"] = label


_PARTS_OF_A_MOMENT = (gettext_lazy("Date"), gettext_lazy("Time"))
