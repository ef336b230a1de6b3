"""An invitation is accepted once, by POST, by nobody else (SECURITY R6)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership import services
from partnership.errors import NotAllowed, TooLate
from partnership.models import Event, Invitation, Membership, User

PASSWORD = "three quiet river stones"


@pytest.fixture
def invited(bea, mai):
    """An invitation for a new colleague of Mai, and its token."""
    return services.invite(
        "New@example.org", by=bea, organisation=mai.organisations()[0], role="member"
    )


def url_of(token):
    return reverse("accept-invitation", args=[token])


@pytest.mark.django_db
def test_looking_at_an_invitation_changes_nothing(client, invited):
    invitation, token = invited

    answers = [client.get(url_of(token)).status_code for _ in range(3)]

    assert answers == [200, 200, 200]
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.django_db
def test_accepting_makes_the_account_the_membership_and_signs_in(client, invited):
    invitation, token = invited

    response = client.post(url_of(token), {"name": "Noor Haddad", "password": PASSWORD})

    assert response.status_code == 302
    user = User.objects.get(email="new@example.org")
    membership = user.memberships.get()
    assert (membership.organisation, membership.role) == (invitation.organisation, "member")
    assert client.get(reverse("strategies:my-updates")).status_code == 200
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == [
        "partnership.invitation.sent",
        "partnership.invitation.accepted",
        "partnership.membership.started",
    ]


@pytest.mark.django_db
def test_an_invitation_works_once(client, invited):
    _invitation, token = invited
    client.post(url_of(token), {"name": "Noor Haddad", "password": PASSWORD})
    client.logout()

    response = client.post(url_of(token), {"name": "Somebody Else", "password": PASSWORD})

    assert response.status_code == 410
    assert not User.objects.filter(name="Somebody Else").exists()
    assert reverse("account_login") in response.text


@pytest.mark.django_db
def test_an_invitation_ends_after_seven_days(client, invited):
    invitation, token = invited
    Invitation.objects.filter(pk=invitation.pk).update(
        expires_at=timezone.now() - datetime.timedelta(seconds=1)
    )

    response = client.get(url_of(token))

    assert response.status_code == 410


@pytest.mark.django_db
def test_an_invitation_that_ended_while_its_page_was_open_makes_no_account(invited):
    invitation, _token = invited
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())

    with pytest.raises(TooLate):
        services.accept_invitation(invitation, name="Noor Haddad", password=PASSWORD)

    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.django_db
def test_an_invitation_that_was_used_lets_nobody_back_in_who_has_left(invited):
    invitation, _token = invited
    noor = services.accept_invitation(invitation, name="Noor Haddad", password=PASSWORD)
    noor.memberships.update(ended_on=timezone.localdate())

    with pytest.raises(TooLate):
        services.accept_invitation(invitation, by=noor)

    assert not noor.memberships.filter(ended_on=None).exists()


@pytest.mark.django_db
def test_an_invitation_that_was_taken_back_stops_working(client, invited, bea):
    invitation, token = invited

    services.revoke_invitation(invitation, by=bea)

    assert client.post(url_of(token), {"name": "N", "password": PASSWORD}).status_code == 410
    with pytest.raises(TooLate):
        services.revoke_invitation(invitation, by=bea)


@pytest.mark.django_db
def test_the_token_is_stored_nowhere(invited):
    invitation, token = invited

    stored = Invitation.objects.filter(pk=invitation.pk).values().get()

    assert token not in str(stored)
    assert all(token not in str(event.data) for event in Event.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["mai", "lena", "omar"])
def test_a_partner_makes_nobody_backbone_staff(person, request, mai):
    with pytest.raises(NotAllowed):
        services.invite(
            "x@example.org",
            by=request.getfixturevalue(person),
            organisation=mai.organisations()[0],
            role="backbone",
        )

    assert not Invitation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("zq7-xk", "at least 12"),
        ("password1234", "easy to guess"),
        ("x" * 129, "at most 128"),
        ("goulburnarea1", "too easy to guess"),
        ("shepparton2024", "too easy to guess"),
        ("partnership123", "too easy to guess"),
        ("aaaaaaaaaaaa", "too easy to guess"),
    ],
)
def test_a_weak_password_is_refused_in_words_and_the_name_stays(
    password, said, client, invited, places
):
    _invitation, token = invited

    response = client.post(url_of(token), {"name": "Noor Haddad", "password": password})

    assert response.status_code == 422
    assert said in response.text
    assert 'value="Noor Haddad"' in response.text
    assert password not in response.text
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.django_db
def test_a_long_passphrase_with_spaces_works(client, invited, real_passwords):
    _invitation, token = invited
    passphrase = "a heron stands in the shallow water near the old red gum weir"

    client.post(url_of(token), {"name": "Noor Haddad", "password": passphrase})
    client.logout()
    response = client.post(
        reverse("account_login"), {"login": "new@example.org", "password": passphrase}
    )

    assert response.status_code == 302
    assert User.objects.get(email="new@example.org").password.startswith("argon2$argon2id$")


@pytest.mark.django_db
def test_posting_more_than_the_form_asks_changes_nothing_else(client, invited):
    _invitation, token = invited

    client.post(
        url_of(token),
        {
            "name": "Noor Haddad",
            "password": PASSWORD,
            "email": "other@example.org",
            "role": "backbone",
            "is_administrator": "1",
        },
    )

    user = User.objects.get(name="Noor Haddad")
    assert (user.email, user.is_administrator) == ("new@example.org", False)
    assert Membership.objects.get(user=user).role == "member"


@pytest.mark.django_db
def test_the_admin_shows_the_link_once(client, bea, mai):
    client.force_login(bea)
    organisation = mai.organisations()[0]

    response = client.post(
        "/admin/partnership/invitation/add/",
        {"email": "new@example.org", "organisation": organisation.pk, "role": "member"},
        follow=True,
    )
    again = client.get("/admin/partnership/invitation/")

    assert "/invitations/" in response.text
    assert "/invitations/" not in again.text
    assert Invitation.objects.get().email == "new@example.org"


@pytest.fixture
def omar_invited(bea, mai, omar):
    """An invitation of somebody who has an account with another organisation already."""
    return services.invite(omar.email, by=bea, organisation=mai.organisations()[0], role="member")


@pytest.mark.django_db
def test_holding_the_link_of_an_invitation_is_not_holding_the_account(client, omar, omar_invited):
    _invitation, token = omar_invited

    response = client.post(url_of(token), {"name": "Not Omar", "password": PASSWORD})

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session
    assert Membership.objects.filter(user=omar).count() == 1


@pytest.mark.django_db
def test_its_owner_joins_with_the_account_she_has(client, omar, omar_invited):
    invitation, token = omar_invited
    client.force_login(omar)

    shown = client.get(url_of(token))
    client.post(url_of(token))

    assert "Join with your account" in shown.text
    assert 'type="password"' not in shown.text
    assert invitation.organisation in User.objects.get(pk=omar.pk).organisations()


@pytest.mark.django_db
def test_somebody_else_who_is_signed_in_cannot_take_it(client, lena, omar, omar_invited):
    _invitation, token = omar_invited
    client.force_login(lena)

    response = client.post(url_of(token))

    assert response.status_code == 403
    assert Membership.objects.filter(user=omar).count() == 1


@pytest.mark.django_db
def test_a_person_who_may_no_longer_sign_in_cannot_join(omar, omar_invited):
    invitation, _token = omar_invited
    omar.is_active = False
    omar.save()

    with pytest.raises(NotAllowed):
        services.accept_invitation(invitation, by=omar)

    invitation.refresh_from_db()
    assert invitation.accepted_at is None


@pytest.mark.django_db
def test_only_an_administrator_makes_somebody_backbone_staff(ada, bea, backbone_team):
    with pytest.raises(NotAllowed):
        services.invite("two@example.org", by=bea, organisation=backbone_team, role="backbone")

    invitation, _token = services.invite(
        "two@example.org", by=ada, organisation=backbone_team, role="backbone"
    )

    assert invitation.role == "backbone"


@pytest.mark.django_db
def test_the_admin_says_beside_the_field_why_it_invites_nobody(client, bea, mai):
    client.force_login(bea)

    response = client.post(
        "/admin/partnership/invitation/add/",
        {"email": mai.email, "organisation": mai.organisations()[0].pk, "role": "member"},
    )

    assert "already works for this organisation" in response.text
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_after_signing_in_she_comes_back_and_the_link_stands_in_no_address(
    client, omar, omar_invited
):
    invitation, token = omar_invited

    sent_away = client.post(url_of(token))
    came = client.post(reverse("account_login"), {"login": omar.email, "password": PASSWORD})
    client.post(came.url)

    assert sent_away.url == reverse("account_login")
    assert came.url == url_of(token)
    assert omar.memberships.filter(organisation=invitation.organisation).exists()


# --- once more ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_new_link_ends_the_old_one(client, invited, bea):
    invitation, old = invited
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())

    new = services.resend_invitation(invitation, by=bea)

    assert client.get(url_of(old)).status_code == 404
    assert client.get(url_of(new)).status_code == 200


@pytest.mark.django_db
def test_what_was_taken_back_is_not_sent_again(invited, bea):
    services.revoke_invitation(invited[0], by=bea)

    with pytest.raises(TooLate):
        services.resend_invitation(invited[0], by=bea)
