"""A version is opened, agreed and replaced; what is missing is said in words."""

import datetime
import hashlib

import pytest

from agenda import services
from agenda.models import Agenda, Aspiration, AspirationLink, OutcomeText
from agenda.services.versions import content_of
from partnership.errors import NotAllowed, TooLate
from partnership.models import Decision, Event
from tests.agenda.conftest import AFTER, UNTIL
from tests.agenda.factories import (
    ON,
    AgendaFactory,
    AspirationLinkFactory,
    CommentFactory,
    CoreStrategyTextFactory,
    OutcomeTextFactory,
)
from tests.factories import DecisionFactory

pytestmark = pytest.mark.django_db


def again(row):
    return type(row)._base_manager.get(pk=row.pk)


# --- drafting --------------------------------------------------------------------------


def test_the_next_version_begins_as_a_copy_of_the_one_in_force(bea, first):
    new = services.draft_version(by=bea)

    assert (new.number, new.state, new.vision) == (2, "draft", first.vision)
    assert new.change_summary == ""
    old, copy = content_of(first), content_of(new)
    assert {**copy, "number": 1} == old
    assert first.outcomes.count() == 1  # copied, not moved


def test_withdrawn_words_are_not_copied(bea, first):
    services.withdraw(Aspiration.all_objects.get(), by=bea)

    new = services.draft_version(by=bea)

    assert not new.aspiration_links.exists()


def test_there_is_one_draft_at_a_time(bea, first):
    services.draft_version(by=bea)

    with pytest.raises(TooLate, match="Version 2 is a draft already"):
        services.draft_version(by=bea)


@pytest.mark.parametrize("who", ["mai", "lena", "ada"])
def test_only_the_backbone_team_moves_a_version(who, request, first, draft):
    by = request.getfixturevalue(who)

    for act in (
        lambda: services.draft_version(by=by),
        lambda: services.open_for_comments(draft, by=by, until=UNTIL, on=ON),
        lambda: services.take_back_to_draft(draft, by=by),
        lambda: services.adopt(draft, by=by, decision=DecisionFactory(), replaces=first),
    ):
        with pytest.raises(NotAllowed):
            act()


# --- opening for comments -----------------------------------------------------------------


def test_a_whole_draft_is_opened_for_comments(bea, draft):
    services.open_for_comments(draft, by=bea, until=UNTIL, on=ON)

    opened = again(draft)
    assert (opened.state, opened.comments_from, opened.comments_until) == (
        "consultation",
        ON,
        UNTIL,
    )
    assert Event.objects.get().kind == "agenda.agenda.consultation"


def nothing_new(draft):
    Agenda.all_objects.filter(pk=draft.pk).update(change_summary="")


def no_statement(draft):
    draft.outcomes.update(statement=" ")


def no_outcome(draft):
    OutcomeText.objects.filter(agenda=draft).delete()


def nobodys_words(draft):
    draft.aspiration_links.all().delete()


def only_words_not_taken_up(draft):
    draft.aspiration_links.update(how=AspirationLink.How.NOT_TAKEN_UP, reason="No money")


def only_words_nobody_checked(draft):
    Aspiration.all_objects.update(state="recorded")


def a_strategy_for_nothing(draft):
    CoreStrategyTextFactory(agenda=draft, title="Meet often", order=9)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (nothing_new, "Say what is new"),
        (no_statement, "Say in a sentence what O1 is"),
        (no_outcome, "Write at least one outcome"),
        (nobodys_words, "O1 “Children start school ready to learn”: link the words"),
        (only_words_not_taken_up, "link the words"),
        (only_words_nobody_checked, "link the words"),
        (a_strategy_for_nothing, "“Meet often”: say which outcome it serves"),
    ],
)
def test_a_draft_that_is_not_whole_is_refused_in_words(spoil, said, bea, draft):
    spoil(draft)

    with pytest.raises(TooLate, match=said):
        services.open_for_comments(again(draft), by=bea, until=UNTIL, on=ON)

    assert again(draft).state == "draft"


def test_nobodys_words_with_a_reason_is_enough(bea, draft):
    nobodys_words(draft)
    draft.outcomes.update(without_voices="Elders are still talking about it.")

    services.open_for_comments(draft, by=bea, until=UNTIL, on=ON)

    assert again(draft).state == "consultation"


@pytest.mark.parametrize("until", [None, ON, ON - datetime.timedelta(days=1)])
def test_comments_need_a_last_day(until, bea, draft):
    with pytest.raises(TooLate, match="until when"):
        services.open_for_comments(draft, by=bea, until=until, on=ON)


def test_the_first_version_needs_no_news(bea, outcome):
    agenda = AgendaFactory(number=1, change_summary="")
    OutcomeTextFactory(agenda=agenda, outcome=outcome)
    AspirationLinkFactory(agenda=agenda, outcome=outcome)

    services.open_for_comments(agenda, by=bea, until=UNTIL, on=ON)

    assert again(agenda).state == "consultation"


def test_a_version_is_taken_back_to_be_rewritten(bea, open_version):
    services.take_back_to_draft(open_version, by=bea)

    assert again(open_version).state == "draft"


# --- agreeing ----------------------------------------------------------------------------


def test_a_version_is_agreed_and_the_one_before_is_replaced(bea, first, open_version):
    decision = DecisionFactory()

    services.adopt(open_version, by=bea, decision=decision, replaces=first, on=AFTER)

    now = again(open_version)
    assert (now.state, now.adopted_on, now.decision) == ("adopted", AFTER, decision)
    assert again(first).state == "superseded"
    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["agenda.agenda.superseded", "agenda.agenda.adopted"]


def test_the_seal_covers_what_was_agreed_and_whose_words_not_the_words(bea, open_version):
    aspiration = Aspiration.all_objects.get()

    services.adopt(open_version, by=bea, decision=DecisionFactory(), replaces=None, on=AFTER)

    # By hand, from the words of the factories.
    written = (
        '{"about_whom":"Children and young people to 25, and their families",'
        f'"aspirations":[["O1",{aspiration.pk},"shaped",""]],'
        f'"core_strategies":[["{open_version.core_strategies.get().core_strategy.code}",'
        '"Help comes to where children are",'
        '"Families talk to people they see every week.",["O1"]]],'
        '"number":2,"outcomes":[["O1","Children start school ready to learn",'
        '"By 2030, every child has the best chance to be on track when school starts.",'
        '"Who starts well, stays curious.",""]],'
        '"principles":["Ask before you plan."],'
        '"vision":"Every child here grows up safe, well and curious."}'
    )
    sealed = again(open_version).content_hash
    assert sealed == hashlib.sha256(written.encode()).hexdigest()
    services.withdraw(aspiration, by=bea)
    assert again(open_version).content_hash == sealed


def a_comment_waits(agenda):
    CommentFactory(agenda=agenda)


def few_have_signed(agenda):
    agenda.endorsements.update(state="declined")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (a_comment_waits, "1 comment has no answer yet"),
        (few_have_signed, "0 of 2 partners have signed"),
        (nobodys_words, "link the words"),
    ],
)
def test_a_version_that_is_not_ready_is_refused_in_words(spoil, said, bea, first, open_version):
    spoil(open_version)

    with pytest.raises(TooLate, match=said):
        services.adopt(open_version, by=bea, decision=DecisionFactory(), replaces=first, on=AFTER)

    assert again(open_version).state == "consultation"
    assert again(first).state == "adopted"


def test_nobody_agrees_while_people_may_still_comment(bea, first, open_version):
    with pytest.raises(TooLate, match="People may comment until 15 March 2026"):
        services.adopt(open_version, by=bea, decision=DecisionFactory(), replaces=first, on=UNTIL)


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (None, "Name the decision"),
        ({"state": Decision.State.PROPOSED, "made_on": None}, "is not in force"),
    ],
)
def test_a_version_is_agreed_by_a_decision_that_was_made(decision, said, bea, open_version):
    decision = decision and DecisionFactory(**decision)

    with pytest.raises(TooLate, match=said):
        services.adopt(open_version, by=bea, decision=decision, replaces=None, on=AFTER)


def test_few_signatures_are_enough_with_a_reason(bea, open_version):
    few_have_signed(open_version)

    services.adopt(
        open_version,
        by=bea,
        decision=DecisionFactory(),
        replaces=None,
        adopted_by_few="School holidays; the grant closes on Friday.",
        on=AFTER,
    )

    assert again(open_version).adopted_by_few == "School holidays; the grant closes on Friday."


def test_a_partner_that_has_left_and_the_backbone_team_do_not_count(
    bea, backbone_team, org_b, open_version
):
    org_b.left_on = ON
    org_b.save()

    assert services.versions.signatures(open_version, AFTER) == (1, 1)


def test_a_draft_cannot_be_agreed(bea, draft):
    with pytest.raises(TooLate):
        services.adopt(
            draft,
            by=bea,
            decision=DecisionFactory(),
            replaces=None,
            adopted_by_few="We are in a hurry",
            on=AFTER,
        )


def test_who_has_not_seen_the_version_in_force_does_not_replace_it(bea, first, open_version):
    with pytest.raises(TooLate, match="Another version came into force"):
        services.adopt(open_version, by=bea, decision=DecisionFactory(), replaces=None, on=AFTER)
