"""Every text that was sent or replaced stays, and comes back with one click (R71, PB-52, PB-55)."""

import pytest
from django.urls import reverse

from partnership.errors import NotAllowed
from partnership.versions import Stale
from strategies import services
from strategies.models import Update, UpdateVersion
from tests.strategies.conftest import QUARTER
from tests.strategies.factories import UpdateFactory, UpdateVersionFactory

pytestmark = pytest.mark.usefixtures("partnership")
State, Why = Update.State, UpdateVersion.Why
HTMX = {"HX-Request": "true"}
NEW = {"period": QUARTER, "seen_version": 0}
WORDS = {"delivery": "on_track", "what_happened": "Four playgroups opened."}


def to(name: str, action, *more) -> str:
    return reverse(f"strategies:{name}", args=[action.pk, QUARTER.end, *more])


def history() -> list[tuple[str, str, str]]:
    """(whose, what became of it, words), oldest first."""
    versions = UpdateVersion.all_objects.order_by("pk")
    return [(v.by.first_name, v.why, v.what_happened) for v in versions]


@pytest.fixture
def as_mai(client, mai):
    client.force_login(mai)
    return client


# --- what stays -----------------------------------------------------------------------


def test_what_was_sent_stays(mai, action, now):
    update = services.submit_update(action, by=mai, **NEW, **WORDS)

    version = UpdateVersion.all_objects.get()
    assert (version.update, version.by, version.at) == (update, mai, now)
    assert history() == [("Mai", Why.SENT, "Four playgroups opened.")]


def test_after_a_question_the_earlier_text_is_still_there(mai, lena, bea, action):
    update = services.submit_update(action, by=mai, **NEW, **WORDS)
    services.return_update(update, by=bea, note="How many came?")
    services.keep_draft(action, by=lena, period=QUARTER, seen_version=1, what_happened="41 c")

    services.submit_update(
        action, by=lena, period=QUARTER, seen_version=2, delivery="stuck", what_happened="41 came."
    )

    assert history() == [
        ("Mai", Why.SENT, "Four playgroups opened."),
        ("Lena", Why.REPLACED, "41 c"),
        ("Lena", Why.SENT, "41 came."),
    ]


def test_a_text_that_a_colleague_replaced_stays_with_its_author(mai, lena, action):
    services.keep_draft(action, by=mai, what_happened="Soup", **NEW)
    services.keep_draft(action, by=lena, period=QUARTER, seen_version=1, what_happened="Bread")

    assert history() == [("Mai", Why.REPLACED, "Soup")]


def test_typing_on_one_page_fills_no_history(mai, action):
    for words in ("S", "So", "Soup"):
        services.keep_draft(action, by=mai, form_id="one page", what_happened=words, **NEW)

    assert history() == []


def test_a_refused_save_leaves_no_trace(mai, lena, action):
    services.keep_draft(action, by=mai, what_happened="Soup", **NEW)

    with pytest.raises(Stale):
        services.keep_draft(action, by=lena, what_happened="Bread", **NEW)

    assert history() == []


def test_words_of_her_own_other_window_are_not_said_to_be_of_somebody_else(as_mai, mai, action):
    UpdateFactory(action=action, saved_by=mai, what_happened="Bread", version=2)
    as_mai.post(to("keep-update", action), {"what_happened": "Soup", "version": 1})

    page = as_mai.get(to("update-history", action)).text

    assert history() == [("Mai", Why.BESIDE, "Soup")]
    assert "Typed while it was saved elsewhere" in page
    assert "somebody else" not in page


@pytest.mark.parametrize("door", ["keep-update", "send-update"])
def test_words_typed_while_a_colleague_saved_are_safe_in_the_history(door, as_mai, lena, action):
    UpdateFactory(action=action, saved_by=lena, what_happened="Bread", version=2)
    mine = {"delivery": "stuck", "what_happened": "Soup", "version": 1}

    pages = [as_mai.post(to(door, action), mine) for _ in range(2)]

    assert [page.status_code for page in pages] == [409, 409]
    assert "2 versions. Both are safe in the history." in pages[0].text
    assert history() == [("Mai", Why.BESIDE, "Soup")]


# --- who reads it -----------------------------------------------------------------------


def test_the_organisation_reads_all_of_it_and_the_backbone_what_was_sent(
    mai, lena, bea, omar, ada, nobody, action
):
    update = UpdateFactory(action=action, state=State.ACCEPTED)
    sent = UpdateVersionFactory(update=update)
    private = UpdateVersionFactory(update=update, why=Why.REPLACED)

    def seen(user):
        return set(UpdateVersion.objects.visible_to(user))

    assert seen(mai) == seen(lena) == {sent, private}
    assert seen(bea) == {sent}
    assert seen(omar) == seen(ada) == seen(nobody) == set()


def test_the_block_says_how_many_there_are_and_the_page_shows_them(as_mai, lena, action):
    update = UpdateFactory(action=action, state=State.ACCEPTED)
    UpdateVersionFactory(update=update, by=lena, what_happened="Sent <first>.")

    block = as_mai.get(to("update", action))
    page = as_mai.get(to("update-history", action))
    part = as_mai.get(to("update-history", action), headers=HTMX)

    assert f'<a href="{to("update-history", action)}">History (1)</a>' in block.text
    assert "Lena Fischer, 2 October, 11:30 am" in page.text
    assert "Sent &lt;first&gt;." in page.text
    assert "Bring these words back" not in page.text  # it is published
    assert "<html" not in part.text


@pytest.mark.parametrize("person", ["omar", "bea", "ada"])
def test_the_history_of_another_organisation_does_not_exist(person, client, action, request):
    version = UpdateVersionFactory(update=UpdateFactory(action=action))
    client.force_login(request.getfixturevalue(person))

    answers = [
        client.get(to("update-history", action)),
        client.post(to("restore-update", action, version.pk), {"version": 1}),
    ]

    assert {answer.status_code for answer in answers} == {404}


def test_the_backbone_reads_what_was_sent_also_while_it_is_rewritten(client, mai, bea, action):
    update = services.submit_update(action, by=mai, **NEW, **WORDS)
    services.return_update(update, by=bea, note="How many came?")
    services.keep_draft(
        action, by=mai, period=QUARTER, seen_version=1, what_happened="Half a secret"
    )
    client.force_login(bea)

    page = client.get(reverse("admin:strategies_update_change", args=[update.pk]))

    assert "Four playgroups opened." in page.text
    assert "Half a secret" not in page.text


def test_the_backbone_reads_the_answer_and_what_stood_there_before(client, mai, bea, action):
    update = services.submit_update(action, by=mai, **NEW, **WORDS)
    services.return_update(update, by=bea, note="How many came?")
    services.submit_update(
        action, by=mai, period=QUARTER, seen_version=1, delivery="stuck", what_happened="41 came."
    )
    client.force_login(bea)

    page = client.get(reverse("admin:strategies_update_change", args=[update.pk]))

    assert "History (2)" in page.text
    assert "Four playgroups opened." in page.text
    assert "41 came." in page.text


# --- bringing it back ----------------------------------------------------------------------


@pytest.fixture
def returned(mai, bea, action) -> Update:
    update = services.submit_update(action, by=mai, **NEW, **WORDS, help_needed="A bus.")
    update = services.return_update(update, by=bea, note="How many came?")
    return services.keep_draft(
        action, by=mai, period=QUARTER, seen_version=1, delivery="stuck", what_happened="Worse"
    )


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_one_click_brings_words_back_as_a_new_version(headers, as_mai, action, returned):
    sent = UpdateVersion.all_objects.get(why=Why.SENT)
    page = as_mai.get(to("update-history", action))

    answer = as_mai.post(
        to("restore-update", action, sent.pk), {"version": 2}, headers=headers, follow=not headers
    )

    assert "Bring these words back" in page.text
    assert "These are the earlier words again." in answer.text
    update = Update.all_objects.get()
    assert (update.state, update.version) == (State.RETURNED, 3)
    assert (update.delivery, update.what_happened) == ("on_track", "Four playgroups opened.")
    assert update.help_needed == "A bus."
    assert history()[-1] == ("Mai", Why.REPLACED, "Worse")


def test_words_do_not_come_back_over_those_of_a_colleague(as_mai, lena, action, returned):
    sent = UpdateVersion.all_objects.get(why=Why.SENT)
    services.keep_draft(action, by=lena, period=QUARTER, seen_version=2, what_happened="Lena’s")

    answer = as_mai.post(to("restore-update", action, sent.pk), {"version": 2})

    assert answer.status_code == 409
    assert Update.all_objects.get().what_happened == "Lena’s"


@pytest.mark.parametrize("person", ["omar", "bea", "ada", "worker"])
def test_bringing_back_by_anyone_else_is_refused(person, action, request):
    version = UpdateVersionFactory(update=UpdateFactory(action=action))

    with pytest.raises(NotAllowed):
        services.restore_version(version, by=request.getfixturevalue(person), seen_version=1)

    assert Update.all_objects.get().version == 1


def test_the_words_of_another_update_cannot_be_brought_here(as_mai, org_a, action):
    UpdateFactory(action=action)
    other = UpdateVersionFactory(update=UpdateFactory(action__organisation=org_a))

    answer = as_mai.post(to("restore-update", action, other.pk), {"version": 1})

    assert answer.status_code == 404
