"""What people may type where they speak. Nothing here asks who they are."""

from django import forms
from django.core import signing
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from agenda.models import Outcome
from engagement import receipts, words
from engagement.models import Contribution, Question
from engagement.querysets import EVERYBODY
from partnership.long_texts import EmailField
from partnership.marks import without_marks
from partnership.models import Place
from strategies.models import Strategy

BEGAN = "engagement.began"
NOTHING = {"autocomplete": "off", "spellcheck": "false"}  # no browser remembers or sends it


class Words(forms.CharField):
    """A long text, as it was typed. What is too long is said with both numbers."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=Contribution.LONGEST,
            widget=forms.Textarea(attrs={"rows": 6, **NOTHING}),
            error_messages={
                "required": gettext_lazy("Write what you want to tell us."),
                "max_length": gettext_lazy(
                    "This is %(show_value)s characters long. Make it %(limit_value)s at most."
                ),
            },
            **kwargs,
        )

    def to_python(self, value):
        return without_marks(super().to_python(value))


def consent_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("What may we do with your words?"),
        choices=Contribution.Consent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what we may do with your words.")},
    )


class _AboutForm(forms.Form):
    """What all ways of speaking share: the words, and what one may say beside them."""

    text = Words(
        label=gettext_lazy("What do you want to tell us?"),
        help_text=gettext_lazy("Please do not name a child or another person."),
    )
    about = forms.ChoiceField(label=gettext_lazy("What is it about?"), required=False)
    place = forms.ModelChoiceField(
        label=gettext_lazy("Where do you live?"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=gettext_lazy("I would rather not say"),
    )
    age = forms.ChoiceField(
        label=gettext_lazy("How old are you?"),
        choices=[("", gettext_lazy("I would rather not say")), *Contribution.Age.choices],
        required=False,
    )
    consent = consent_field()

    def __init__(self, *args, question: Question | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields["place"].queryset = Place.objects.filter(kind=Place.Kind.LGA)
        if question:
            del self.fields["about"]
        else:
            self.fields["about"].choices = _subjects()
        self.order_fields(["text", "about", "place", "age", "consent"])

    def said(self) -> dict:
        """What the services take."""
        data = self.cleaned_data
        kind, _dot, number = data.get("about", "").partition(":")
        return {
            "text": data["text"],
            "question": self.question,
            "outcome_id": int(number) if kind == "outcome" else None,
            "strategy_id": int(number) if kind == "strategy" else None,
            "place": data["place"],
            "age": data["age"],
            "consent": data["consent"],
        }

    def subject(self) -> str:
        """What she chose that it is about, in words; empty if nothing."""
        if self.question:
            return self.question.title
        groups = [part for part in self.fields["about"].choices if isinstance(part[1], list)]
        names = {value: name for _group, subjects in groups for value, name in subjects}
        return names.get(self.cleaned_data["about"], "")


def _subjects() -> list:
    names = words.outcome_names()
    outcomes = [
        (f"outcome:{outcome.pk}", name)
        for outcome, name in words.named(list(Outcome.objects.filter(pk__in=names)), names)
    ]
    strategies = [
        (f"strategy:{strategy.pk}", strategy.title)
        for strategy in Strategy.objects.visible_to(EVERYBODY)
    ]
    found = [("", _("Anything"))]
    if outcomes:
        found.append((_("What we want"), outcomes))
    if strategies:
        found.append((_("What we are doing"), strategies))
    return found


class SayForm(_AboutForm):
    """
    Have your say, without an account.

    Two fields are for programs: one that no person sees, and when the page was opened. Neither
    refuses anybody; what looks like a program is held for a person to look at.
    """

    website = forms.CharField(required=False, widget=forms.TextInput(attrs=NOTHING))
    began = forms.CharField(required=False, widget=forms.HiddenInput)
    form_key = forms.RegexField(
        r"^[0-9a-f]{32}$", required=False, strip=True, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("began", signing.TimestampSigner(salt=BEGAN).sign("began"))

    def clean(self):
        if self.question and not self.question.takes_answers:
            raise forms.ValidationError(
                _("This question takes no more answers. You can still tell us: your words are kept "
                  "below, copy them to the general form.")
            )  # fmt: skip
        return super().clean()

    def looks_like_a_program(self, seconds: int) -> bool:
        """Filled in what nobody sees, or was faster than ``seconds``."""
        if self.cleaned_data["website"]:
            return True
        try:
            signing.TimestampSigner(salt=BEGAN).unsign(self.cleaned_data["began"], max_age=seconds)
        except signing.SignatureExpired:
            return False
        except signing.BadSignature:
            return True
        return True

    def language(self) -> str:
        return (get_language() or "en").split("-")[0]


class WriteDownForm(_AboutForm):
    """A worker writes for somebody, from paper or while she speaks."""

    field_order = ["channel", "language", "text"]
    channel = forms.ChoiceField(
        label=gettext_lazy("How did it come?"),
        choices=Contribution.Channel.choices[1:],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it came.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("In which language is it?"))
    agreed = forms.BooleanField(
        label=gettext_lazy("I read this question aloud, and the person chose."),
        error_messages={
            "required": gettext_lazy("Read the question to the person, and let her choose.")
        },
    )
    form_key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", receipts.new_key())
        self.fields["language"].choices = LANGUAGES
        self.fields["text"].label = _("What did the person say?")
        self.fields["place"].label = _("Where does the person live?")
        self.fields["age"].label = _("How old is the person?")
        self.fields["consent"].label = _("“What may we do with your words?”")
        self.order_fields(
            ["channel", "language", "text", "about", "place", "age", "consent", "agreed"]
        )


LANGUAGES = [
    ("en", gettext_lazy("English")),
    ("vi", gettext_lazy("Vietnamese")),
    ("ar", gettext_lazy("Arabic")),
    ("fa", gettext_lazy("Dari")),
    ("zh", gettext_lazy("Chinese")),
    ("und", gettext_lazy("Another language")),
]


class CodeForm(forms.Form):
    """A receipt, as people write it."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=60,
        help_text=gettext_lazy("16 letters and numbers, such as 7KQ4 M2XW 9TBR 3HNE."),
        widget=forms.TextInput(attrs={**NOTHING, "autocapitalize": "characters"}),
        error_messages={
            "required": gettext_lazy("Enter the code of your receipt."),
            "max_length": gettext_lazy("A code has 16 letters and numbers, not %(show_value)s."),
        },
    )


class CorrectForm(forms.Form):
    text = Words(label=gettext_lazy("Your words"))
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ConsentForm(forms.Form):
    consent = consent_field()
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class FollowForm(forms.Form):
    email = EmailField(
        label=gettext_lazy("Your email"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Enter your email."),
            "invalid": gettext_lazy("Enter an email such as name@example.org."),
        },
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs=NOTHING))
