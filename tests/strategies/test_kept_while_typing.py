"""Words are kept while they are typed, and nobody is in conflict with herself."""

from datetime import date

import pytest
from django.urls import reverse

from partnership.models import Event
from partnership.versions import Stale
from strategies import services
from strategies.models import Update
from tests.strategies.conftest import QUARTER
from tests.strategies.factories import UpdateFactory

pytestmark = pytest.mark.usefixtures("partnership")
State = Update.State
HTMX = {"HX-Request": "true"}
WORDS = {"delivery": "on_track", "what_happened": "Four playgroups opened."}
MINE = {"period": QUARTER, "seen_version": 0, "form_id": "a-page-of-mai"}


def to(name: str, action) -> str:
    return reverse(f"strategies:{name}", args=[action.pk, QUARTER.end])


def quietly(client, action, **typed):
    words = {"quiet": "1", "version": 0, "form_id": "a-page-of-mai", **typed}
    return client.post(to("keep-update", action), words, headers=HTMX)


@pytest.fixture
def as_mai(client, mai):
    client.force_login(mai)
    return client


# --- the service -------------------------------------------------------------------


def test_who_goes_on_on_her_page_needs_no_new_version_and_is_recorded_once(mai, action):
    for words in ("S", "So", "Soup"):
        update = services.keep_draft(action, by=mai, what_happened=words, **MINE)

    assert (update.what_happened, update.version) == ("Soup", 3)
    assert Event.objects.count() == 1


def test_sending_after_an_answer_that_got_lost_is_no_conflict(mai, action):
    services.keep_draft(action, by=mai, what_happened="Soup", **MINE)

    update = services.submit_update(action, by=mai, **MINE, **WORDS)

    assert (update.state, update.what_happened) == (State.SUBMITTED, "Four playgroups opened.")


def test_another_page_of_the_same_person_is_a_conflict(mai, action):
    services.keep_draft(action, by=mai, what_happened="Soup", **MINE)

    with pytest.raises(Stale):
        services.keep_draft(
            action, by=mai, period=QUARTER, seen_version=0, form_id="another", what_happened="Bread"
        )


def test_a_colleague_who_knows_the_name_of_her_page_is_still_somebody_else(mai, lena, action):
    services.keep_draft(action, by=mai, what_happened="Soup", **MINE)

    with pytest.raises(Stale):
        services.keep_draft(action, by=lena, what_happened="Bread", **MINE)


def test_a_page_that_a_colleague_wrote_over_is_a_conflict_again(mai, lena, action):
    services.keep_draft(action, by=mai, what_happened="Soup", **MINE)
    services.keep_draft(action, by=lena, period=QUARTER, seen_version=1, what_happened="Bread")

    with pytest.raises(Stale) as conflict:
        services.keep_draft(action, by=mai, what_happened="Soup, twice", **MINE)

    assert conflict.value.theirs.what_happened == "Bread"


def test_a_form_without_a_name_of_its_page_is_judged_by_its_version(mai, action):
    unnamed = {"period": QUARTER, "seen_version": 0}
    services.keep_draft(action, by=mai, what_happened="Soup", **unnamed)

    with pytest.raises(Stale):
        services.keep_draft(action, by=mai, what_happened="Bread", **unnamed)


# --- the page ------------------------------------------------------------------------


def test_the_form_has_a_quiet_corner_and_each_page_its_own_name(as_mai, action):
    first, second = (as_mai.get(to("edit-update", action)).context["form"] for _ in range(2))
    page = as_mai.get(to("edit-update", action)).text

    assert f'data-quiet hx-post="{to("keep-update", action)}"' in page
    assert first["form_id"].value() != second["form_id"].value()


def test_words_kept_while_typing_renew_only_the_bar_and_the_version(as_mai, action):
    answer = quietly(as_mai, action, what_happened="Soup")

    assert answer.status_code == 200
    assert 'name="version" value="1" id="update-version" hx-swap-oob="true"' in answer.text
    assert "Draft kept at 11:00 am. Only your organisation can see it." in answer.text
    assert "textarea" not in answer.text
    assert "announce" not in answer.text
    assert Update.all_objects.get().what_happened == "Soup"


def test_a_quiet_keep_over_a_colleague_says_so_and_changes_nothing(as_mai, lena, action):
    UpdateFactory(action=action, saved_by=lena, what_happened="Bread", version=2)

    answer = quietly(as_mai, action, what_happened="Soup", version=1)

    assert answer.status_code == 409
    assert "Lena Fischer wrote here too, at 11:30 am." in answer.text
    assert "update-version" not in answer.text
    assert Update.all_objects.get().what_happened == "Bread"


def test_a_quiet_keep_that_is_too_long_says_what_is_wrong(as_mai, action):
    answer = quietly(as_mai, action, what_happened="x" * 3001)

    assert answer.status_code == 422
    assert "Not kept yet. Use 3000 characters or fewer." in answer.text
    assert not Update.all_objects.exists()


def test_words_that_arrive_after_they_were_sent_change_nothing(as_mai, mai, action):
    services.submit_update(action, by=mai, **MINE, **WORDS)

    answer = quietly(as_mai, action, what_happened="Four play")

    assert answer.status_code == 409
    assert Update.all_objects.get().what_happened == "Four playgroups opened."


@pytest.mark.parametrize("person", ["omar", "bea"])
def test_a_quiet_keep_for_others_does_not_exist(person, client, action, request):
    client.force_login(request.getfixturevalue(person))

    assert quietly(client, action, what_happened="Soup").status_code == 404
    assert not Update.all_objects.exists()


def test_a_draft_of_another_day_says_which(as_mai, action):
    UpdateFactory(action=action, period_start=date(2026, 7, 1))

    page = as_mai.get(to("edit-update", action))

    assert "Draft kept on 2 October at 11:30 am. Only your organisation can see it." in page.text


def test_save_for_later_leaves_the_form_as_it_is_and_renews_its_bar_and_version(as_mai, action):
    page = as_mai.get(to("edit-update", action)).text
    words = {"what_happened": "Soup", "version": 0, "form_id": "a-page-of-mai", "bar": ""}

    answer = as_mai.post(to("keep-update", action), words, headers=HTMX)

    assert 'name="bar"' in page
    assert answer.headers["HX-Reswap"] == "none"
    assert "<textarea" not in answer.text
    assert 'name="version" value="1" id="update-version" hx-swap-oob="true"' in answer.text
    assert "Draft kept at 11:00 am" in answer.text
    assert '<div hx-swap-oob="innerHTML:#announce">Kept. It is not sent yet.</div>' in answer.text
    assert Update.all_objects.get().what_happened == "Soup"


def test_the_way_to_the_history_comes_with_the_save_that_made_the_first_of_it(as_mai, lena, action):
    UpdateFactory(action=action, saved_by=lena, what_happened="Bread")
    page = as_mai.get(to("edit-update", action)).text
    place = f'<span id="action-{action.pk}-history"'
    assert place in page
    assert "History (" not in page

    words = {"what_happened": "Soup", "version": 1, "form_id": "a-page-of-mai", "bar": ""}
    answer = as_mai.post(to("keep-update", action), words, headers=HTMX)

    told = answer.text.split(f'{place} hx-swap-oob="true">')[1].split("</span>")[0]
    assert f'href="{to("update-history", action)}"' in told
    assert "History (1)" in told


def test_a_form_with_mistakes_is_drawn_anew_once_it_is_saved(as_mai, action):
    too_long = {"what_happened": "x" * 4000, "version": 0, "bar": ""}
    refused = as_mai.post(to("keep-update", action), too_long, headers=HTMX)

    saved = as_mai.post(
        to("keep-update", action), {"what_happened": "Soup", "version": 0}, headers=HTMX
    )

    assert refused.status_code == 422
    assert "HX-Reswap" not in refused.headers
    assert 'name="bar"' not in refused.text
    assert "Soup</textarea>" in saved.text


def test_an_update_of_earlier_periods_is_still_kept_after_its_action_reports_less_often(
    as_mai, action
):
    UpdateFactory(action=action, period_start=date(2026, 7, 1), period_end=date(2026, 7, 31))
    address = reverse("strategies:keep-update", args=[action.pk, date(2026, 7, 31)])

    answer = as_mai.post(address, {"what_happened": "Soup", "version": 1}, headers=HTMX)

    assert answer.status_code == 200
    assert Update.all_objects.get().what_happened == "Soup"


def test_what_is_kept_of_an_answer_to_a_question_is_still_said_when_she_comes_back(as_mai, action):
    UpdateFactory(action=action, state=State.RETURNED)
    as_mai.post(to("keep-update", action), {"what_happened": "Soup", "version": 1, "bar": ""})

    page = as_mai.get(to("edit-update", action)).text

    assert "What you wrote since is kept. It is not sent yet." in page
