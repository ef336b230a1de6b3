"""Every address × every person × every method, from the marks on the views (SECURITY R13, R15)."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from partnership.access import PUBLIC, Mark, addresses, may_come

METHODS = ["get", "head", "post", "put", "patch", "delete"]
PEOPLE = ["nobody", "mai", "lena", "omar", "bea", "ada"]


def test_every_view_carries_a_mark():
    unmarked = [address.route for address in addresses() if address.mark is None]

    assert unmarked == [], "put @open_to(...) on these views"


@pytest.mark.django_db
def test_a_view_without_a_mark_does_not_exist(client, settings):
    settings.ROOT_URLCONF = "tests.urls_with_a_forgotten_view"

    response = client.get("/forgotten/")

    assert response.status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("person", PEOPLE)
def test_every_address_opens_to_whom_its_mark_says(person, request, everything):
    user = request.getfixturevalue(person)
    wrong = []

    for url, mark, name in pages(everything.arguments):
        for headers in ({}, {"HX-Request": "true"}):
            client = Client(headers=headers)
            if user.is_authenticated:
                client.force_login(user)
            # Signing out comes last: it would make everybody nobody.
            for method in METHODS:
                if headers and method == "head":
                    continue  # htmx asks for no heads
                response = getattr(client, method)(url)
                if not agrees(response, expected(user, mark)):
                    wrong.append(f"{method} {url} {headers}: {response.status_code}")
                if name == "account_logout" and method == "post" and user.is_authenticated:
                    client.force_login(user)

    assert wrong == []


def pages(arguments):
    """Each address with an example; an address without one fails here and says so."""
    for address in addresses():
        if "admin" in address.name.split(":") or address.name == "fail-on-purpose":
            continue
        try:
            url = reverse(address.name, kwargs=arguments.get(address.name, {}))
        except NoReverseMatch as error:
            raise AssertionError(
                f"tests/everything.py: say with which arguments {address.name} opens"
            ) from error
        yield url, address.mark, address.name


def expected(user, mark: Mark) -> str:
    if may_come(user, mark):
        return "open"
    return "not there" if user.is_authenticated else "sign-in"


def agrees(response, answer: str) -> bool:
    if answer == "sign-in":
        return response.status_code == 302 or "HX-Redirect" in response.headers
    if answer == "not there":
        return response.status_code == 404
    # Inside, the view decides: its methods, its rows, its form.
    return response.status_code < 500 and "HX-Redirect" not in response.headers


@pytest.mark.django_db
def test_a_wrong_person_gets_the_same_answer_as_for_an_address_that_does_not_exist(client, bea):
    client.force_login(bea)

    hidden = client.get(reverse("strategies:my-updates"))
    missing = client.get("/no-such-page/")

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert _without_token(hidden) == _without_token(missing)


@pytest.mark.django_db
@pytest.mark.parametrize(("url", "status"), [("/my-updates/", 404), ("/admin/agenda/agenda/", 403)])
def test_an_administrator_at_a_door_of_others_is_told_where_hers_is(client, ada, url, status):
    client.force_login(ada)

    refused = client.get(url)

    assert refused.status_code == status
    assert '<a href="/admin/">Go to accounts and settings</a>' in refused.text
    assert "Ask the lead of your organisation" not in refused.text


@pytest.mark.django_db
def test_nobody_is_sent_to_sign_in_and_comes_back(client):
    url = reverse("strategies:my-updates")

    response = client.get(url)

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={url}"


@pytest.mark.django_db
def test_the_admins_own_sign_in_leads_to_ours(client):
    response = client.get("/admin/login/?next=/admin/")

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["mai", "lena", "omar"])
def test_the_admin_does_not_exist_for_partners(person, client, request):
    client.force_login(request.getfixturevalue(person))

    response = client.get("/admin/")

    assert response.status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["bea", "ada"])
def test_every_thing_opens_in_the_admin_or_is_refused(person, everything, request):
    """Also where it may only be read."""
    client, opened = Client(), 0
    client.force_login(request.getfixturevalue(person))
    for model in admin.site._registry:
        thing = model._base_manager.first()
        if thing is None:
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        answer = client.get(reverse(name, args=[thing.pk]))
        assert answer.status_code in (200, 302, 403, 404), model._meta.label
        opened += answer.status_code == 200

    assert opened > {"bea": 25, "ada": 3}[person]


@pytest.mark.django_db
def test_public_pages_are_the_same_bytes_for_everybody_and_set_no_cookie(everything):
    seen = {}
    for url, mark, name in pages(everything.arguments):
        if not (mark.who == (PUBLIC,) and mark.cached):
            continue
        first, second = Client().get(url), Client().get(url)
        seen[name] = first.status_code
        if first.status_code != 200:
            continue
        assert first.content == second.content, url
        assert Client().head(url).status_code == 200, url
        assert not first.cookies, url
        assert b"csrf" not in first.content, url
        assert set(first["Cache-Control"].split(", ")) == {"public", "max-age=60"}, url

    assert {"home", "measurement:indicator", "strategies:doing"} <= set(seen)
    assert {status for name, status in seen.items() if name != "favicon"} == {200}


@pytest.mark.django_db
def test_a_public_page_sets_one_cookie_where_it_has_a_form_and_else_none(everything):
    """So it is said on “How we use data” and in the README."""
    with_form = []
    for url, mark, name in pages(everything.arguments):
        if mark.who != (PUBLIC,):
            continue
        page = Client().get(url)
        has_form = b"csrfmiddlewaretoken" in getattr(page, "content", b"")
        assert set(page.cookies) == ({settings.CSRF_COOKIE_NAME} if has_form else set()), url
        assert not any(one["expires"] or one["max-age"] for one in page.cookies.values()), url
        with_form += [name] if has_form else []

    assert {"engagement:question", "engagement:receipt"} <= set(with_form)


@pytest.mark.django_db
def test_reading_changes_nothing(everything, mai):
    client = Client()
    client.force_login(mai)
    tables = [m._meta.db_table for m in apps.get_models() if m._meta.label != "sessions.Session"]

    def rows():
        with connection.cursor() as cursor:
            found = {}
            for table in tables:
                content = "md5(string_agg(t::text, '|' ORDER BY t::text))"
                cursor.execute(f'SELECT {content} FROM "{table}" t')
                found[table] = cursor.fetchone()[0]
            return found

    before = rows()
    for url, _mark, _name in pages(everything.arguments):
        client.get(url)

    assert rows() == before


@pytest.mark.django_db
def test_a_change_without_its_token_is_refused(everything, mai):
    client = Client(enforce_csrf_checks=True)
    client.force_login(mai)

    open_doors = [
        url
        for url, mark, _name in pages(everything.arguments)
        if may_come(mai, mark) and client.post(url).status_code not in (403, 404, 405)
    ]

    assert open_doors == []


def _without_token(response) -> str:
    text = response.text.replace(response.request["PATH_INFO"], "")
    return re.sub(r'(X-CSRFToken": |csrfmiddlewaretoken" value=)"\w+"', "", text)
