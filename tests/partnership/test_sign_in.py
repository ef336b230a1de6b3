"""Accounts by invitation only, sign-in by email (SECURITY R1, R2, R11)."""

import pytest
from django.urls import reverse

PASSWORD = "three quiet river stones"


@pytest.fixture
def mai_with_password(mai):
    mai.set_password(PASSWORD)
    mai.save()
    return mai


@pytest.mark.django_db
def test_nobody_can_sign_up(client):
    url = reverse("account_signup")

    assert client.get(url).status_code == 404
    assert client.post(url, {"email": "x@example.org"}).status_code == 404


@pytest.mark.django_db
def test_the_sign_in_page_has_no_link_that_leads_nowhere(client):
    page = client.get(reverse("account_login"))

    assert page.text.count(reverse("account_reset_password")) == 1
    assert reverse("account_signup") not in page.text


@pytest.mark.django_db
def test_sign_in_by_e_mail_in_any_case_leads_to_my_updates(client, mai_with_password):
    response = client.post(
        reverse("account_login"),
        {"login": mai_with_password.email.upper(), "password": PASSWORD},
        follow=True,
    )

    assert response.request["PATH_INFO"] == reverse("strategies:my-updates")


@pytest.mark.django_db
def test_a_wrong_password_answers_like_an_unknown_address(client, mai_with_password):
    url = reverse("account_login")

    wrong = client.post(url, {"login": mai_with_password.email, "password": "not this one"})
    unknown = client.post(url, {"login": "nobody@example.org", "password": "not this one"})

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert wrong.context["form"].errors == unknown.context["form"].errors


@pytest.mark.django_db
@pytest.mark.parametrize(
    "where", ["//evil.example", "\\\\evil.example", "/%09/evil.example", "https:evil.example",
              "javascript:alert(1)", "http://evil.example/", "/\\evil.example"],
)  # fmt: skip
def test_after_sign_in_nobody_is_sent_elsewhere(where, client, mai_with_password):
    response = client.post(
        reverse("account_login"),
        {"login": mai_with_password.email, "password": PASSWORD, "next": where},
    )

    assert response.status_code == 302
    assert response.url == reverse("after-sign-in")


@pytest.mark.django_db
def test_after_sign_in_a_person_comes_back_to_the_page_she_wanted(client, mai_with_password):
    wanted = reverse("strategies:my-updates")

    response = client.post(
        reverse("account_login"),
        {"login": mai_with_password.email, "password": PASSWORD, "next": wanted},
    )

    assert response.url == wanted


@pytest.mark.django_db
def test_signing_out_needs_a_form_and_ends_the_session(client, mai):
    client.force_login(mai)

    looked = client.get(reverse("account_logout"))
    still_in = client.get(reverse("strategies:my-updates"))
    client.post(reverse("account_logout"))
    out = client.get(reverse("strategies:my-updates"))

    assert looked.status_code == 200
    assert still_in.status_code == 200
    assert out.status_code == 302


@pytest.mark.django_db
def test_leaving_takes_effect_on_the_next_request(client, mai):
    client.force_login(mai)
    before = client.get(reverse("strategies:my-updates"))

    mai.memberships.update(ended_on="2020-01-01", starts_on="2019-01-01")
    after = client.get(reverse("strategies:my-updates"))

    assert (before.status_code, after.status_code) == (200, 404)


@pytest.mark.django_db
def test_a_person_who_may_no_longer_sign_in_is_out_at_once(client, mai):
    client.force_login(mai)

    mai.is_active = False
    mai.save()
    response = client.get(reverse("strategies:my-updates"))

    assert response.status_code == 302


@pytest.mark.django_db
def test_an_empty_sign_in_says_what_to_enter(client):
    answer = client.post(reverse("account_login"), {"login": "mai", "password": ""})

    assert answer.status_code == 422
    assert "Enter an email address, such as name@example.org" in answer.text
    assert "Enter your password" in answer.text
