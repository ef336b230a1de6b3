"""A version that everybody could read and that was taken back: its address says what goes on."""

import datetime

import pytest
from django.utils import timezone

from agenda import services
from agenda.models import Agenda, Comment
from tests.agenda.conftest import in_force
from tests.agenda.factories import CommentFactory, OutcomeFactory, OutcomeTextFactory

pytestmark = pytest.mark.django_db
PAGE = "/agenda/v2/"
OURS = f"{PAGE}our-word/"


@pytest.fixture
def taken_back(bea, open_version) -> Agenda:
    Agenda.all_objects.filter(pk=open_version.pk).update(vision="Words that nobody may read now.")
    return services.take_back_to_draft(open_version, by=bea)


def one_line(response) -> str:
    assert response.status_code == 200
    return " ".join(response.text.split("<main")[1].split("</main>")[0].split())


def test_its_address_says_what_happened_and_what_holds_now(client, outcome, taken_back):
    in_force(1, outcome)

    page = one_line(client.get(PAGE))

    assert "This version is being rewritten" in page
    assert "From 3 February 2026 everybody could read version 2" in page
    today = timezone.localdate()
    assert f"On {today.day} {today:%B %Y} the backbone team took it back" in page
    assert 'href="/agenda/"' in page
    assert 'href="/have-your-say/"' in page
    assert f'href="{OURS}"' in page


def test_none_of_its_words_stand_there(client, taken_back):
    page = one_line(client.get(PAGE))

    assert "Words that nobody may read now." not in page
    assert "Children start school ready to learn" not in page


def test_it_is_the_same_page_for_everybody(client, bea, omar, taken_back):
    seen = [one_line(client.get(PAGE))]
    for person in (omar, bea):
        client.force_login(person)
        seen.append(one_line(client.get(PAGE)))

    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize("address", [f"{PAGE}changes/", f"{PAGE}outcomes/O1/"])
def test_each_address_below_it_leads_there(client, taken_back, address):
    response = client.get(address)

    assert (response.status_code, response.url) == (302, PAGE)


def test_an_outcome_that_stood_only_there_leads_there(client, outcome, taken_back):
    only_there = OutcomeFactory(code="O9", slug="only-there")
    OutcomeTextFactory(agenda=taken_back, outcome=only_there)
    in_force(1, outcome)

    response = client.get("/outcomes/only-there/")

    assert (response.status_code, response.url) == (302, PAGE)
    assert client.get("/outcomes/ready-to-learn/").status_code == 200


def test_a_draft_that_nobody_was_shown_is_at_no_address(client, omar, draft):
    client.force_login(omar)

    for address in (PAGE, f"{PAGE}changes/", f"{PAGE}outcomes/O1/", OURS):
        assert client.get(address).status_code == 404


def test_open_again_it_is_itself_again(client, bea, taken_back):
    until = timezone.localdate() + datetime.timedelta(days=20)
    services.open_for_comments(taken_back, by=bea, until=until)

    assert "Words that nobody may read now." in one_line(client.get(PAGE))


def test_a_partner_reads_what_her_organisation_said_and_the_answers(
    client, bea, lena, omar, org_a, org_b, outcome, taken_back
):
    said = {"agenda": taken_back, "organisation": org_b, "by": omar}
    asked = CommentFactory(**said, text="2030 is very soon.", outcome=outcome)
    CommentFactory(**said, text="Who pays for it?")
    CommentFactory(agenda=taken_back, organisation=org_a, by=lena, text="Of the other one.")
    services.answer_comment(asked, by=bea, result="changed", answer="It says 2032 now.")
    in_force(1, outcome)
    client.force_login(omar)

    page = one_line(client.get(OURS))

    assert "On “Children start school ready to learn”" in page
    assert "2030 is very soon." in page
    assert "<b>We changed it:</b> It says 2032 now." in page
    assert "Who pays for it?" in page
    assert "The answer will stand here." in page
    assert "Of the other one." not in page
    assert "Words that nobody may read now." not in page


def test_who_said_nothing_is_told_so(client, omar, taken_back):
    client.force_login(omar)

    assert "Your organisation has said nothing of this version." in one_line(client.get(OURS))


@pytest.mark.parametrize(
    ("verb", "typed"),
    [
        ("comment", {"stance": "concern", "text": "Typed for half an hour."}),
        ("sign", {"state": "with_reservation", "reservation": "Typed for half an hour."}),
    ],
)
def test_what_was_typed_while_it_was_taken_back_stands_there_to_copy(
    client, lena, taken_back, verb, typed
):
    client.force_login(lena)

    response = client.post(f"{OURS}{verb}/", typed)

    assert response.status_code == 409
    assert "Typed for half an hour." in response.text
    assert "This version is being rewritten" in response.text
    assert not Comment.all_objects.exists()
