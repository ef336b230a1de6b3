"""A lead looks after her organisation's people (JOURNEYS D03 1 to 4, SECURITY R8, R14)."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from partnership import services
from partnership.errors import NotAllowed, TooLate
from partnership.models import Event, Invitation, Membership
from tests.factories import InvitationFactory, MembershipFactory, UserFactory

PASSWORD = "three quiet river stones"


@pytest.fixture
def as_lena(client, lena):
    client.force_login(lena)
    return client


def membership_of(user) -> Membership:
    return user.memberships.get()


# --- inviting ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_lead_invites_to_her_own_organisation_and_sees_it_pending(as_lena, org_a, org_b):
    response = as_lena.post(
        reverse("our-people"),
        {"email": "new@example.org", "role": "member", "organisation": org_b.pk},
    )
    page = as_lena.get(reverse("our-people"))

    assert response.status_code == 302
    assert Invitation.objects.get().organisation == org_a
    assert "new@example.org" in page.text
    assert "on its way to new@example.org" in page.text
    assert "/invitations/" not in page.text.replace("/our-people/invitations/", "")


@pytest.mark.django_db
def test_a_lead_cannot_make_backbone_staff(as_lena):
    response = as_lena.post(reverse("our-people"), {"email": "x@example.org", "role": "backbone"})

    assert response.status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_a_lead_of_one_organisation_is_nobody_in_another(lena, org_b):
    MembershipFactory(user=lena, organisation=org_b, role="member")

    with pytest.raises(NotAllowed):
        services.invite("x@example.org", by=lena, organisation=org_b, role="member")


@pytest.mark.django_db
def test_inviting_twice_says_so_beside_the_address(as_lena, mai):
    for email in ("new@example.org", "new@example.org", mai.email):
        response = as_lena.post(reverse("our-people"), {"email": email, "role": "member"})

    assert response.status_code == 422
    assert "already works for" in response.text
    assert Invitation.objects.count() == 1


@pytest.mark.django_db
def test_a_member_sees_her_colleagues_and_no_invitation(client, mai, lena, omar):
    services.invite("new@example.org", by=lena, organisation=mai.organisations()[0], role="member")
    client.force_login(mai)

    page = client.get(reverse("our-people"))

    assert lena.name in page.text
    assert omar.name not in page.text
    assert "new@example.org" not in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["send-invitation-again", "cancel-invitation"])
@pytest.mark.parametrize("person", ["mai", "omar"])
def test_invitations_of_others_do_not_exist(name, person, request, client, org_a):
    invitation = InvitationFactory(organisation=org_a)
    client.force_login(request.getfixturevalue(person))

    assert client.post(reverse(name, args=[invitation.pk])).status_code == 404


@pytest.mark.django_db
def test_a_lead_takes_an_invitation_back_or_makes_a_new_link(as_lena, org_a):
    invitation = InvitationFactory(organisation=org_a)

    again = as_lena.post(reverse("send-invitation-again", args=[invitation.pk]))
    as_lena.post(reverse("cancel-invitation", args=[invitation.pk]))

    assert again.status_code == 302
    assert Event.objects.filter(kind="partnership.invitation.sent_again").exists()
    invitation.refresh_from_db()
    assert invitation.revoked_at


# --- roles and leaving --------------------------------------------------------------------


@pytest.mark.django_db
def test_a_member_becomes_a_lead(as_lena, mai):
    as_lena.post(reverse("change-role", args=[membership_of(mai).pk]))

    assert membership_of(mai).role == "lead"
    assert Event.objects.get(kind="partnership.membership.role_changed").data == {"role": "lead"}


@pytest.mark.django_db
def test_the_last_lead_reads_why_instead_of_buttons_that_are_refused(as_lena, lena, mai):
    hers, his = membership_of(lena), membership_of(mai)
    leave, change = (
        reverse("end-membership", args=[hers.pk]),
        reverse("change-role", args=[hers.pk]),
    )

    alone = as_lena.get(reverse("our-people")).text
    services.change_role(his, "lead", by=lena)
    of_two = as_lena.get(reverse("our-people")).text

    assert "Lena Fischer is the last lead. Make somebody else a lead first." in alone
    assert leave not in alone
    assert change not in alone
    assert reverse("end-membership", args=[his.pk]) in alone
    assert leave in of_two
    assert change in of_two
    assert "is the last lead" not in of_two


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["change-role", "end-membership"])
def test_the_last_lead_stays_and_is_told_why(name, as_lena, lena, mai):
    response = as_lena.post(reverse(name, args=[membership_of(lena).pk]))

    assert response.status_code == 409
    assert "last lead" in response.text
    assert membership_of(lena).role == "lead"
    assert membership_of(lena).ended_on is None


@pytest.mark.django_db
def test_leaving_takes_effect_with_the_next_click(as_lena, mai, org_a):
    gone = Client()
    gone.post(reverse("account_login"), {"login": mai.email, "password": PASSWORD})
    theirs = InvitationFactory(organisation=org_a, invited_by=mai)
    before = gone.get(reverse("strategies:my-updates"))

    asked = as_lena.get(reverse("end-membership", args=[membership_of(mai).pk]))
    as_lena.post(reverse("end-membership", args=[membership_of(mai).pk]))
    after = gone.get(reverse("strategies:my-updates"))

    assert asked.status_code == 200
    assert before.status_code == 200
    assert after.url.startswith(reverse("account_login"))
    theirs.refresh_from_db()
    assert theirs.revoked_at
    assert mai.name not in as_lena.get(reverse("our-people")).text
    assert Event.objects.filter(kind="partnership.membership.ended").exists()


@pytest.mark.django_db
def test_who_works_elsewhere_too_stays_signed_in_there(as_lena, mai, org_b):
    MembershipFactory(user=mai, organisation=org_b)
    gone = Client()
    gone.post(reverse("account_login"), {"login": mai.email, "password": PASSWORD})

    here = mai.memberships.exclude(organisation=org_b).get()
    as_lena.post(reverse("end-membership", args=[here.pk]))

    assert gone.get(reverse("strategies:my-updates")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["change-role", "end-membership"])
@pytest.mark.parametrize("person", ["mai", "omar"])
def test_nobody_but_a_lead_of_theirs_touches_a_membership(name, person, request, client, lena):
    client.force_login(request.getfixturevalue(person))

    assert client.post(reverse(name, args=[membership_of(lena).pk])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["mai", "omar"])
def test_the_services_refuse_too(person, request, lena):
    by = request.getfixturevalue(person)

    with pytest.raises(NotAllowed):
        services.end_membership(membership_of(lena), by=by)
    with pytest.raises(NotAllowed):
        services.change_role(membership_of(lena), "member", by=by)


@pytest.mark.django_db
def test_the_admin_keeps_the_last_lead_and_lets_nobody_raise_herself(client, ada, bea, lena):
    client.force_login(ada)
    url = "/admin/partnership/membership/{}/change/"

    refused = client.post(url.format(membership_of(lena).pk), {"role": "member", "ended_on": ""})
    MembershipFactory(user=ada, organisation=bea.organisations()[0])
    own = client.post(url.format(membership_of(ada).pk), {"role": "backbone", "ended_on": ""})

    assert "last lead" in refused.text
    assert own.status_code == 403
    assert membership_of(ada).role == "member"


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_leave_at_once_leave_one(lena, org_a):
    other = MembershipFactory(user=UserFactory(), organisation=org_a, role="lead")
    start, refused = threading.Barrier(2), []

    def leave(membership):
        start.wait()
        try:
            services.end_membership(membership, by=membership.user)
        except TooLate:
            refused.append(membership)
        finally:
            connection.close()

    both = [threading.Thread(target=leave, args=[m]) for m in (membership_of(lena), other)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert len(refused) == 1
    assert Membership.objects.filter(role="lead", ended_on=None).count() == 1


# --- one person, two organisations -----------------------------------------------------------


@pytest.mark.django_db
def test_a_person_of_two_organisations_chooses_for_which_she_acts(client, mai, org_a, org_b):
    MembershipFactory(user=mai, organisation=org_b)
    client.force_login(mai)

    asked = client.get(reverse("after-sign-in"))
    client.post(asked.url, {"organisation": org_b.pk})
    page = client.get(reverse("our-people"))

    assert asked.url == reverse("acting-for")
    assert str(org_b) in page.text
    assert str(org_a) not in page.text


@pytest.mark.django_db
def test_only_her_own_can_be_chosen(client, mai, omar, org_b):
    client.force_login(mai)

    response = client.post(reverse("acting-for"), {"organisation": org_b.pk})

    assert response.status_code == 404
    assert omar.name not in client.get(reverse("our-people")).text


@pytest.mark.django_db
def test_a_choice_ends_with_the_membership(client, mai, omar, org_a, org_b):
    there = MembershipFactory(user=mai, organisation=org_b)
    client.force_login(mai)
    client.post(reverse("acting-for"), {"organisation": org_b.pk})

    Membership.objects.filter(pk=there.pk).update(ended_on="2024-01-01")

    assert omar.name not in client.get(reverse("our-people")).text
