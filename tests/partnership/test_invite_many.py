"""People are invited from a sheet, after a look at what would happen (JOURNEYS D07 4 and 5)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnership.models import Event, Invitation
from partnership.people import sheet

A, B = "Northern Rivers Family Care", "Broken Creek Community Health"
SHEET = f"""Name,E-mail,Organisation,Role
Noor,noor@example.org,{A},lead
Jo,JO@example.org,{B.upper()},
Bad,not an address,{A},member
Lost,lost@example.org,Somewhere Else,member
Boss,boss@example.org,{A},backbone
Noor,noor@example.org,{A},member
"""


@pytest.fixture
def organisations(org_a, org_b):
    return org_a, org_b


@pytest.mark.django_db
def test_the_dry_run_says_what_happens_to_each_line_and_changes_nothing(client, bea, organisations):
    client.force_login(bea)

    page = client.post(reverse("invite-many"), {"pasted": SHEET})

    assert page.context["good"] == 2
    problems = {line.number: line.problem for line in page.context["lines"] if line.problem}
    assert sorted(problems) == [4, 5, 6, 7]
    for words in ("no email address", "do not know an organisation", "twice"):
        assert words in page.text
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_then_the_good_lines_are_sent_by_mail(client, bea, organisations):
    client.force_login(bea)

    page = client.post(reverse("invite-many"), {"pasted": SHEET, "send": "1"}, follow=True)

    invited = Invitation.objects.order_by("email").values_list(
        "email", "organisation__name", "role"
    )
    assert list(invited) == [("jo@example.org", B, "member"), ("noor@example.org", A, "lead")]
    assert "2 people are invited." in page.text
    assert Event.objects.filter(kind="partnership.invitation.sent").count() == 2


@pytest.mark.django_db
def test_sending_twice_invites_nobody_twice(client, bea, organisations):
    client.force_login(bea)

    for _ in range(2):
        client.post(reverse("invite-many"), {"pasted": SHEET, "send": "1"})

    assert Invitation.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_a_sheet_may_be_pasted_or_saved_in_any_usual_way(divider, organisations):
    text = divider.join(["Organisation", "Email"]) + "\r\n" + divider.join([A, "a@example.org"])

    (line,) = sheet.read(text)

    assert (line.email, line.organisation, line.problem) == ("a@example.org", organisations[0], "")


@pytest.mark.django_db
def test_a_file_works_too(client, ada, organisations):
    client.force_login(ada)
    file = SimpleUploadedFile("people.csv", b"\xef\xbb\xbf" + SHEET.encode())

    page = client.post(reverse("invite-many"), {"file": file})

    assert page.context["good"] == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "email\na@example.org",
        "email,organisation\n",
        "\x00,\x00",
        '"',
        "a,b\n" * 9,
    ],
)
def test_what_is_no_sheet_is_refused_in_words(text, client, bea, organisations):
    client.force_login(bea)

    page = client.post(reverse("invite-many"), {"pasted": text})

    assert page.status_code == 422
    assert "govuk-error-summary" in page.text


@pytest.mark.django_db
def test_a_file_in_another_encoding_is_refused_in_words(client, bea):
    client.force_login(bea)

    page = client.post(
        reverse("invite-many"), {"file": SimpleUploadedFile("people.csv", b"\xff\xfe\x00e")}
    )

    assert page.status_code == 422
    assert "UTF-8" in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["mai", "lena"])
def test_it_is_not_for_partners(person, request, client):
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse("invite-many")).status_code == 404
