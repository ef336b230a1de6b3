import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from partnership.models import Event, Membership
from strategies import services
from strategies.models import Action, Strategy, Update
from tests.factories import MembershipFactory, OrganisationFactory
from tests.strategies.conftest import QUARTER
from tests.strategies.factories import ActionFactory, UpdateFactory

pytestmark = pytest.mark.usefixtures("partnership")
State = Update.State
LIST = "/admin/strategies/update/"


@pytest.fixture
def as_bea(client, bea):
    client.force_login(bea)
    return client


@pytest.fixture
def waiting(action) -> Update:
    return UpdateFactory(action=action, state=State.SUBMITTED)


def page_of(update) -> str:
    return reverse("admin:strategies_update_change", args=[update.pk])


def door(name: str, update) -> str:
    return reverse(f"admin:strategies_update_{name}", args=[update.pk])


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def state(update) -> str:
    return Update.all_objects.get(pk=update.pk).state


# --- the list ------------------------------------------------------------------------


def test_the_list_shows_what_waits_first_and_no_drafts_of_partners(as_bea, waiting):
    UpdateFactory(action__title="Newer and read", state=State.ACCEPTED)
    UpdateFactory(action__title="Nobody’s business yet")

    first = as_bea.get(LIST)
    page = as_bea.get(LIST, {"state__exact": "all"})

    assert "Tuesday drop-in" in first.text
    assert "Newer and read" not in first.text
    assert 'href="?state__exact=all"' in first.text
    assert page.text.index("Tuesday drop-in") < page.text.index("Newer and read")
    assert "Nobody’s business yet" not in page.text
    assert "Waiting to be read" in page.text
    assert "July to September 2026" in page.text


def test_the_list_can_be_searched_and_filtered(as_bea, waiting):
    UpdateFactory(action__title="Another", state=State.ACCEPTED, what_happened="Bread.")

    found = as_bea.get(LIST, {"q": "playgroups"})
    read = as_bea.get(LIST, {"q": "Bread"})
    filtered = as_bea.get(LIST, {"state__exact": "accepted"})

    assert [update.pk for update in found.context["cl"].queryset] == [waiting.pk]
    assert len(read.context["cl"].queryset) == 1, "who searches searches all"
    assert waiting.pk not in [update.pk for update in filtered.context["cl"].queryset]


def test_the_list_takes_the_same_queries_for_one_update_and_for_twenty(
    as_bea, waiting, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30) as one:
        as_bea.get(LIST)

    for _ in range(19):
        UpdateFactory(state=State.SUBMITTED)
    with django_assert_max_num_queries(len(one)):
        assert len(as_bea.get(LIST).context["cl"].result_list) == 20


def test_accepting_several_says_how_many_and_names_those_that_could_not_be(as_bea, waiting):
    other = UpdateFactory(state=State.SUBMITTED)
    done = UpdateFactory(action__title="Done before", state=State.ACCEPTED)

    answer = as_bea.post(
        LIST, {"action": "accept", "_selected_action": [waiting.pk, other.pk, done.pk]}
    )

    assert (state(waiting), state(other)) == (State.ACCEPTED, State.ACCEPTED)
    assert "Accepted: 2" in said(answer)
    assert "Done before" in said(answer)


# --- one update -------------------------------------------------------------------------


def test_the_page_shows_the_words_and_the_words_before(as_bea, waiting, action):
    UpdateFactory(
        action=action,
        state=State.ACCEPTED,
        period_start="2026-04-01",
        period_end="2026-06-30",
        what_happened="The soup is good.",
    )

    page = as_bea.get(page_of(waiting))

    assert "Four playgroups opened." in page.text
    assert "The soup is good." in page.text
    assert "Send back with this question" in page.text
    assert not any(word in page.text for word in ("<style", " style=", "onclick", "<script>"))


def test_accept_publishes_and_goes_back_to_the_list(as_bea, bea, waiting):
    answer = as_bea.post(door("accept", waiting), {"version": 1})

    assert (answer.status_code, answer.url) == (302, LIST)
    assert state(waiting) == State.ACCEPTED
    assert "“Tuesday drop-in” is now: Published." in said(answer)
    assert Event.objects.get().by == bea


def test_send_back_carries_the_question(as_bea, waiting):
    answer = as_bea.post(door("send_back", waiting), {"version": 1, "note": "How many came?"})

    assert answer.status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.return_note) == (State.RETURNED, "How many came?")


def test_send_back_without_a_question_says_so_and_changes_nothing(as_bea, waiting):
    answer = as_bea.post(door("send_back", waiting), {"version": 1, "note": " "})

    assert answer.status_code == 409
    assert "Write your question first." in answer.text
    assert state(waiting) == State.SUBMITTED


@pytest.mark.parametrize("name", ["accept", "send_back"])
def test_an_answer_that_comes_too_late_says_so_and_keeps_the_typed_question(
    name, as_bea, kim, waiting
):
    services.accept_update(waiting, by=kim)

    answer = as_bea.post(door(name, waiting), {"version": 1, "note": "How many came?"})

    assert answer.status_code == 409
    assert "This update was answered before: it is now “Published”." in answer.text
    assert "How many came?" in answer.text
    assert Event.objects.count() == 1


def test_a_text_that_changed_since_it_was_read_is_not_accepted(as_bea, mai, kim, waiting):
    services.return_update(waiting, by=kim, note="How many?")
    services.submit_update(
        waiting.action,
        by=mai,
        period=QUARTER,
        seen_version=1,
        delivery="on_track",
        what_happened="41 came.",
    )

    answer = as_bea.post(door("accept", waiting), {"version": 1})

    assert answer.status_code == 409
    assert "The text changed after you opened it." in answer.text
    assert "41 came." in answer.text
    assert state(waiting) == State.SUBMITTED


@pytest.mark.parametrize("version", ["", "x"])
def test_an_answer_must_say_what_was_read(version, as_bea, waiting):
    answer = as_bea.post(door("accept", waiting), {"version": version})

    assert answer.status_code == 422
    assert state(waiting) == State.SUBMITTED


def test_nobody_is_offered_to_answer_her_own_organisation(client, bea, org_a, waiting):
    MembershipFactory(user=bea, organisation=org_a, role=Membership.Role.MEMBER)
    client.force_login(bea)

    page = client.get(page_of(waiting))
    answer = client.post(door("accept", waiting), {"version": 1})

    assert "somebody else answers this update" in page.text
    assert answer.status_code == 403
    assert state(waiting) == State.SUBMITTED


def test_an_answer_is_a_post(as_bea, waiting):
    for name in ("accept", "send_back"):
        assert as_bea.get(door(name, waiting)).status_code == 405

    assert state(waiting) == State.SUBMITTED


def test_the_draft_of_a_partner_does_not_exist_here(as_bea, action):
    draft = UpdateFactory(action=action)

    assert as_bea.get(page_of(draft)).status_code == 404
    assert as_bea.post(door("accept", draft), {"version": 1}).status_code == 404


@pytest.mark.parametrize("person", ["mai", "ada"])
def test_others_do_not_come_in(person, client, waiting, request):
    accepted = UpdateFactory(state=State.ACCEPTED)
    client.force_login(request.getfixturevalue(person))

    answers = [
        client.get(LIST),
        client.get(page_of(waiting)),
        client.get(page_of(accepted)),
        client.post(door("accept", waiting), {"version": 1}),
        client.post(door("send_back", waiting), {"version": 1, "note": "Why?"}),
    ]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert state(waiting) == State.SUBMITTED


def test_a_state_cannot_be_typed_into_a_field(as_bea, waiting):
    answer = as_bea.post(
        page_of(waiting), {"state": "accepted", "what_happened": "Mine.", "_save": "Save"}
    )

    waiting.refresh_from_db()
    assert answer.status_code == 200
    assert (waiting.state, waiting.what_happened) == (State.SUBMITTED, "Four playgroups opened.")


def test_nothing_is_added_or_deleted_by_hand(as_bea, waiting):
    assert as_bea.get(f"{LIST}add/").status_code == 403
    assert as_bea.post(f"{LIST}{waiting.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Update.all_objects.filter(pk=waiting.pk).exists()


# --- strategies and actions -----------------------------------------------------------------


def test_a_strategy_and_its_action_are_plain_records_with_an_event(as_bea, bea):
    organisation = OrganisationFactory()
    strategy = {
        "title": "A good start",
        "slug": "a-good-start",
        "summary": "No child walks in alone.",
        "why": "It works elsewhere.",
        "lead_organisation": organisation.pk,
        "order": 1,
        "visibility": "public",
    }

    as_bea.post("/admin/strategies/strategy/add/", strategy)
    as_bea.post(
        "/admin/strategies/action/add/",
        {
            "strategy": Strategy.all_objects.get().pk,
            "organisation": organisation.pk,
            "title": "Four visits",
            "slug": "four-visits",
            "purpose": "New preps come four times.",
            "where": "Shepparton",
            "rhythm": "month",
            "starts_on": "2026-01-01",
            "due_on": "2026-12-31",
            "visibility": "public",
        },
    )

    assert Action.all_objects.get().strategy.title == "A good start"
    assert list(Event.objects.order_by("pk").values_list("kind", "by")) == [
        ("strategies.strategy.added", bea.pk),
        ("strategies.action.added", bea.pk),
    ]


def test_an_action_that_ends_before_it_starts_is_refused_in_words(as_bea):
    action = ActionFactory()
    url = reverse("admin:strategies_action_change", args=[action.pk])

    answer = as_bea.post(
        url,
        {
            "strategy": action.strategy_id,
            "organisation": action.organisation_id,
            "title": action.title,
            "slug": action.slug,
            "purpose": action.purpose,
            "where": action.where,
            "rhythm": "month",
            "starts_on": "2026-12-31",
            "due_on": "2026-01-01",
            "visibility": "public",
        },
    )

    assert "It must start before it is to be done." in answer.text


def test_a_question_about_what_was_taken_back_meanwhile_stays_on_the_page(as_bea, mai, action):
    words = {"seen_version": 0, "delivery": "stuck", "what_happened": "The heater broke."}
    update = services.submit_update(action, by=mai, period=QUARTER, **words)
    services.undo_submit(update, by=mai)
    services.keep_draft(action, by=mai, period=QUARTER, seen_version=2, what_happened="In private")

    answer = as_bea.post(door("send_back", update), {"version": 1, "note": "Which heater?"})

    assert answer.status_code == 409
    assert "They took this update back" in answer.text
    assert "Which heater?" in answer.text
    assert "In private" not in answer.text


def test_an_answer_to_what_never_was_is_not_there(as_bea):
    for number in ("0", "none"):
        url = reverse("admin:strategies_update_send_back", args=[number])
        assert as_bea.post(url, {"version": 1, "note": "Which?"}).status_code == 404
