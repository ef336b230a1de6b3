"""What a person says of a file or photo that she adds."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.intake.kinds import DOCUMENTS, PHOTOS
from partnership.intake.words import what_may_come
from partnership.long_texts import TOO_LONG
from partnership.marks import without_marks
from strategies.models import Evidence


class _AddForm(forms.Form):
    """The bytes come through partnership/intake; ``taken`` says whether there were any."""

    use_required_attribute = False
    kinds = DOCUMENTS

    file = forms.FileField(widget=forms.FileInput)
    form_id = forms.CharField(max_length=32, widget=forms.HiddenInput, initial=lambda: uuid4().hex)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="evidence-%s", **kwargs)
        self.fields["file"].widget.attrs = {
            "accept": what_may_come(self.kinds).replace(" ", ""),
            "data-focus": True,
        }
        # Whether there is one, and what it is, is for the intake to say, in better words.
        self.fields["file"].clean = lambda value, initial=None: value

    def clean_title(self) -> str:
        return without_marks(self.cleaned_data["title"])

    @property
    def said(self) -> dict:
        """What a service wants to know, once the form is valid."""
        known = ("title", "alt", "everyone_agreed", "form_id")
        return {name: self.cleaned_data[name] for name in known if name in self.fields}


class AddPhotoForm(_AddForm):
    kinds = PHOTOS
    field_order = ["file", "alt", "title", "everyone_agreed"]

    alt = forms.CharField(
        label=_("What is on the photo?"),
        help_text=_("For people who cannot see it. Such as: A table with fruit under a tree."),
        max_length=250,
        error_messages={
            "required": _("Say what is on the photo"),
            "max_length": TOO_LONG,
        },
    )
    title = forms.CharField(
        label=_("Words under the photo"),
        help_text=_("Where and when it was. Do not name a child or family."),
        max_length=120,
        error_messages={
            "required": _("Write some words for under the photo"),
            "max_length": TOO_LONG,
        },
    )
    everyone_agreed = forms.BooleanField(
        label=_("Everyone in the picture agreed that it may be shown"),
        help_text=_("For a child, a parent agreed. Tick it too if nobody is in the picture."),
        error_messages={
            "required": _("A photo can only be added if everyone in the picture agreed")
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("Choose a photo")
        self.fields["file"].help_text = _(
            ".jpg or .png, up to 5 MB. Place, device and time are taken out of it."
        )

    def clean_alt(self) -> str:
        return without_marks(self.cleaned_data["alt"])


class AddFileForm(_AddForm):
    field_order = ["file", "title"]

    title = forms.CharField(
        label=_("What is it?"),
        help_text=_("Such as: Timetable of the playgroups, term 4."),
        max_length=Evidence._meta.get_field("title").max_length,
        error_messages={
            "required": _("Say what the file is"),
            "max_length": TOO_LONG,
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("Choose a file")
        self.fields["file"].help_text = _(
            ".pdf up to 20 MB; .docx, .csv or .xlsx up to 10 MB. No lists of people: numbers only."
            " A pdf may still hold the name of its author, and where its photos were taken; remarks"
            " keep the names of who wrote them."
        )


FORMS = {"photo": AddPhotoForm, "file": AddFileForm}
