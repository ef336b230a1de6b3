from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import escape

from partnership.models import Event
from strategies.models import Update, Visibility
from tests.factories import OrganisationFactory
from tests.strategies.factories import ActionFactory, UpdateFactory

pytestmark = pytest.mark.usefixtures("partnership")
State = Update.State
HTMX = {"HX-Request": "true"}
END = date(2026, 9, 30)
WORDS = {"delivery": "on_track", "what_happened": "Four playgroups opened."}
NEW = {**WORDS, "version": "0"}


def to(name: str, action, end=END) -> str:
    return reverse(f"strategies:{name}", args=[action.pk, end])


def snapshot(update: Update) -> dict:
    return Update.all_objects.filter(pk=update.pk).values().get()


@pytest.fixture
def as_mai(client, mai):
    client.force_login(mai)
    return client


# --- the list ----------------------------------------------------------------------


def test_my_updates_greets_and_says_how_many_are_due(as_mai, action):
    page = as_mai.get(reverse("strategies:my-updates"))

    assert "Hello Mai. 1 update is due." in page.text
    assert "<b>Due in 9 days</b>14 October" in page.text
    assert "Not started" in page.text


def test_my_updates_shows_the_question_of_what_was_sent_back(as_mai, action):
    UpdateFactory(action=action, state=State.RETURNED)

    page = as_mai.get(reverse("strategies:my-updates"))

    assert "Hello Mai. 1 question waits for you." in page.text
    assert "Priya asked: “How many families came?”" in page.text
    assert "Sent back to you" in page.text


def test_my_updates_names_what_is_due_and_what_was_asked(as_mai, action):
    UpdateFactory(
        action=action,
        state=State.RETURNED,
        period_start=date(2026, 4, 1),
        period_end=date(2026, 6, 30),
    )

    page = as_mai.get(reverse("strategies:my-updates"))

    assert "Hello Mai. 1 update is due. 1 question waits for you.</h1>" in page.text


def test_my_updates_with_nothing_due_says_so(as_mai):
    page = as_mai.get(reverse("strategies:my-updates"))

    assert "Hello Mai. Nothing is due." in page.text
    assert "You have no action yet." in as_mai.get("/my-updates/").text


def test_my_updates_says_in_words_what_is_late(client, mai, action, now, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now.replace(month=11, day=24))
    client.force_login(mai)

    page = client.get(reverse("strategies:my-updates"))

    assert "<b>Due 14 October</b>41 days ago" in page.text


def test_my_updates_takes_the_same_queries_for_one_action_and_for_twenty(
    as_mai, org_a, action, django_assert_max_num_queries
):
    url = reverse("strategies:my-updates")
    UpdateFactory(action__organisation=org_a, state=State.RETURNED)
    with django_assert_max_num_queries(40) as one:
        as_mai.get(url)

    for state in [State.RETURNED, State.DRAFT, State.ACCEPTED, State.SUBMITTED] * 5:
        UpdateFactory(action__organisation=org_a, state=state)
    with django_assert_max_num_queries(len(one)):
        page = as_mai.get(url)

    assert page.text.count("Sent back to you") == 6


def test_no_page_shows_the_drafts_of_another_organisation(client, omar, action):
    draft = UpdateFactory(action=action, what_happened="A secret worry.")
    client.force_login(omar)

    pages = [
        client.get(reverse("strategies:my-updates")),
        client.get(reverse("strategies:doing")),
        client.get(action.get_absolute_url()),
        client.get(draft.get_absolute_url()),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200, 404]
    assert not any("A secret worry" in page.text for page in pages)


# --- reading ----------------------------------------------------------------------


def test_an_update_to_begin_shows_the_last_word_and_a_button(as_mai, action):
    UpdateFactory(
        action=action,
        state=State.ACCEPTED,
        period_start=date(2026, 4, 1),
        period_end=date(2026, 6, 30),
        what_happened="The soup is good.",
    )

    page = as_mai.get(to("update", action))

    assert "<h1>Update for July to September 2026</h1>" in page.text
    assert "The soup is good." in page.text
    assert f'hx-get="{to("edit-update", action)}"' in page.text
    assert "Update this" in page.text


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.DRAFT, "Only your organisation can see it."),
        (State.SUBMITTED, "Sent on 2 October. The backbone team will read it next."),
        (State.RETURNED, "Sent back to you on 3 October. Not public yet."),
        (State.ACCEPTED, "Accepted on 3 October."),
    ],
)
def test_the_bar_says_where_an_update_stands(state, said, as_mai, action):
    UpdateFactory(action=action, state=state)

    assert said in as_mai.get(to("update", action)).text


def test_the_bar_says_what_is_late_before_anybody_writes(client, mai, action, now, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now.replace(month=11, day=24))
    client.force_login(mai)

    for name in ("update", "edit-update"):
        page = client.get(to(name, action))
        assert "This update was due on 14 October, 41 days ago. It is still welcome." in page.text


def test_what_was_sent_back_opens_with_the_question_and_the_form(as_mai, action):
    UpdateFactory(action=action, state=State.RETURNED)

    page = as_mai.get(to("update", action))

    assert "Priya asks" in page.text
    assert "“How many families came?”" in page.text
    assert "Send again" in page.text
    assert "Four playgroups opened.</textarea>" in page.text


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_what_was_sent_cannot_be_edited(state, as_mai, action):
    update = UpdateFactory(action=action, state=state)

    assert "Go on writing" not in as_mai.get(to("update", action)).text
    assert as_mai.get(to("edit-update", action)).url == update.get_absolute_url()


def test_the_form_has_what_was_kept_and_the_words_of_last_time(as_mai, lena, action):
    UpdateFactory(
        action=action,
        state=State.ACCEPTED,
        period_start=date(2026, 4, 1),
        period_end=date(2026, 6, 30),
        what_happened="The soup is good.",
        saved_by=lena,
    )
    UpdateFactory(action=action, delivery="stuck", what_happened="Half a thought", version=7)

    page = as_mai.get(to("edit-update", action))

    assert "Last time, on 2 October, Lena said" in page.text
    assert "On track. “The soup is good.”" in page.text
    assert "Half a thought</textarea>" in page.text
    assert 'value="stuck" checked' in page.text
    assert 'name="version" value="7"' in page.text


@pytest.mark.parametrize("name", ["update", "edit-update"])
def test_htmx_gets_the_block_and_a_browser_the_page(name, as_mai, action):
    part = as_mai.get(to(name, action), headers=HTMX)
    page = as_mai.get(to(name, action))

    assert "<html" not in part.text
    assert "<html" in page.text
    assert f'id="action-{action.pk}-update"' in part.text
    assert f'id="action-{action.pk}-update"' in page.text
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize(
    "end",
    [
        date(2026, 9, 29),  # no period ends then
        date(2026, 12, 31),  # not open yet
        date(2025, 12, 31),  # before the action began
        date(9999, 12, 31),
    ],
)
def test_a_period_that_is_not_asked_for_does_not_exist(end, as_mai, action):
    for name in ("update", "edit-update"):
        assert as_mai.get(to(name, action, end)).status_code == 404
    assert as_mai.post(to("send-update", action, end), NEW).status_code == 404
    assert not Update.all_objects.exists()


def test_a_day_that_no_calendar_has_does_not_exist(as_mai, action):
    assert as_mai.get(f"/my-updates/{action.pk}/2026-02-30/").status_code == 404


@pytest.mark.parametrize("person", ["omar", "bea", "ada"])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_the_update_of_another_organisation_does_not_exist(
    person, headers, client, action, request
):
    update = UpdateFactory(action=action, state=State.RETURNED)
    before = snapshot(update)
    client.force_login(request.getfixturevalue(person))

    answers = [
        client.get(to("update", action), headers=headers),
        client.get(to("edit-update", action), headers=headers),
        client.post(to("keep-update", action), {**WORDS, "version": 1}, headers=headers),
        client.post(to("send-update", action), {**WORDS, "version": 1}, headers=headers),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert snapshot(update) == before


# --- keeping and sending ----------------------------------------------------------------------


def test_save_for_later_with_htmx_shows_the_form_again_and_says_kept(as_mai, action):
    part = as_mai.post(
        to("keep-update", action), {"what_happened": "Soup", "version": 0}, headers=HTMX
    )

    assert part.status_code == 200
    assert "<html" not in part.text
    assert "Soup</textarea>" in part.text
    assert 'name="version" value="1"' in part.text
    assert "Draft kept at 11:00 am" in part.text
    assert '<div hx-swap-oob="innerHTML:#announce">Kept. It is not sent yet.</div>' in part.text
    assert Update.all_objects.get().state == State.DRAFT


def test_save_for_later_without_javascript_works_too(as_mai, action):
    page = as_mai.post(
        to("keep-update", action), {"what_happened": "Soup", "version": 0}, follow=True
    )

    assert page.redirect_chain == [(to("edit-update", action), 302)]
    assert "Soup</textarea>" in page.text
    assert "Kept. It is not sent yet." in page.text


def test_send_with_htmx_answers_with_the_sent_block_only(as_mai, action):
    part = as_mai.post(to("send-update", action), NEW, headers=HTMX)

    said = "Update sent. The backbone team will read it before it goes on the public page."
    assert part.status_code == 200
    assert "<html" not in part.text
    assert "Four playgroups opened." in part.text
    assert part.text.count(said) == 2  # in the bar, and once for a screen reader
    assert '<h2 id="update-heading" tabindex="-1" data-focus>' in part.text
    assert "HX-Request" in part["Vary"]
    assert Update.all_objects.get().state == State.SUBMITTED


def test_send_without_javascript_works_too(as_mai, action):
    page = as_mai.post(to("send-update", action), NEW, follow=True)

    assert page.redirect_chain == [(to("update", action), 302)]
    assert "Update sent. The backbone team will read it" in page.text
    assert "Four playgroups opened." in page.text


def test_nothing_promises_a_public_page_to_what_is_for_partners_only(as_mai, org_a):
    quiet = ActionFactory(organisation=org_a, visibility=Visibility.PARTNERS)

    form = as_mai.get(to("edit-update", quiet))
    sent = as_mai.post(to("send-update", quiet), NEW, headers=HTMX)

    assert "Then all partners can read it. It is not public." in form.text
    assert "The backbone team will read it before other partners can." in sent.text
    assert "public page" not in form.text + sent.text


def test_after_sending_the_next_that_is_due_is_one_click_away(as_mai, org_a, action):
    other = ActionFactory(organisation=org_a, title="One plan for each child")

    part = as_mai.post(to("send-update", action), NEW, headers=HTMX)

    assert f'<a href="{to("update", other)}">Next: One plan for each child</a>' in part.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_send_with_a_mistake_keeps_the_words_and_says_what_to_do(headers, as_mai, action):
    answer = as_mai.post(
        to("send-update", action),
        {"what_happened": "Nurses <began>.", "version": 0},
        headers=headers,
    )

    assert answer.status_code == 422
    assert "<title>Error: Update: Tuesday drop-in" in answer.text
    assert "There is 1 thing to fix" in answer.text
    assert '<a href="#update-delivery_0">Choose how it is going</a>' in answer.text
    assert "Nurses &lt;began&gt;.</textarea>" in answer.text
    assert "Not sent yet" in answer.text
    assert not Update.all_objects.exists()


def test_send_with_nothing_names_both_fields(as_mai, action):
    answer = as_mai.post(to("send-update", action), {"version": 0})

    assert answer.status_code == 422
    assert "There are 2 things to fix" in answer.text
    assert "Say what happened" in answer.text


def test_words_that_are_too_long_are_kept_and_counted(as_mai, action):
    long = "word " * 700

    answer = as_mai.post(to("keep-update", action), {"what_happened": long, "version": 0})

    assert answer.status_code == 422
    assert "Use 3000 characters or fewer. You have 3499" in answer.text
    assert long.strip() in answer.text


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_form_without_its_version_is_refused(version, as_mai, action):
    answer = as_mai.post(to("send-update", action), {**WORDS, "version": version})

    assert answer.status_code == 422
    assert not Update.all_objects.exists()


@pytest.mark.parametrize("door", ["keep-update", "send-update"])
def test_who_comes_back_to_a_door_that_takes_words_finds_the_form(door, as_mai, action):
    answer = as_mai.get(to(door, action))

    assert (answer.status_code, answer.url) == (302, to("edit-update", action))


def test_pressing_send_twice_sends_once_and_looks_the_same(as_mai, action):
    first = as_mai.post(to("send-update", action), NEW, headers=HTMX)
    second = as_mai.post(to("send-update", action), NEW, headers=HTMX)

    assert (first.status_code, second.status_code) == (200, 200)
    assert "Update sent." in second.text
    assert Event.objects.filter(kind="strategies.update.submitted").count() == 1


def test_the_answer_to_a_question_is_sent_again(as_mai, action):
    UpdateFactory(action=action, state=State.RETURNED)

    as_mai.post(to("send-update", action), {**WORDS, "what_happened": "41 came.", "version": 1})

    update = Update.all_objects.get()
    assert (update.state, update.what_happened) == (State.SUBMITTED, "41 came.")


# --- two editors ----------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("door", ["keep-update", "send-update"])
def test_an_older_version_shows_both_texts_and_keeps_the_typed_one(
    headers, door, as_mai, lena, action
):
    theirs = UpdateFactory(
        action=action, saved_by=lena, what_happened="8 have signed. Nurses began.", version=2
    )
    mine = {"delivery": "stuck", "what_happened": "9 have signed. Nurses began.", "version": 1}
    before = snapshot(theirs)

    answer = as_mai.post(to(door, action), mine, headers=headers)

    assert answer.status_code == 409
    assert "Lena Fischer saved this update on 2 October at 11:30 am" in answer.text
    assert "<mark>9 have signed. </mark>Nurses began." in answer.text
    assert "<mark>8 have signed. </mark>Nurses began." in answer.text
    assert "9 have signed. Nurses began.</textarea>" in answer.text
    assert 'name="version" value="2"' in answer.text
    assert "Keep Lena’s" in answer.text
    assert snapshot(theirs) == before


def test_keep_mine_saves_the_typed_words_over_the_others(as_mai, lena, action):
    UpdateFactory(action=action, saved_by=lena, version=2)

    answer = as_mai.post(
        to("keep-update", action), {"what_happened": "Mine.", "version": 2}, headers=HTMX
    )

    assert answer.status_code == 200
    assert Update.all_objects.get().what_happened == "Mine."


def test_words_typed_while_a_colleague_sent_are_shown_to_copy(as_mai, lena, action):
    UpdateFactory(action=action, saved_by=lena, state=State.SUBMITTED, version=2)

    answer = as_mai.post(
        to("send-update", action), {**WORDS, "what_happened": "My long words.", "version": 1}
    )

    assert answer.status_code == 409
    assert "This was sent while you were writing" in answer.text
    assert "My long words." in answer.text
    assert "Keep mine" not in answer.text


def test_two_windows_of_one_person_are_told_apart_from_two_people(as_mai, mai, action):
    UpdateFactory(action=action, saved_by=mai, version=2)

    answer = as_mai.post(to("keep-update", action), {"what_happened": "Other", "version": 1})

    assert answer.status_code == 409
    assert "in another window" in answer.text


# --- what cannot be typed ----------------------------------------------------------------------


@pytest.mark.parametrize("door", ["keep-update", "send-update"])
def test_fields_that_no_form_shows_change_nothing(door, as_mai, mai, omar, action):
    update = UpdateFactory(action=action, state=State.RETURNED, saved_by=mai)
    other = ActionFactory(organisation=OrganisationFactory())
    examples = {"DateField": "2020-01-01", "DateTimeField": "2020-01-01", "BooleanField": "on"}
    asked = {
        field.attname: omar.pk if field.is_relation else examples.get(field.get_internal_type(), 7)
        for field in Update._meta.concrete_fields
    }
    asked |= {"state": "accepted", "delivery": "stuck", "what_happened": "Mine.", "version": "1"}
    asked |= {"action": other.pk, "organisation": other.organisation_id, "by": omar.pk}

    as_mai.post(to(door, action), asked)

    after = snapshot(update)
    changed = {name for name, value in after.items() if value != snapshot_of(update)[name]}
    expected = {*Update.WORDS, "version", "form_id", "saved_at"}
    if door == "send-update":
        expected |= {"state", "sent_at"}
    assert changed == expected
    assert after["state"] == ("submitted" if door == "send-update" else "returned")
    assert (after["version"], after["what_happened"]) == (2, "Mine.")


def snapshot_of(update: Update) -> dict:
    return {field.attname: getattr(update, field.attname) for field in update._meta.concrete_fields}


def test_every_word_of_a_person_is_escaped(as_mai, action):
    nasty = '<script>alert("x")</script> & {{ 7|add:7 }}'
    UpdateFactory(action=action, state=State.RETURNED, what_happened=nasty, return_note=nasty)

    pages = [
        as_mai.get(reverse("strategies:my-updates")),
        as_mai.get(to("update", action)),
        as_mai.post(to("keep-update", action), {"what_happened": nasty, "version": 9}),
    ]

    for page in pages:
        assert "<script>alert" not in page.text
    assert escape(nasty) in pages[1].text
