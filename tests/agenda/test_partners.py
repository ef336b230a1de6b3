"""What partners say of a version, what is answered, and who signs."""

import datetime

import pytest
from django.utils import timezone

from agenda import services
from agenda.models import Comment, Endorsement
from partnership.errors import NotAllowed, TooLate
from partnership.models import Event
from tests.agenda.conftest import UNTIL
from tests.agenda.factories import ON, CommentFactory, OutcomeFactory

pytestmark = pytest.mark.django_db
IN_TIME = timezone.make_aware(datetime.datetime.combine(UNTIL, datetime.time(23)))
TOO_LATE = IN_TIME + datetime.timedelta(hours=2)
WORDS = {"stance": "concern", "text": "By 2030 is very soon."}


def test_a_partner_comments_on_an_outcome_until_the_last_day(mai, org_a, open_version, outcome):
    said = services.comment(
        open_version, by=mai, organisation=org_a, outcome=outcome, at=IN_TIME, **WORDS
    )

    assert (said.text, said.outcome, said.result) == ("By 2030 is very soon.", outcome, "")
    event = Event.objects.get()
    assert event.kind == "agenda.comment.made"
    assert "2030" not in str(event.data)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"at": TOO_LATE}, "Comments closed on 15 March 2026"),
        ({"text": " "}, "Write your comment first"),
    ],
)
def test_a_comment_that_cannot_be_taken_is_refused_in_words(more, said, mai, org_a, open_version):
    with pytest.raises(TooLate, match=said):
        services.comment(
            open_version, by=mai, organisation=org_a, **{"at": IN_TIME, **WORDS, **more}
        )


def test_a_draft_takes_no_comments(mai, org_a, draft):
    with pytest.raises(TooLate, match="not open for comments"):
        services.comment(draft, by=mai, organisation=org_a, **WORDS)


def test_an_outcome_of_another_version_takes_no_comments(mai, org_a, open_version):
    with pytest.raises(TooLate, match="does not have that outcome"):
        services.comment(
            open_version, by=mai, organisation=org_a, outcome=OutcomeFactory(), at=IN_TIME, **WORDS
        )


def test_nobody_comments_for_another_organisation(mai, org_b, open_version):
    with pytest.raises(NotAllowed):
        services.comment(open_version, by=mai, organisation=org_b, at=IN_TIME, **WORDS)


def test_a_comment_is_answered_once(bea, kim, open_version):
    said = CommentFactory(agenda=open_version)

    services.answer_comment(said, by=bea, result="changed", answer="It says 2032 now.")

    with pytest.raises(TooLate, match="answered before"):
        services.answer_comment(said, by=kim, result="later", answer="Next year.")
    assert Comment.all_objects.get().answer == "It says 2032 now."


def test_an_answer_has_words(bea, mai, open_version):
    said = CommentFactory(agenda=open_version)

    with pytest.raises(TooLate, match="in words"):
        services.answer_comment(said, by=bea, result="changed", answer=" ")
    with pytest.raises(NotAllowed):
        services.answer_comment(said, by=mai, result="changed", answer="It says 2032 now.")


def test_a_lead_signs_and_may_change_her_mind_until_it_is_agreed(lena, org_a, open_version):
    services.sign(
        open_version,
        by=lena,
        organisation=org_a,
        state="with_reservation",
        reservation="Not without money for it.",
        on=ON,
    )

    given = Endorsement.objects.get(organisation=org_a)
    assert (given.state, given.reservation) == ("with_reservation", "Not without money for it.")
    assert Event.objects.get().data["old"] == "endorsed"


def test_a_reservation_has_words(lena, org_a, open_version):
    with pytest.raises(TooLate, match="Say what your reservation is"):
        services.sign(open_version, by=lena, organisation=org_a, state="with_reservation")


@pytest.mark.parametrize("who", ["mai", "omar", "bea"])
def test_only_its_lead_signs_for_an_organisation(who, request, org_a, open_version):
    with pytest.raises(NotAllowed):
        services.sign(
            open_version, by=request.getfixturevalue(who), organisation=org_a, state="endorsed"
        )


def test_a_word_stands_once_the_version_is_agreed(lena, org_a, first):
    services.sign(first, by=lena, organisation=org_a, state="endorsed")

    with pytest.raises(TooLate, match="your word on it stands"):
        services.sign(first, by=lena, organisation=org_a, state="declined")


def test_a_draft_is_not_signed(lena, org_a, draft):
    with pytest.raises(TooLate, match="cannot be signed now"):
        services.sign(draft, by=lena, organisation=org_a, state="endorsed")
