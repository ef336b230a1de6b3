"""Learning: who proposes, who records, and what everybody reads (one promise a test)."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from measurement import services, thread
from measurement.models import Finding, LearningQuestion
from measurement.presenting.learning import about, question_page, sections
from partnership.errors import NotAllowed, TooLate
from partnership.models import Decision, Event
from tests.agenda.factories import AgendaFactory, OutcomeFactory, OutcomeTextFactory
from tests.factories import (
    DecisionFactory,
    EvidenceItemFactory,
    FindingFactory,
    IndicatorFactory,
    IndicatorOutcomeFactory,
    LearningQuestionFactory,
)

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)
SAID = {
    "statement": "Families come back on week nights",
    "so_what": "The day matters.",
    "now_what": "Move to Tuesdays.",
    "confidence": "low",
    "not_sure_of": "If it is the soup.",
}


@pytest.fixture
def question() -> LearningQuestion:
    return LearningQuestionFactory(slug="why-stop", question="Why do families stop coming?")


@pytest.fixture
def item(question):
    return EvidenceItemFactory(question=question, title="Talks with 19 families")


def proposed(question, item, by) -> Finding:
    return services.propose_finding(question, by=by, evidence=[item], **SAID)


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def public(client, question) -> str:
    return words_of(client.get(question.get_absolute_url()))


# --- who may what -----------------------------------------------------------------------


def test_a_partner_proposes_and_the_public_does_not_read_it_yet(client, mai, question, item):
    finding = proposed(question, item, mai)

    assert (finding.state, list(finding.evidence.all())) == ("proposed", [item])
    assert Event.objects.get(kind="measurement.finding.proposed").by == mai
    assert SAID["statement"] not in public(client, question)


def test_a_finding_that_is_only_proposed_is_read_by_partners(nobody, mai, bea, question, item):
    finding = proposed(question, item, mai)

    assert [list(Finding.objects.visible_to(user)) for user in (nobody, mai, bea)] == [
        [], [finding], [finding],
    ]  # fmt: skip


def test_an_administrator_of_accounts_proposes_nothing(ada, question, item):
    with pytest.raises(NotAllowed):
        proposed(question, item, ada)


def test_a_finding_rests_on_something_that_was_looked_at_for_this_question(mai, question):
    elsewhere = EvidenceItemFactory()

    with pytest.raises(TooLate, match="Choose what it rests on"):
        proposed(question, elsewhere, mai)


def test_two_findings_of_the_same_words_have_two_addresses(mai, question, item):
    assert proposed(question, item, mai).slug != proposed(question, item, mai).slug


def test_only_the_backbone_records_agreement(mai, question, item):
    finding = proposed(question, item, mai)

    with pytest.raises(NotAllowed):
        services.agree_finding(finding, by=mai, on=YESTERDAY)

    assert Finding.all_objects.get().state == "proposed"


def test_what_is_agreed_everybody_reads_with_what_we_are_not_sure_of(
    client, mai, bea, question, item
):
    decision = DecisionFactory(title="Move the drop-in to Tuesdays")

    services.agree_finding(
        proposed(question, item, mai), by=bea, on=YESTERDAY, decisions=[decision]
    )

    said = public(client, question)
    assert SAID["statement"] in said
    assert SAID["not_sure_of"] in said
    assert "Move the drop-in to Tuesdays" in said


def test_what_is_decided_later_is_added_to_a_finding_that_was_talked_about(
    mai, bea, question, item
):
    decision = DecisionFactory()
    finding = proposed(question, item, mai)
    with pytest.raises(TooLate, match="have not talked"):
        services.decide_because(finding, by=bea, decisions=[decision])

    services.agree_finding(finding, by=bea, on=YESTERDAY)
    services.decide_because(finding, by=bea, decisions=[decision])

    assert list(finding.decisions.all()) == [decision]


def test_nobody_agrees_tomorrow(mai, bea, question, item):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    with pytest.raises(TooLate, match="has not come yet"):
        services.agree_finding(proposed(question, item, mai), by=bea, on=tomorrow)


def test_a_dispute_says_who_sees_it_differently(client, mai, bea, question, item):
    finding = proposed(question, item, mai)
    with pytest.raises(TooLate, match="who sees it differently"):
        services.dispute_finding(finding, by=bea, on=YESTERDAY, dissent="  ")

    services.dispute_finding(finding, by=bea, on=YESTERDAY, dissent="Two partners miss Saturdays.")

    said = public(client, question)
    assert "We do not all agree" in said
    assert "Two partners miss Saturdays." in said


def test_what_we_used_to_think_stays_and_leads_to_what_we_think_now(client, bea, question):
    before = FindingFactory(question=question, statement="It is the room")
    now = FindingFactory(question=question, statement="It is the day")

    services.supersede_finding(before, by=bea, now=now)

    page = client.get(question.get_absolute_url()).content.decode()
    used_to = page[page.index("What we used to think") :]
    assert "It is the room" in used_to
    assert f'href="#{now.slug}"' in used_to


@pytest.mark.parametrize("other", ["of another question", "only proposed", "itself"])
def test_what_we_think_now_is_a_finding_that_was_talked_about(other, bea, question):
    before = FindingFactory(question=question)
    now = {
        "of another question": lambda: FindingFactory(),
        "only proposed": lambda: FindingFactory(
            question=question, state="proposed", agreed_on=None
        ),
        "itself": lambda: before,
    }[other]()

    with pytest.raises(TooLate):
        services.supersede_finding(before, by=bea, now=now)

    assert Finding.all_objects.get(pk=before.pk).state == "agreed"


def test_a_question_is_answered_only_by_something_agreed(bea, question):
    later = timezone.localdate() + datetime.timedelta(days=90)
    with pytest.raises(TooLate, match="not answered"):
        services.answer_question(question, by=bea, review_on=later)

    FindingFactory(question=question)
    services.answer_question(question, by=bea, review_on=later)
    services.reopen_question(question, by=bea)
    services.park_question(question, by=bea)

    assert LearningQuestion.all_objects.get().state == "parked"


def test_a_question_that_was_set_aside_takes_no_finding(mai, bea, question, item):
    services.park_question(question, by=bea)

    with pytest.raises(TooLate, match="set aside"):
        proposed(question, item, mai)


# --- where a question stands --------------------------------------------------------------


def stands(question, nobody) -> list[tuple[str, bool, bool]]:
    """Each stage on the page of the question: what it says, and if it is done or now."""
    stages = question_page(question.slug, nobody).stages
    assert sections(nobody)[0]["questions"][0].stages == stages  # the list says the same
    return [(one.said, one.is_done, one.is_now) for one in stages]


def test_a_question_that_nobody_looked_at_stands_at_the_second_stage(question, nobody):
    assert stands(question, nobody) == [
        (f"by {question.asked_by}", True, False),
        ("Nothing yet", False, True),
        ("No answer yet", False, False),
        ("Nothing yet", False, False),
        ("Nothing yet", False, False),
    ]


def test_a_finding_that_is_only_proposed_or_disputed_is_no_answer(mai, question, item, nobody):
    FindingFactory(question=question, state="proposed", agreed_on=None)
    assert stands(question, nobody)[2] == ("No answer yet", False, True)

    FindingFactory(question=question, state="disputed", dissent="The school.")
    assert stands(question, nobody)[2] == ("We do not all agree", False, True)


def test_a_whole_cycle_ends_when_what_was_decided_is_carried_out(question, item, nobody):
    finding = FindingFactory(question=question, agreed_on=datetime.date(2026, 5, 4))
    decision = DecisionFactory(made_on=datetime.date(2026, 6, 12))
    finding.decisions.add(decision, DecisionFactory(visibility="partners"))

    assert stands(question, nobody)[1:] == [
        ("1 thing", True, False),
        ("May 2026", True, False),
        ("12 June 2026", True, False),
        ("Not done yet", False, True),
    ]

    Decision.all_objects.filter(pk=decision.pk).update(state="carried_out")
    assert stands(question, nobody)[4] == ("Done", True, False)


def test_what_was_undone_or_is_thought_no_longer_counts_as_no_decision(question, item, nobody):
    undone = DecisionFactory(state="reversed", reversed_by=DecisionFactory())
    FindingFactory(question=question).decisions.add(undone)
    now = FindingFactory(question=question)
    before = FindingFactory(question=question, state="superseded", superseded_by=now)
    before.decisions.add(DecisionFactory())

    assert stands(question, nobody)[3] == ("Nothing yet", False, True)


def test_a_question_that_is_set_aside_stands_nowhere(question, nobody):
    LearningQuestion.all_objects.update(state="parked")

    assert not any(is_now for _said, _done, is_now in stands(question, nobody))


def test_the_list_says_what_we_used_to_think_as_far_as_everybody_may_read_it(client, question):
    now = FindingFactory(question=question, statement="It is the day")
    FindingFactory(
        question=question, statement="It is the room", state="superseded", superseded_by=now
    )
    FindingFactory(
        question=LearningQuestionFactory(visibility="partners"),
        statement="It is the lease",
        state="superseded",
        superseded_by=now,
    )

    said = words_of(client.get(reverse("measurement:learning")))

    used_to = said[said.index("What we used to think") :]
    assert "“It is the room”" in used_to
    assert "It is the day" in used_to
    assert "It is the lease" not in said


# --- on the page of a measure -------------------------------------------------------------


def test_a_measure_shows_what_was_found_by_looking_at_it_and_what_is_still_asked(
    nobody, question, django_assert_num_queries
):
    indicator = IndicatorFactory()

    def looked_at(asked, **fields):
        finding = FindingFactory(question=asked, **fields)
        finding.evidence.add(
            EvidenceItemFactory(question=asked, kind="measure", indicator=indicator),
            EvidenceItemFactory(question=asked, kind="measure", indicator=indicator),
        )
        return finding

    found = looked_at(question, state="disputed", dissent="The school.")
    looked_at(question, state="superseded", superseded_by=found)
    still_open = LearningQuestionFactory(slug="still-open")
    looked_at(still_open, state="proposed", agreed_on=None)
    looked_at(LearningQuestionFactory(visibility="partners"))
    FindingFactory()  # about something else

    with django_assert_num_queries(2):
        said = about(indicator, nobody)
        assert list(said["findings"]) == [found]
        assert list(said["questions"]) == [still_open]


# --- pages --------------------------------------------------------------------------------


def test_a_question_for_partners_is_no_public_page(client, question):
    LearningQuestion.all_objects.update(visibility="partners")

    assert client.get(question.get_absolute_url()).status_code == 404
    assert question.question not in words_of(client.get(reverse("measurement:learning")))


def test_a_partner_proposes_by_the_form_and_finds_it_there(client, mai, question, item):
    client.force_login(mai)
    url = reverse("measurement:propose-finding", args=[question.slug])

    response = client.post(url, {**SAID, "evidence": [item.pk]}, follow=True)

    assert "Partners can read it now" in words_of(response)
    assert SAID["statement"] in words_of(response)


def test_a_form_that_is_not_whole_keeps_the_words_and_says_what_to_mend(
    client, mai, question, item
):
    client.force_login(mai)
    url = reverse("measurement:propose-finding", args=[question.slug])

    response = client.post(url, {**SAID, "not_sure_of": ""})

    assert response.status_code == 422
    said = words_of(response)
    assert "Say what you are not sure of" in said
    assert "Choose at least one thing that it rests on" in said
    assert SAID["so_what"] in said
    assert not Finding.all_objects.exists()


def test_the_list_is_in_one_order(nobody):
    for letter in "hgfedcba":
        LearningQuestionFactory(slug=letter, question=letter)

    assert [one.question for one in sections(nobody)[0]["questions"]] == list("abcdefgh")


def test_the_list_asks_as_much_for_twenty_questions_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    FindingFactory()
    url = reverse("measurement:learning")
    client.get(url)
    with django_assert_max_num_queries(20) as asked:
        client.get(url)

    for _ in range(19):
        FindingFactory()

    with django_assert_num_queries(len(asked)):
        client.get(url)


def test_the_page_of_a_question_asks_as_much_for_many_findings(
    client, question, item, django_assert_num_queries, django_assert_max_num_queries
):
    def found():
        finding = FindingFactory(question=question)
        finding.evidence.add(item, EvidenceItemFactory(question=question))
        finding.decisions.add(DecisionFactory())

    found()
    client.get(question.get_absolute_url())
    with django_assert_max_num_queries(20) as asked:
        client.get(question.get_absolute_url())

    for _ in range(10):
        found()

    with django_assert_num_queries(len(asked)):
        client.get(question.get_absolute_url())


# --- the desk -----------------------------------------------------------------------------


def test_the_desk_records_what_the_partners_said(client, mai, bea, question, item):
    finding = proposed(question, item, mai)
    client.force_login(bea)
    url = reverse("admin:measurement_finding_record", args=[finding.pk])

    offered = client.get(url).text  # a browser takes a day in this form only
    refused = client.post(url, {"act": "dispute", "on": YESTERDAY, "dissent": ""})
    done = client.post(url, {"act": "dispute", "on": YESTERDAY, "dissent": "The school does."})

    assert f'value="{timezone.localdate().isoformat()}"' in offered
    assert "Say who sees it differently" in words_of(refused)
    assert (refused.status_code, done.status_code) == (409, 302)
    assert Finding.all_objects.get().dissent == "The school does."


def test_the_desk_settles_a_question(client, bea, question):
    FindingFactory(question=question)
    client.force_login(bea)
    url = reverse("admin:measurement_learningquestion_settle", args=[question.pk])

    refused = client.post(url, {"act": "answer"})
    later = timezone.localdate() + datetime.timedelta(days=30)
    done = client.post(url, {"act": "answer", "review_on": later})

    assert "Say when you look at it again" in words_of(refused)
    assert (refused.status_code, done.status_code) == (422, 302)
    assert LearningQuestion.all_objects.get().state == "answered"


# --- the thread ---------------------------------------------------------------------------


def test_the_thread_leads_both_ways(nobody, question):
    indicator = IndicatorFactory(short_name="Connected to school")
    outcome = OutcomeFactory(slug="belong")
    IndicatorOutcomeFactory(indicator=indicator, outcome=outcome)
    item = EvidenceItemFactory(question=question, kind="measure", indicator=indicator)
    finding = FindingFactory(question=question)
    finding.evidence.add(item)
    decision = DecisionFactory()
    finding.decisions.add(decision)

    def titles(steps):
        return [step.title for step in steps]

    assert titles(thread.down(outcome, nobody)) == ["Connected to school"]
    assert titles(thread.down(indicator, nobody)) == [finding.statement]
    assert titles(thread.up(finding, nobody)) == ["Connected to school"]
    assert titles(thread.up(decision, nobody)) == [finding.statement]


def test_the_thread_names_an_outcome_in_the_words_in_force(nobody):
    link = IndicatorOutcomeFactory()
    text = OutcomeTextFactory(
        outcome=link.outcome, agenda=AgendaFactory(), statement="Children feel safe"
    )

    assert thread.up(link.indicator, nobody) == [], text  # a draft is not in force
