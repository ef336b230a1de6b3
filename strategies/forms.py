from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.long_texts import TOO_LONG
from partnership.marks import without_marks
from strategies import words
from strategies.models import Update
from strategies.periods import Period, period_before, period_to_report

LONGEST = 3000  # characters
LONGEST_WISH = 1000
DELIVERY_CHOICES = [
    (Update.Delivery.ON_TRACK, _("On track")),
    (Update.Delivery.NEEDS_HELP, _("Needs help")),
    (Update.Delivery.STUCK, _("Stuck")),
    (Update.Delivery.FINISHED, _("Finished")),
    (Update.Delivery.STOPPED, _("Stopped, and we know why")),
]


class UpdateForm(forms.Form):
    """What an organisation says of its action. Whose, of which period: never from here."""

    use_required_attribute = False

    delivery = forms.ChoiceField(
        label=_("How is it going?"),
        choices=DELIVERY_CHOICES,
        widget=forms.RadioSelect(attrs={"data-focus": True}),
        error_messages={"required": _("Choose how it is going")},
    )
    what_happened = forms.CharField(
        help_text=_("Say what changed for families. Plain words. Do not name a child or family."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Say what happened"),
            "max_length": TOO_LONG,
        },
    )
    help_needed = forms.CharField(
        label=_("What would help?"),
        help_text=_("Only your organisation and the backbone team read this. It is never public."),
        required=False,
        max_length=LONGEST_WISH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "max_length": TOO_LONG,
        },
    )
    # The version the person had before her. Without one she saw nothing: the first word of all.
    version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("This form was not whole. Copy your words, load the page and try again"),
            "invalid": _("This form was not whole. Copy your words, load the page and try again"),
        },
    )
    form_id = forms.CharField(
        max_length=32, required=False, widget=forms.HiddenInput, initial=lambda: uuid4().hex
    )

    def __init__(self, *args, period: Period | None, may_be_unfinished: bool = False, **kwargs):
        super().__init__(*args, auto_id="update-%s", **kwargs)
        self.fields["what_happened"].label = (
            words.question(period) if period else _("What happened?")
        )
        if may_be_unfinished:
            self.fields["delivery"].required = False
            self.fields["what_happened"].required = False

    def clean_what_happened(self) -> str:
        return without_marks(self.cleaned_data["what_happened"])

    def clean_help_needed(self) -> str:
        return without_marks(self.cleaned_data["help_needed"])

    @property
    def content(self) -> dict:
        """What a service wants to know, once the form is valid."""
        return {
            "seen_version": self.cleaned_data["version"],
            "form_id": self.cleaned_data["form_id"],
            **{name: self.cleaned_data[name] for name in Update.WORDS},
        }


class _ActionField(forms.ModelChoiceField):
    def label_from_instance(self, action):
        return f"{action.organisation}: {action.title}"


class ByPhoneForm(UpdateForm):
    """What the backbone team writes down of a call: also of which action and period."""

    field_order = ["action", "which_period", "delivery", "what_happened", "help_needed"]
    action = _ActionField(
        label=_("Which action?"),
        queryset=None,  # those that the officer may write for
        error_messages={"required": _("Choose the action")},
    )
    which_period = forms.ChoiceField(
        label=_("For which period?"),
        choices=[("due", _("The one that is asked for now")), ("before", _("The one before"))],
        initial="due",
    )
    version = form_id = None

    def __init__(self, *args, actions, today, **kwargs):
        super().__init__(*args, period=None, **kwargs)
        self.today = today
        self.fields["action"].queryset = actions

    def clean(self):
        """Finds the ``period``: which one it is depends on how often the action reports."""
        action = self.cleaned_data.get("action")
        if action is None:
            return
        period = period_to_report(self.today, action.rhythm, since=action.starts_on)
        if period and self.cleaned_data.get("which_period") == "before":
            period = period_before(period, action.rhythm)
        if period is None or period.end < action.starts_on:
            self.add_error("which_period", _("This action had nothing to report on then"))
        self.period = period

    @property
    def content(self) -> dict:
        return {name: self.cleaned_data[name] for name in Update.WORDS} | {"period": self.period}


class RestoreForm(forms.Form):
    """Which version the person had before her when she asked for an earlier one."""

    version = forms.IntegerField(min_value=0)
