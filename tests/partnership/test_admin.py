"""The admin opens no door round the rules (SECURITY R65)."""

import pytest

from partnership.models import User


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["password__startswith=argon2", "password__contains=x"])
def test_no_filter_spells_out_a_password(lookup, client, bea):
    client.force_login(bea)

    response = client.get(f"/admin/partnership/user/?{lookup}")

    assert response.status_code in (302, 400)


@pytest.mark.django_db
def test_no_filter_spells_out_the_key_of_an_invitation(client, bea):
    client.force_login(bea)

    response = client.get("/admin/partnership/invitation/?token_hash__startswith=a")

    assert response.status_code in (302, 400)


@pytest.mark.django_db
def test_backbone_staff_cannot_shut_an_administrator_out(client, bea, ada):
    client.force_login(bea)

    client.post(f"/admin/partnership/user/{ada.pk}/change/", {"name": "Ada Byron"})

    ada.refresh_from_db()
    assert ada.is_active
    assert ada.is_administrator


@pytest.mark.django_db
def test_backbone_staff_cannot_make_an_administrator(client, bea, mai):
    client.force_login(bea)

    client.post(
        f"/admin/partnership/user/{mai.pk}/change/",
        {
            "name": "Mai Tran",
            "is_active": "on",
            "is_administrator": "on",
            "email": "x@evil.example",
        },
    )

    mai.refresh_from_db()
    assert (mai.is_administrator, mai.email) == (False, "mai@example.org")


@pytest.mark.django_db
def test_the_services_of_the_portal_are_not_in_the_list_of_people(client, bea, worker):
    client.force_login(bea)

    listed = client.get("/admin/partnership/user/").text
    opened = client.get(f"/admin/partnership/user/{worker.pk}/change/")

    assert worker.email not in listed
    assert opened.status_code == 302
    assert User.objects.get(pk=worker.pk).is_active


@pytest.mark.django_db
def test_backbone_staff_cannot_give_the_backbone_role(client, bea, mai):
    client.force_login(bea)
    membership = mai.memberships.get()

    client.post(f"/admin/partnership/membership/{membership.pk}/change/", {"role": "backbone"})

    membership.refresh_from_db()
    assert membership.role == "member"


@pytest.mark.django_db
def test_the_admins_sign_in_leads_those_who_are_in_to_its_first_page(client, bea):
    client.force_login(bea)

    response = client.get("/admin/login/")

    assert (response.status_code, response.url) == (302, "/admin/")
