"""Away until a day, covered by a colleague (DOMAIN: Membership; permission matrix 10)."""

import datetime

import pytest
from django.core import mail as django_mail
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from partnership import services
from partnership.errors import NotAllowed, TooLate
from partnership.models import Event, Membership
from partnership.people import away
from partnership.tasks import deliver
from tests.factories import MembershipFactory, UserFactory

DAY = datetime.timedelta(days=1)


@pytest.fixture
def today() -> datetime.date:
    return timezone.localdate()


@pytest.fixture
def mais(mai) -> Membership:
    return mai.memberships.get()


@pytest.fixture
def lenas(lena) -> Membership:
    return lena.memberships.get()


@pytest.fixture
def nora(org_a) -> Membership:
    """Another member of the same organisation."""
    return MembershipFactory(organisation=org_a, user=UserFactory(name="Nora Haddad"))


@pytest.fixture
def mai_is_away(mais, nora, today) -> Membership:
    away.go(mais, until=today + 3 * DAY, cover=nora, by=mais.user)
    return mais


def page(membership) -> str:
    return reverse("away", args=[membership.pk])


# --- saying so --------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_member_says_until_when_and_who_covers(client, mais, nora, today, partnership):
    client.force_login(mais.user)

    answer = client.post(page(mais), {"until": str(today + DAY), "cover": nora.pk}, follow=True)
    deliver()

    assert "Nora Haddad covers and gets your reminders" in answer.text
    assert "You are away until" in client.get(reverse("strategies:my-updates")).text
    client.force_login(nora.user)
    assert "You cover for Mai Tran until" in client.get(reverse("strategies:my-updates")).text
    (told,) = django_mail.outbox
    assert told.to == [nora.user.email]
    assert "Mai Tran is away until" in told.body


@pytest.mark.django_db
def test_it_ends_by_itself_on_the_day_after(mai_is_away, nora, today):
    there = [len(away.covered_by(nora.user, today + days * DAY)) for days in (0, 3, 4)]

    assert there == [1, 1, 0]


@pytest.mark.django_db
def test_who_is_back_earlier_says_so(client, mai_is_away, nora, today):
    client.force_login(mai_is_away.user)

    client.post(page(mai_is_away), {"back": "1"})

    assert away.covered_by(nora.user, today) == []
    assert Event.objects.filter(kind="partnership.membership.back").exists()


@pytest.mark.django_db
def test_a_lead_says_it_for_her_members(client, lena, mais, nora, today):
    client.force_login(lena)

    answer = client.post(page(mais), {"until": str(today), "cover": nora.pk}, follow=True)

    assert "Nora Haddad covers." in answer.text
    assert Event.objects.get(kind="partnership.membership.away").by == lena


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["mai", "omar"])
def test_nobody_else_does(person, request, client, lenas, nora, today):
    by = request.getfixturevalue(person)
    client.force_login(by)

    assert client.get(page(lenas)).status_code == 404
    with pytest.raises(NotAllowed):
        away.go(lenas, until=today, cover=nora, by=by)
    with pytest.raises(NotAllowed):
        away.come_back(lenas, by=by)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("until", "says"),
    [
        ("", "Choose the last day away"),
        ("soon", "Enter a day like"),
        ("2020-01-01", "Choose a day from today on, within a year."),
        ("9999-12-31", "Choose a day from today on, within a year."),
    ],
)
def test_a_day_that_cannot_be_is_said(until, says, client, mais, nora):
    client.force_login(mais.user)

    answer = client.post(page(mais), {"until": until, "cover": nora.pk})

    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{nora.pk}" checked' in answer.text, "what she chose is still there"


# --- who can cover ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_only_a_colleague_who_is_here_covers(client, mai_is_away, lenas, omar, today):
    stranger = omar.memberships.get()
    client.force_login(lenas.user)

    for cover in (stranger, lenas, mai_is_away):
        answer = client.post(page(lenas), {"until": str(today), "cover": cover.pk})
        assert answer.status_code == 422
        with pytest.raises(TooLate):
            away.go(lenas, until=today, cover=cover, by=lenas.user)


@pytest.mark.django_db
def test_who_covers_for_somebody_does_not_go_away_unsaid(mai_is_away, nora, lenas, today):
    with pytest.raises(TooLate, match="Mai Tran is away and covered by Nora Haddad"):
        away.go(nora, until=today, cover=lenas, by=nora.user)


@transaction.atomic
def change_in_the_table(membership, changes):
    Membership.objects.filter(pk=membership.pk).update(**changes)
    connection.check_constraints()


@pytest.mark.django_db
def test_the_database_knows_a_cover_of_another_organisation_from_a_colleague(mais, omar, nora):
    wrong = [
        {"cover": omar.memberships.get(), "away_until": "2030-01-01"},
        {"cover": mais, "away_until": "2030-01-01"},
        {"cover": nora, "away_until": None},
        {"cover": None, "away_until": "2030-01-01"},
    ]

    for changes in wrong:
        with pytest.raises(IntegrityError):
            change_in_the_table(mais, changes)


@pytest.mark.django_db
def test_a_cover_who_leaves_covers_no_more(mai_is_away, nora, lena, today):
    services.end_membership(nora, by=lena)

    mai_is_away.refresh_from_db()
    assert (mai_is_away.away_until, mai_is_away.cover) == (None, None)
    assert Event.objects.filter(kind="partnership.membership.cover_ended").exists()


@pytest.mark.django_db
def test_a_cover_who_may_not_sign_in_any_more_is_none(mai_is_away, nora, today):
    nora.user.is_active = False
    nora.user.save()

    assert away.absences_of(mai_is_away.user, today) == []


@pytest.mark.django_db
def test_alone_in_an_organisation_nobody_can_cover_and_the_page_says_so(client, omar):
    client.force_login(omar)

    answer = client.get(page(omar.memberships.get()))

    assert "Nobody else of your organisation is here to cover." in answer.text


@pytest.mark.django_db
def test_the_web_process_may_do_it_and_the_worker_may_tell_it(mais, nora, today, partnership):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        away.go(mais, until=today, cover=nora, by=mais.user)
        cursor.execute("RESET ROLE")
        cursor.execute("SET LOCAL ROLE portal_worker")
        deliver()
        cursor.execute("RESET ROLE")

    assert len(django_mail.outbox) == 1
