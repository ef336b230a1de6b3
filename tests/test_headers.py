"""The headers of SECURITY R20 and R22, also on errors and static files."""

import pytest
from django.test import Client

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("get", "/about/", 200),
        ("get", "/no-such-page/", 404),
        ("post", "/about/", 405),
        ("get", "/admin/", 302),
        ("get", "/static/css/portal.css", 200),
        ("get", "/test/error/", 500),
    ],
)
def test_every_answer_carries_the_policy(method, url, status):
    client = Client(raise_request_exception=False)

    response = getattr(client, method)(url)

    response.close()
    assert response.status_code == status
    assert response["Content-Security-Policy"] == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "Server" not in response


@pytest.mark.django_db
def test_a_failed_csrf_check_answers_with_the_policy_and_a_page_that_helps():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/sign-in/", {"login": "a@example.org", "password": "x"})

    assert response.status_code == 403
    assert response["Content-Security-Policy"] == POLICY
    assert "<h1" in response.text


@pytest.mark.django_db
def test_an_error_of_ours_is_not_kept_and_shows_no_code():
    client = Client(raise_request_exception=False)

    response = client.get("/test/error/")

    assert "no-store" in response["Cache-Control"]
    assert "Traceback" not in response.text
    assert "on purpose" not in response.text


@pytest.mark.django_db
def test_the_cookies_of_a_session_are_closed_to_scripts_and_other_sites(client, mai):
    mai.set_password("three quiet river stones")
    mai.save()

    response = client.post(
        "/sign-in/", {"login": mai.email, "password": "three quiet river stones"}
    )

    assert response.status_code == 302
    cookie = response.cookies["session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/about/", "public, max-age=60"),
        ("/partners/nobody/", "private, no-store"),  # nothing there today, perhaps tomorrow
        ("/my-updates/", "private, no-store"),
        ("/no-such-page/", "private, no-store"),
    ],
)
def test_only_a_public_page_may_be_kept(url, kept, client, mai):
    client.force_login(mai)

    said = client.get(url)["Cache-Control"]

    assert set(said.split(", ")) == set(kept.split(", "))
