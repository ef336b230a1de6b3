"""A partner comments on a version, and its lead signs it; both without a script."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.utils import timezone

from agenda import services
from agenda.models import Agenda, Comment, Endorsement
from agenda.thread import down, up
from agenda.waiting import agenda_desk_lines
from partnership.thread import Step
from tests.agenda.factories import AspirationFactory, AspirationLinkFactory, CommentFactory
from tests.factories import DecisionFactory

pytestmark = pytest.mark.django_db
PAGE = "/agenda/v2/our-word/"


@pytest.fixture
def now_open(open_version) -> Agenda:
    """Open for comments today."""
    open_version.comments_until = timezone.localdate() + datetime.timedelta(days=3)
    open_version.save()
    return open_version


def one_line(response) -> str:
    return " ".join(response.text.split())


def test_a_partner_comments_and_reads_the_answer(client, bea, omar, org_b, now_open, outcome):
    client.force_login(omar)

    sent = client.post(
        f"{PAGE}comment/", {"about": "O1", "stance": "concern", "text": "2030 is very soon."}
    )

    assert (sent.status_code, sent.url) == (302, PAGE)
    said = Comment.all_objects.get()
    assert (said.organisation, said.outcome, said.by) == (org_b, outcome, omar)
    page = one_line(client.get(PAGE))
    assert "2030 is very soon." in page
    assert "The answer will stand here." in page
    services.answer_comment(said, by=bea, result="changed", answer="It says 2032 now.")
    assert "<b>We changed it:</b> It says 2032 now." in one_line(client.get(PAGE))


def test_marks_that_turn_the_letters_after_them_are_left_out(client, lena, org_a, now_open):
    client.force_login(lena)

    client.post(f"{PAGE}comment/", {"stance": "support", "text": "Good\u202e work."})
    client.post(f"{PAGE}sign/", {"state": "with_reservation", "reservation": "Money\u202e first."})

    assert Comment.all_objects.get().text == "Good work."
    assert Endorsement.objects.get(organisation=org_a).reservation == "Money first."


def test_a_comment_that_is_sent_twice_is_one(client, omar, now_open):
    client.force_login(omar)

    for _time in range(2):
        client.post(f"{PAGE}comment/", {"about": "", "stance": "support", "text": "Good."})

    assert Comment.all_objects.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"stance": "concern", "text": ""}, "Write your comment"),
        ({"text": "Good."}, "Choose what you want to say"),
        ({"about": "O99", "stance": "concern", "text": "Good."}, "Select a valid choice"),
    ],
)
def test_a_comment_that_cannot_be_taken_says_why_and_loses_no_word(
    given, said, client, omar, now_open
):
    client.force_login(omar)

    response = client.post(f"{PAGE}comment/", given)

    assert response.status_code == 422
    assert said in response.text
    assert given.get("text", "") in response.text
    assert not Comment.all_objects.exists()


def test_comments_that_closed_while_somebody_wrote_lose_no_word(client, omar, open_version):
    client.force_login(omar)

    response = client.post(
        f"{PAGE}comment/", {"about": "", "stance": "concern", "text": "One word more."}
    )

    assert response.status_code == 409
    assert "Comments closed on 15 March 2026" in response.text
    assert "Send comment" not in response.text


def test_a_lead_signs_with_a_reservation_and_sees_it(client, lena, org_a, now_open):
    client.force_login(lena)
    assert "Sign for our organisation" in client.get(PAGE).text

    client.post(f"{PAGE}sign/", {"state": "with_reservation", "reservation": "Money must follow."})

    given = Endorsement.objects.get(organisation=org_a)
    assert (given.state, given.by) == ("with_reservation", lena)
    for address in (PAGE, "/our-organisation/"):
        assert "“Money must follow.”" in client.get(address).text
    client.logout()
    assert "“Money must follow.”" in client.get("/agenda/v2/").text


def test_a_reservation_without_words_is_asked_for(client, lena, now_open):
    client.force_login(lena)

    response = client.post(f"{PAGE}sign/", {"state": "with_reservation", "reservation": " "})

    assert response.status_code == 422
    assert "Say what your reservation is" in response.text


@pytest.mark.parametrize(("who", "status"), [("mai", 403), ("omar", 403), ("bea", 404)])
@pytest.mark.parametrize("sent", [{"state": "declined"}, {}], ids=["whole", "empty"])
def test_who_does_not_lead_cannot_sign(who, status, sent, request, client, now_open):
    client.force_login(request.getfixturevalue(who))
    assert "Sign for our organisation" not in client.get(PAGE).text

    response = client.post(f"{PAGE}sign/", sent)

    assert response.status_code == status
    assert Endorsement.objects.get().state == "endorsed"


def test_comments_are_read_by_partners_and_the_backbone_team(now_open, mai, bea):
    comment = CommentFactory(agenda=now_open)

    read = [list(Comment.objects.visible_to(user)) for user in (AnonymousUser(), mai, bea)]

    assert read == [[], [comment], [comment]]


def test_comments_stand_on_no_public_page(client, now_open):
    CommentFactory(agenda=now_open, text="Between us partners.")

    for address in ("/agenda/", "/agenda/v2/", "/agenda/v2/outcomes/O1/"):
        assert "Between us partners." not in client.get(address).text


def test_a_draft_opens_to_the_backbone_team_only(client, bea, mai, draft):
    client.force_login(mai)
    assert client.get(PAGE).status_code == 404
    client.force_login(bea)
    assert "only the backbone team sees it" in client.get(PAGE).text


@pytest.mark.parametrize("more", [{"consent": "shape_only"}, {"state": "recorded"}])
def test_no_page_quotes_who_said_no_or_was_not_checked_also_not_for_us(
    more, client, bea, now_open, outcome
):
    quiet = AspirationFactory(words="Nobody rang us.", **more)
    AspirationLinkFactory(aspiration=quiet, agenda=now_open, outcome=outcome)
    client.force_login(bea)

    assert "Nobody rang us." not in client.get(PAGE).text
    assert "Nobody rang us." not in str(up(outcome, bea))


# --- what the agenda shows elsewhere ----------------------------------------------------------


def test_our_organisation_says_which_version_waits_for_its_word(client, omar, now_open):
    client.force_login(omar)

    page = one_line(client.get("/our-organisation/"))

    assert f'<a href="{PAGE}">Version 2 waits for our word.' in page


def test_what_waits_for_the_backbone_team(bea, org_b, now_open):
    CommentFactory(agenda=now_open, organisation=org_b)
    CommentFactory(
        agenda=now_open,
        organisation=org_b,
        result="later",
        answer="Next year.",
        answered_at=timezone.now(),
    )

    (waiting,) = agenda_desk_lines(bea)

    assert (waiting.agenda, waiting.comments, waiting.silent) == (now_open, 1, [org_b])


def test_the_desk_leads_to_what_waits(client, bea, org_b, now_open):
    client.force_login(bea)
    CommentFactory(agenda=now_open, organisation=org_b)

    page = one_line(client.get("/desk/"))

    assert '<a href="/admin/agenda/comment/?answered=no">1 comment waits for an answer</a>' in page
    assert f"Has not said whether it signs: {org_b}" in page


def test_the_desk_says_nothing_of_the_agenda_while_none_is_open(client, bea, first):
    client.force_login(bea)

    assert "The next agenda" not in client.get("/desk/").text


def test_the_first_page_quotes_only_words_that_everybody_may_read():
    AspirationFactory(words="Ask us first.", heard_on=datetime.date(2026, 5, 1))
    AspirationFactory(words="Among us.", consent="quote_partners")
    AspirationFactory(words="Not checked.", state="recorded")

    shown = Template("{% load agenda %}{% latest_words %}").render(Context())

    assert "“Ask us first.”" in shown
    assert "Among us." not in shown
    assert "Not checked." not in shown


def test_the_thread_from_words_to_outcome_and_back(first, outcome):
    nobody = AnonymousUser()
    words = first.aspiration_links.get().aspiration
    quiet = AspirationFactory(consent="shape_only")
    address = "/outcomes/ready-to-learn/"

    assert up(outcome, nobody) == [Step("words", words.words, f"{address}#words-{words.pk}")]
    assert down(words, nobody) == [Step("outcome", "Children start school ready to learn", address)]
    assert down(quiet, nobody) == []
    assert down(first.decision, nobody) == [Step("agenda", "Version 1", "/agenda/v1/")]
    decision = first.decision
    assert up(first, nobody) == [Step("decision", decision.title, f"/decisions/{decision.number}/")]


def test_words_that_are_only_discussed_are_not_in_the_thread(open_version, outcome):
    AspirationLinkFactory(agenda=open_version, outcome=outcome)

    assert up(outcome, AnonymousUser()) == []
    assert down(DecisionFactory(), AnonymousUser()) == []
