"""An email that is longer than we can keep is refused in a sentence, wherever one is typed."""

import pytest
from django import forms

from engagement.forms import FollowForm
from partnership.accounts.forms import ForgottenForm
from partnership.organisation_forms import ProfileForm
from partnership.people import sheet
from partnership.people.forms import InviteForm

TOO_LONG = "a@" + ".".join(["b" * 60] * 4) + ".example.org"  # 257 characters, well-formed


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (FollowForm, "email"),
        (ForgottenForm, "email"),
        (InviteForm, "email"),
        (ProfileForm, "contact_email"),
    ],
)
def test_every_form_says_both_numbers_and_keeps_what_was_typed(form: type[forms.Form], name):
    typed = form({name: TOO_LONG})

    assert typed.errors[name] == ["Use 254 characters or fewer. You have 257"]
    assert typed[name].value() == TOO_LONG


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/follow/", "/forgotten-password/"])
def test_the_page_says_it_and_keeps_the_address(client, partnership, page):
    answer = client.post(page, {"email": TOO_LONG})

    assert answer.status_code == 422
    assert "Use 254 characters or fewer. You have 257" in answer.text
    assert f'value="{TOO_LONG}"' in answer.text


def test_a_line_of_a_list_says_it_too():
    assert sheet._problem(TOO_LONG, "", None, "") == "This email is longer than 254 characters."
