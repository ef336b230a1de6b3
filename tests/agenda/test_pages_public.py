"""What everybody reads of the agenda."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda import services
from agenda.models import Agenda, Aspiration, Endorsement
from tests.agenda.conftest import AFTER, written
from tests.agenda.factories import (
    ON,
    AgendaFactory,
    AspirationFactory,
    AspirationLinkFactory,
    EndorsementFactory,
    OutcomeFactory,
    OutcomeTextFactory,
)
from tests.factories import DecisionFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
WORDS = "Every kid walks in on the first day feeling like school is for them."


def main(response) -> str:
    """The words of the page in one line, with its marks."""
    assert response.status_code == 200
    return " ".join(response.text.split("<main")[1].split("</main>")[0].split())


def test_before_anything_is_agreed_the_page_says_so(client, open_version):
    page = main(client.get("/agenda/"))

    assert "Partners have not agreed on it yet" in page
    assert "/agenda/v2/" in page


def test_the_version_in_force_with_the_words_that_shaped_it(client, first, open_version):
    page = main(client.get("/agenda/"))

    assert "Every child here grows up safe, well and curious." in page
    assert f"“{WORDS}”" in page
    assert "Help comes to where children are" in page
    assert "Ask before you plan." in page
    assert "Version 2 is open for comments until 15 March 2026" in page


def test_a_draft_is_at_no_address(client, bea, draft):
    client.force_login(bea)

    for address in ("/agenda/v2/", "/agenda/v2/changes/", "/agenda/v2/outcomes/O1/"):
        assert client.get(address).status_code == 404
    assert client.get("/outcomes/ready-to-learn/").status_code == 404


def test_each_version_says_what_it_is(client, bea, first, open_version):
    assert "Open for comments until 15 March 2026" in main(client.get("/agenda/v2/"))
    services.adopt(open_version, by=bea, decision=DecisionFactory(), replaces=first, on=AFTER)

    old = main(client.get("/agenda/v1/"))

    assert "Replaced by version 2 on 16 March 2026" in old
    assert "These are the words as partners agreed on them on 3 February 2026" in old


def test_who_signed_with_every_reservation_and_who_did_not(client, first, org_a, org_b):
    third, fourth = OrganisationFactory(name="Third"), OrganisationFactory(name="Fourth")
    EndorsementFactory(agenda=first, organisation=org_a)
    EndorsementFactory(
        agenda=first,
        organisation=org_b,
        state=Endorsement.State.WITH_RESERVATION,
        reservation="Money must follow the words.",
    )
    EndorsementFactory(agenda=first, organisation=third, state=Endorsement.State.DECLINED)

    page = main(client.get("/agenda/"))

    assert "2 partners signed" in page
    assert "“Money must follow the words.”" in page
    assert page.index("Did not sign") < page.index("Third")
    assert page.index("Has not said yet") < page.index(fourth.name)


def test_a_decision_that_only_partners_see_is_not_named(client, outcome):
    agenda = written(1, outcome)
    Agenda.all_objects.filter(pk=agenda.pk).update(
        state="adopted",
        adopted_on=ON,
        decision=DecisionFactory(title="Behind closed doors", visibility="partners"),
        content_hash="0" * 64,
    )

    for address in ("/agenda/", "/outcomes/ready-to-learn/"):
        assert "Behind closed doors" not in client.get(address).text


def test_an_outcome_begins_with_the_words_it_came_from(client, first):
    page = main(client.get("/outcomes/ready-to-learn/"))

    assert page.index(f"“{WORDS}”") < page.index("<h1>Children start school ready to learn</h1>")
    assert "<bdi>Mum of three</bdi>. A kitchen-table talk, February 2026." in page
    assert "Who starts well, stays curious." in page


def test_words_in_another_language_stand_as_they_were_said_and_in_english(client, outcome):
    agenda = written(1, outcome)
    Aspiration.all_objects.update(
        words="أريد شخصاً واحداً", language="ar", english="I want one person", translated_by="Samir"
    )
    agree(agenda)

    page = main(client.get("/outcomes/ready-to-learn/"))

    assert 'lang="ar" dir="auto">“أريد شخصاً واحداً”' in page
    assert "“I want one person”" in page
    assert "Put into English by Samir." in page


def agree(agenda):
    Agenda.all_objects.filter(pk=agenda.pk).update(
        state="adopted", adopted_on=ON, decision=DecisionFactory(), content_hash="0" * 64
    )


@pytest.mark.parametrize("consent", ["quote_partners", "shape_only"])
@pytest.mark.parametrize("how", ["shaped", "not_taken_up"])
def test_who_did_not_say_yes_is_counted_and_not_quoted(consent, how, client, mai, outcome):
    agenda = written(1, outcome)
    quiet = AspirationFactory(words="Nobody rang us when he left.", who="Father", consent=consent)
    AspirationLinkFactory(
        aspiration=quiet, agenda=agenda, outcome=outcome, how=how, reason="They rang nobody"
    )
    agree(agenda)
    client.force_login(mai)  # a public page is the same for partners

    for address in ("/agenda/", "/agenda/v1/", "/outcomes/ready-to-learn/",
                    "/agenda/v1/outcomes/O1/"):  # fmt: skip
        page = main(client.get(address))
        assert "rang" not in page
        assert "Father" not in page
    if how == "shaped":
        assert "1 more person’s words shaped this" in page


def test_what_was_not_taken_up_says_why(client, outcome):
    agenda = written(1, outcome)
    bus = AspirationFactory(words="Just run a bus on Saturdays.")
    AspirationLinkFactory(
        aspiration=bus,
        agenda=agenda,
        outcome=outcome,
        how="not_taken_up",
        reason="Buses are the state’s.",
    )
    agree(agenda)

    page = main(client.get("/outcomes/ready-to-learn/"))

    assert page.index("What we did not take up, and why") < page.index("Just run a bus")
    assert "Buses are the state’s." in page


def test_nobodys_words_are_said_to_be_nobodys(client, outcome):
    agenda = AgendaFactory(number=1)
    OutcomeTextFactory(agenda=agenda, outcome=outcome, without_voices="Elders are still talking.")
    agree(agenda)

    page = main(client.get("/outcomes/ready-to-learn/"))

    assert "Nobody’s words stand behind this yet. Elders are still talking." in page


def test_an_outcome_has_one_page_now_and_one_in_each_version(client, bea, first, open_version):
    open_version.outcomes.update(statement="Children start school curious")

    assert "Children start school ready to learn" in main(client.get("/outcomes/ready-to-learn/"))
    assert "Children start school curious" in main(client.get("/agenda/v2/outcomes/O1/"))
    services.adopt(open_version, by=bea, decision=DecisionFactory(), replaces=first, on=AFTER)
    assert "Children start school curious" in main(client.get("/outcomes/ready-to-learn/"))
    assert "Children start school ready to learn" in main(client.get("/agenda/v1/outcomes/O1/"))


def test_an_outcome_that_is_only_being_discussed_says_so(client, first, open_version):
    new = OutcomeFactory(code="O9", slug="strong-in-culture")
    OutcomeTextFactory(agenda=open_version, outcome=new, statement="Strong in culture", order=9)

    page = main(client.get("/outcomes/strong-in-culture/"))

    assert "Nothing on this page is agreed yet" in page


def test_what_changed_word_by_word_and_whose_words_led_to_it(client, first, open_version, outcome):
    open_version.outcomes.update(statement="Children start school curious")
    open_version.principles.update(text="Ask twice.")
    known = first.aspiration_links.get().aspiration
    open_version.aspiration_links.update(aspiration=known)
    AspirationLinkFactory(
        aspiration=AspirationFactory(words="Let him stay curious."),
        agenda=open_version,
        outcome=outcome,
    )

    page = main(client.get("/agenda/v2/changes/"))

    assert '<del><span class="sr"> taken out: </span>ready to learn</del>' in page
    assert '<ins class="diff"><span class="sr"> added: </span>curious</ins>' in page
    assert "“Let him stay curious.”" in page
    assert WORDS not in page  # they were there before
    assert "Ask twice." in page
    assert "Help comes to where children are" not in page  # nothing changed there
    assert "We say more plainly what we want." in page


def test_the_first_version_has_no_page_of_changes(client, first):
    assert client.get("/agenda/v1/changes/").status_code == 404
    assert "changes/" not in client.get("/agenda/").text


def test_everything_people_told_us_and_what_became_of_it(client, outcome, mai):
    agenda = written(1, outcome)
    bus = AspirationFactory(words="Just run a bus on Saturdays.")
    AspirationLinkFactory(
        aspiration=bus, agenda=agenda, outcome=outcome, how="not_taken_up", reason="No buses."
    )
    AspirationFactory(words="More shade on the oval.")
    AspirationFactory(words="Between us.", consent="quote_partners")
    AspirationFactory(words="Not checked.", state="recorded")
    agree(agenda)
    later = written(2, outcome, state="consultation", comments_from=ON, comments_until=AFTER)
    later.aspiration_links.update(aspiration=AspirationFactory(words="Let him stay curious."))
    client.force_login(mai)

    page = main(client.get("/what-people-told-us/"))

    new = page.index("Let him stay curious.")
    assert new < page.index("(version 2)") < page.index("More shade")
    assert page.count("Not agreed yet") == 1
    assert "Shaped it: <a" in page
    assert "Was not taken up: <a" in page
    assert "No buses." in page
    nobody = page.rindex("Nobody has picked this up yet.")
    assert page.index("More shade") < nobody < page.index("Just run a bus")
    assert "Between us." not in page
    assert "Not checked." not in page


@pytest.mark.parametrize(
    "address",
    [
        "/what-people-told-us/",
        "/agenda/",
        "/agenda/v1/",
        "/outcomes/ready-to-learn/",
        "/agenda/v2/changes/",
    ],
)
def test_a_page_asks_as_often_for_many_as_for_one(address, client, outcome, org_a):
    def fill(agenda, first, last):
        for number in range(first, last):
            other = OutcomeFactory(code=f"X{number}", slug=f"x-{number}-{agenda.number}")
            OutcomeTextFactory(agenda=agenda, outcome=other, order=number)
            AspirationLinkFactory(agenda=agenda, outcome=other)
            AspirationLinkFactory(agenda=agenda, outcome=outcome)
            EndorsementFactory(agenda=agenda, organisation=OrganisationFactory())

    def questions(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    sealed = written(1, outcome)
    EndorsementFactory(agenda=sealed, organisation=org_a)
    written(2, outcome, state="consultation", comments_from=ON, comments_until=AFTER)
    agree(sealed)
    few = questions(address)
    Agenda.all_objects.filter(number=2).update(number=3)
    later = written(2, outcome)
    fill(later, 100, 120)
    Agenda.all_objects.filter(number=1).update(state="superseded")
    agree(later)
    Agenda.all_objects.filter(number=3).update(change_summary="More")

    address = address.replace("v1", "v2").replace("v2/changes", "v3/changes")

    assert questions(address) <= few
