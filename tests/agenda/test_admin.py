"""The backbone team drafts a version, and looks after words and comments, in the admin."""

import re

import pytest
from django.urls import reverse

from agenda import services
from agenda.models import Agenda, Aspiration, Comment, OutcomeText
from partnership.models import Event
from tests.agenda.factories import ON, AspirationFactory, CommentFactory
from tests.factories import DecisionFactory
from tests.filled_forms import form_of

pytestmark = pytest.mark.usefixtures("partnership")


@pytest.fixture
def as_bea(client, bea):
    client.force_login(bea)
    return client


def change(row) -> str:
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


def move(row, name: str) -> str:
    table = row._meta.label_lower.replace(".", "_")
    return reverse(f"admin:{table}_move", args=[row.pk, name])


def statement_field(given: dict) -> str:
    return next(n for n in given if re.fullmatch(r"outcomes-\d+-statement", n))


def test_a_version_is_drafted_written_opened_and_agreed_with_buttons(as_bea, bea, first):
    as_bea.post(reverse("admin:agenda_agenda_draft"))
    draft = Agenda.all_objects.get(number=2)

    page = as_bea.get(change(draft))
    assert "Say what is new in this version." in page.text
    given = form_of(page) | {"change_summary": "A new one.", "_save": "Save"}
    given[statement_field(given)] = "Children start school curious"
    saved = as_bea.post(change(draft), given)
    assert saved.status_code == 302, re.findall(r"errorlist.*", saved.text)

    draft = Agenda.all_objects.get(number=2)
    assert draft.change_summary == "A new one."
    assert draft.outcomes.get().statement == "Children start school curious"
    assert draft.outcomes.get().version == 1
    as_bea.post(move(draft, "open"), {"open-until": "2099-01-01"})
    assert Agenda.all_objects.get(number=2).state == "consultation"


def test_what_stands_above_a_button_is_saved_first(as_bea, draft):
    given = form_of(as_bea.get(change(draft))) | {"open-until": "2099-01-01"}
    given[statement_field(given)] = "Children start school curious"

    as_bea.post(move(draft, "open"), given)

    assert Agenda.all_objects.get(pk=draft.pk).state == "consultation"
    assert draft.outcomes.get().statement == "Children start school curious"


def test_what_is_missing_is_said_and_nothing_happens(as_bea, first, open_version):
    decision = DecisionFactory()
    CommentFactory(agenda=open_version)

    done = as_bea.post(
        move(open_version, "agree"),
        {"agree-decision": decision.pk, "agree-replaces": first.pk},
        follow=True,
    )

    assert "1 comment has no answer yet." in done.text
    assert Agenda.all_objects.get(pk=open_version.pk).state == "consultation"


def test_a_refused_button_changes_nothing_and_keeps_what_was_typed(as_bea, first, open_version):
    """A word typed beside a refused press would take the signatures away."""
    signed = open_version.endorsements.get()
    CommentFactory(agenda=open_version)
    given = form_of(as_bea.get(change(open_version)))
    given |= {"vision": "Every child is glad.", "agree-decision": DecisionFactory().pk}
    given |= {"agree-replaces": first.pk}

    page = as_bea.post(move(open_version, "agree"), given)

    assert page.status_code == 409
    assert "1 comment has no answer yet." in page.text
    assert "Nothing was changed." in page.text
    assert "Every child is glad." in page.text
    assert "was changed successfully" not in page.text
    assert "had signed the words before" not in page.text
    signed.refresh_from_db()
    assert signed.lapsed_on is None
    assert Agenda.all_objects.get(pk=open_version.pk).vision == open_version.vision
    assert not Event.objects.filter(kind="agenda.agenda.changed").exists()


def test_who_rewrites_signed_words_is_told_before_what_it_costs(as_bea, open_version):
    assert "1 partner has signed these words." in as_bea.get(change(open_version)).text
    open_version.endorsements.update(lapsed_on=ON)
    assert "signed these words" not in as_bea.get(change(open_version)).text


def test_a_version_is_agreed_with_its_button(as_bea, first, open_version):
    assert "instead of version 1" in as_bea.get(change(open_version)).text

    as_bea.post(
        move(open_version, "agree"),
        {"agree-decision": DecisionFactory().pk, "agree-replaces": first.pk},
    )

    assert Agenda.all_objects.get(pk=open_version.pk).state == "adopted"
    assert Agenda.all_objects.get(pk=first.pk).state == "superseded"


def test_an_agreed_version_can_only_be_read(as_bea, first):
    page = as_bea.get(change(first))
    assert page.status_code == 200
    assert 'name="vision"' not in page.text
    assert "outcomes-0-statement" not in page.text

    refused = as_bea.post(change(first), {"vision": "Something else"})

    assert refused.status_code == 403
    assert Agenda.all_objects.get().vision == "Every child here grows up safe, well and curious."


def test_two_who_write_different_texts_of_a_version_both_keep_theirs(as_bea, draft):
    given = form_of(as_bea.get(change(draft))) | {"_save": "Save"}
    OutcomeText.objects.filter(agenda=draft).update(by_when="By 2032.", version=1)

    given[statement_field(given)] = "Children start school curious"
    as_bea.post(change(draft), given)

    text = draft.outcomes.get()
    assert (text.statement, text.by_when) == ("Children start school curious", "By 2032.")


def test_two_who_write_the_same_text_are_told_and_no_word_is_lost(as_bea, draft):
    given = form_of(as_bea.get(change(draft))) | {"_save": "Save"}
    OutcomeText.objects.filter(agenda=draft).update(statement="Children start glad", version=1)
    given[statement_field(given)] = "Children start curious"

    told = as_bea.post(change(draft), given)

    assert "Somebody else changed this while you were writing: “Children start glad”" in told.text
    assert 'value="Children start curious"' in told.text
    assert draft.outcomes.get().statement == "Children start glad"
    as_bea.post(change(draft), form_of(told) | {"_save": "Save"})  # she has read theirs
    assert draft.outcomes.get().statement == "Children start curious"


def test_words_are_written_down_checked_and_withdrawn(as_bea, place_less_form):
    as_bea.post(reverse("admin:agenda_aspiration_add"), place_less_form)
    said = Aspiration.all_objects.get()
    assert said.state == "recorded"

    as_bea.post(move(said, "publish"))
    assert Aspiration.all_objects.get().state == "published"
    assert 'name="words"' not in as_bea.get(change(said)).text  # they stand as they were said
    assert as_bea.post(change(said), place_less_form).status_code == 403

    as_bea.post(move(said, "withdraw"))
    gone = Aspiration.all_objects.get()
    assert (gone.state, gone.words, gone.who) == ("withdrawn", "", "")
    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert [kind.split(".")[-1] for kind in kinds] == ["added", "published", "withdrawn"]
    assert "story" not in str(list(Event.objects.values_list("data", flat=True)))


@pytest.fixture
def place_less_form() -> dict:
    return {
        "words": "I told my story five times.",
        "language": "en",
        "who": "Mum of three",
        "heard_at": "talk",
        "heard_on": "2026-02-03",
        "consent": "quote_public",
        "_save": "Save",
    }


def test_a_comment_is_answered_and_leaves_the_list(as_bea, open_version):
    said = CommentFactory(agenda=open_version)
    waiting = reverse("admin:agenda_comment_changelist") + "?answered=no"
    assert said.text in as_bea.get(waiting).text

    as_bea.post(
        move(said, "answer"),
        {"answer-result": "changed", "answer-answer": "It says 2032 now."},
    )

    assert Comment.all_objects.get().answer == "It says 2032 now."
    assert said.text not in as_bea.get(waiting).text


def test_an_answer_that_is_not_whole_keeps_its_words(as_bea, open_version):
    said = CommentFactory(agenda=open_version)

    told = as_bea.post(
        move(said, "answer"),
        {"answer-result": "", "answer-answer": "It says 2032 now."},
    )

    assert "An answer says what came of it, in words." in told.text
    assert "It says 2032 now." in told.text


def test_the_lists_ask_as_often_for_many_as_for_one(
    as_bea, open_version, django_assert_max_num_queries
):
    for _number in range(20):
        CommentFactory(agenda=open_version)
        AspirationFactory(heard_on=ON)

    for name in ("comment", "aspiration", "agenda"):
        with django_assert_max_num_queries(16):
            as_bea.get(reverse(f"admin:agenda_{name}_changelist"))


@pytest.mark.parametrize("who", ["mai", "lena", "ada"])
def test_nobody_else_has_these_tables(who, request, client, first):
    client.force_login(request.getfixturevalue(who))

    for name in ("agenda", "aspiration", "comment"):
        page = client.get(reverse(f"admin:agenda_{name}_changelist"))
        assert page.status_code in (403, 404)
    assert client.post(reverse("admin:agenda_agenda_draft")).status_code in (403, 404)


def test_the_history_of_a_version_is_told_in_words(as_bea, bea, draft):
    services.open_for_comments(draft, by=bea, until=ON.replace(year=2099))

    page = as_bea.get(reverse("admin:agenda_agenda_history", args=[draft.pk]))

    assert "Open for comments" in page.text
