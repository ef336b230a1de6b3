"""What an organisation told by phone: written down by one officer, accepted by another."""

from datetime import date

import pytest
from django.urls import reverse

from partnership.errors import NotAllowed, TooLate
from partnership.models import Event
from strategies import services
from strategies.models import Update
from tests.factories import MembershipFactory
from tests.strategies.conftest import QUARTER
from tests.strategies.factories import ActionFactory, UpdateFactory

pytestmark = pytest.mark.usefixtures("partnership")
State = Update.State
WORDS = {"delivery": "stuck", "what_happened": "The heater broke."}
URL = reverse("admin:strategies_update_by_phone")
MARK = "Told by phone"


@pytest.fixture
def as_bea(client, bea):
    client.force_login(bea)
    return client


@pytest.fixture
def told(bea, action) -> Update:
    return services.enter_by_phone(action, by=bea, period=QUARTER, **WORDS)


def test_it_waits_to_be_read_like_any_other_and_says_how_it_came(bea, action, told):
    told.refresh_from_db()
    assert (told.state, told.channel, told.sent_by) == (State.SUBMITTED, "told_by_phone", bea)
    assert told.what_happened == "The heater broke."
    assert [event.kind for event in Event.objects.all()] == ["strategies.update.submitted"]


@pytest.mark.parametrize("person", ["mai", "omar", "ada", "worker"])
def test_only_the_backbone_team_writes_down_calls(person, action, request):
    with pytest.raises(NotAllowed):
        services.enter_by_phone(action, by=request.getfixturevalue(person), period=QUARTER, **WORDS)

    assert not Update.all_objects.exists()


def test_an_officer_writes_nothing_down_for_an_organisation_she_works_for(bea, org_a, action):
    MembershipFactory(user=bea, organisation=org_a, role="member")

    with pytest.raises(NotAllowed):
        services.enter_by_phone(action, by=bea, period=QUARTER, **WORDS)


@pytest.mark.parametrize("state", State.values)
def test_what_the_organisation_has_begun_itself_is_left_alone(state, bea, action):
    UpdateFactory(action=action, state=state)

    with pytest.raises(TooLate, match="begun to write"):
        services.enter_by_phone(action, by=bea, period=QUARTER, **WORDS)

    assert Update.all_objects.get().what_happened == "Four playgroups opened."


def test_another_officer_accepts_it_never_the_same(bea, kim, told):
    with pytest.raises(NotAllowed, match="You wrote this down yourself"):
        services.accept_update(told, by=bea)
    with pytest.raises(NotAllowed):
        services.return_update(told, by=bea, note="Sure?")

    assert services.accept_update(told, by=kim).state == State.ACCEPTED


def test_the_same_officer_is_not_offered_to_answer(client, bea, kim, told):
    url = reverse("admin:strategies_update_change", args=[told.pk])
    client.force_login(bea)
    hers = client.get(url)
    client.force_login(kim)
    others = client.get(url)

    assert "You wrote this down yourself" in hers.text
    assert "Send back with this question" not in hers.text
    assert "Send back with this question" in others.text


def test_everybody_sees_how_it_came(client, mai, kim, action, told):
    client.force_login(mai)
    waiting = [client.get(told.get_absolute_url()), client.get(reverse("strategies:my-updates"))]
    services.accept_update(told, by=kim)
    client.logout()
    public = client.get(action.get_absolute_url())

    assert "Told by phone, written down by Bea Nguyen of the backbone team" in waiting[0].text
    assert MARK in waiting[1].text
    assert "Told by phone and written down by the backbone team." in public.text
    assert "Bea Nguyen" not in public.text


def test_once_the_organisation_wrote_it_itself_the_mark_is_gone(mai, kim, action, told):
    services.return_update(told, by=kim, note="Is it mended?")

    services.submit_update(
        action, by=mai, period=QUARTER, seen_version=1, delivery="on_track", what_happened="Yes."
    )

    told.refresh_from_db()
    assert (told.channel, told.sent_by) == ("portal", mai)


# --- the page ---------------------------------------------------------------------------


def test_the_list_leads_to_the_page_and_back(as_bea, action):
    listing = as_bea.get(reverse("admin:strategies_update_changelist"))
    page = as_bea.get(URL)
    answer = as_bea.post(URL, {**WORDS, "action": action.pk, "which_period": "due"}, follow=True)

    assert f'href="{URL}"' in listing.text
    assert "Northern Rivers Family Care: Tuesday drop-in" in page.text
    assert "is written down. Somebody else of the team accepts it." in answer.text
    assert Update.all_objects.get().period == QUARTER


def test_it_may_be_for_the_period_before(as_bea, action):
    as_bea.post(URL, {**WORDS, "action": action.pk, "which_period": "before"})

    assert Update.all_objects.get().period_end == date(2026, 6, 30)


def test_a_period_before_the_action_began_is_refused_in_words(as_bea, org_a):
    young = ActionFactory(organisation=org_a, starts_on=date(2026, 7, 1))

    answer = as_bea.post(URL, {**WORDS, "action": young.pk, "which_period": "before"})

    assert answer.status_code == 422
    assert "This action had nothing to report on then" in answer.text
    assert "The heater broke." in answer.text
    assert not Update.all_objects.exists()


def test_what_is_missing_is_named_and_what_was_typed_stays(as_bea, action):
    answer = as_bea.post(URL, {"what_happened": "The heater broke."})

    assert answer.status_code == 422
    assert "Choose the action" in answer.text
    assert "Choose how it is going" in answer.text
    assert "The heater broke." in answer.text


def test_a_period_that_was_begun_is_refused_with_the_words(as_bea, action):
    UpdateFactory(action=action)

    answer = as_bea.post(URL, {**WORDS, "action": action.pk, "which_period": "due"})

    assert answer.status_code == 422
    assert "They have begun to write about this period themselves." in answer.text
    assert "The heater broke." in answer.text


def test_her_own_organisations_actions_are_not_offered(as_bea, bea, org_a, action):
    MembershipFactory(user=bea, organisation=org_a, role="member")

    answer = as_bea.post(URL, {**WORDS, "action": action.pk, "which_period": "due"})

    assert answer.status_code == 422
    assert not Update.all_objects.exists()


@pytest.mark.parametrize("person", ["mai", "ada"])
def test_others_do_not_come_in(person, client, action, request):
    client.force_login(request.getfixturevalue(person))

    answers = [client.get(URL), client.post(URL, {**WORDS, "action": action.pk})]

    assert {answer.status_code for answer in answers} <= {302, 403, 404}
    assert not Update.all_objects.exists()
