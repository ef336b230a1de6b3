"""Marks that turn letters round reach nobody: "Finished" must not read as something else."""

import pytest

from partnership.forms import AcceptInvitationForm
from partnership.organisation_forms import ProfileForm
from strategies.forms import UpdateForm
from tests.strategies.conftest import QUARTER

# Unicode's own list of the explicit directional marks (UAX 9, section 2).
MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.django_db
@pytest.mark.parametrize("mark", MARKS)
def test_no_field_of_a_person_keeps_such_a_mark(mark):
    told = f"sent{mark}later"
    update = {"delivery": "on_track", "version": 0, "what_happened": told, "help_needed": told}
    forms = [
        UpdateForm(update, period=QUARTER),
        ProfileForm({"public_profile": told, "version": 0}),
        AcceptInvitationForm(
            {"name": told, "password": "three quiet river stones"}, email="mai@example.org"
        ),
    ]

    assert [form.is_valid() for form in forms] == [True] * 3, [form.errors for form in forms]
    kept = {**forms[0].cleaned_data, **forms[1].cleaned_data, **forms[2].cleaned_data}
    fields = ("what_happened", "help_needed", "public_profile", "name")
    assert {kept[name] for name in fields} == {"sentlater"}


@pytest.mark.django_db
def test_a_name_stays_on_one_line():
    form = AcceptInvitationForm(
        {"name": " Mai\r\nBcc: all@example.org ", "password": "three quiet river stones"},
        email="mai@example.org",
    )

    assert form.is_valid()
    assert form.cleaned_data["name"] == "Mai Bcc: all@example.org"
